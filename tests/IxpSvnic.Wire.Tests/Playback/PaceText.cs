using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Playback;

/// <summary>Paces as they stand on the command line.</summary>
[TestClass]
public sealed class PaceText
{
    [TestMethod]
    [DataRow("recorded", PaceKind.Recorded, 1, 1)]
    [DataRow("line-rate", PaceKind.LineRate, 1, 1)]
    [DataRow("x1", PaceKind.Speed, 1, 1)]
    [DataRow("x0.25", PaceKind.Speed, 25, 100)]
    [DataRow("x2.50", PaceKind.Speed, 25, 10)]
    [DataRow("750Mbps", PaceKind.MegabitsPerSecond, 750, 1)]
    [DataRow("1488.0952kpps", PaceKind.KilopacketsPerSecond, 14880952, 10000)]
    public void A_pace_is_read_as_an_exact_fraction(string text, PaceKind kind, long numerator, long denominator)
    {
        Pace pace = Pace.Parse(text);
        Assert.AreEqual(kind, pace.Kind);
        Assert.AreEqual((ulong)numerator, pace.Numerator);
        Assert.AreEqual((ulong)denominator, pace.Denominator);
        Assert.AreEqual(pace, Pace.Parse(pace.ToString()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("x")]
    [DataRow("x0")]
    [DataRow("x-1")]
    [DataRow("x1e3")]
    [DataRow("x1.")]
    [DataRow("x.5")]
    [DataRow("x 2")]
    [DataRow("x1.2.3")]
    [DataRow("x9999999999")]
    [DataRow("Mbps")]
    [DataRow("0.000Mbps")]
    [DataRow("10mbps")]
    [DataRow("10Gbps")]
    [DataRow("NaNkpps")]
    [DataRow("Recorded")]
    [DataRow("fast")]
    public void Anything_else_is_refused_by_name(string text)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => Pace.Parse(text));
        StringAssert.Contains(error.Message, $"'{text}'");
    }
}
