using CsCheck;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Sim.Tests.Time;

[TestClass]
public sealed class ClockDomainTests
{
    [TestMethod]
    public void A_second_of_104_MHz_has_exactly_104_million_edges() =>
        Assert.AreEqual(Ticks.PerSecond, ClockDomain.FromHertz(104_000_000).Edge(104_000_000));

    [TestMethod]
    public void Edges_never_drift_from_the_ideal_by_a_whole_tick() =>
        Gen.Select(Gen.Long[1_000_000, 3_000_000_000], Gen.Long[0, 1_000_000_000_000]).Sample((hertz, n) =>
        {
            Int128 ideal = (Int128)n * Ticks.PerSecond;
            Int128 edge = (Int128)ClockDomain.FromHertz(hertz).Edge(n) * hertz;
            return edge <= ideal && ideal - edge < hertz;
        });

    [TestMethod]
    public void The_edge_at_or_after_a_tick_is_the_first_one() =>
        Gen.Select(Gen.Long[1, 1000], Gen.Long[1, 100], Gen.Long[0, 1_000_000_000]).Sample((num, den, tick) =>
        {
            if (num < den)
            {
                return true;
            }

            ClockDomain clock = new(num, den);
            long n = clock.EdgeNumberAtOrAfter(tick);
            return clock.Edge(n) >= tick && (n == 0 || clock.Edge(n - 1) < tick);
        });

    [TestMethod]
    [DataRow(600_000_000, 5)]
    [DataRow(300_000_000, 10)]
    [DataRow(200_000_000, 15)]
    [DataRow(150_000_000, 20)]
    [DataRow(50_000_000, 60)]
    public void The_chip_clocks_are_whole_ticks(long hertz, long ticks) =>
        Assert.AreEqual(new ClockDomain(ticks, 1), ClockDomain.FromHertz(hertz));
}
