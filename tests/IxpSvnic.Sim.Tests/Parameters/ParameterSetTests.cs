using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Sim.Tests.Parameters;

[TestClass]
public sealed class ParameterSetTests
{
    [TestMethod]
    [DataRow("unit.cycles", "70000", "0 to 100")]
    [DataRow("unit.cycles", "x", "whole number")]
    [DataRow("unit.on", "1", "true or false")]
    [DataRow("unit.share", "NaN", "number")]
    [DataRow("unit.mode", "fast", "slow, medium")]
    [DataRow("unit.limit", "3", "constant")]
    [DataRow("unit.cycle", "3", "unit.cycles")]
    public void A_wrong_value_is_named_with_what_was_expected(string name, string value, string expected)
    {
        ParameterException error = Assert.ThrowsExactly<ParameterException>(() => Set(out _).Set(name, value));
        StringAssert.Contains(error.Message, name);
        StringAssert.Contains(error.Message, expected);
    }

    [TestMethod]
    public void A_value_reaches_the_property_that_holds_it()
    {
        ParameterSet set = Set(out Unit unit);
        set.Set("unit.cycles", "0x20");
        set.Set("UNIT.MODE", "Medium");
        Assert.AreEqual(32, unit.Cycles);
        Assert.AreEqual(Speed.Medium, unit.Mode);
        Assert.IsTrue(set.Find("unit.cycles")!.IsOverridden);
        Assert.IsFalse(set.Find("unit.on")!.IsOverridden);
    }

    private static ParameterSet Set(out Unit unit)
    {
        ParameterSet set = new();
        unit = new Unit();
        set.Add("unit", unit);
        return set;
    }

    public enum Speed
    {
        Slow,
        Medium,
    }

    public sealed class Unit
    {
        [Parameter("cycles", "A1", Max = 100)]
        public int Cycles { get; set; } = 7;

        [Parameter("", "A1")]
        public bool On { get; set; }

        [Parameter("share", "A1")]
        public double Share { get; set; }

        [Parameter("", "A1")]
        public Speed Mode { get; set; }

        [Parameter("", "A1", ReadOnly = true)]
        public int Limit { get; set; } = 9;
    }
}
