using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Fidelity;

/// <summary>Laws that hold in every run.</summary>
[TestClass]
public sealed class EveryRun
{
    public static IEnumerable<object[]> Cases =>
    [
        ["mixed", GuestKind.Sink, ""],
        ["mixed", GuestKind.Echo, ""],
        ["overload", GuestKind.Sink, ""],
        ["overload", GuestKind.Echo, ""],
        ["overload", GuestKind.Sink, "pci.clockTicks=180"],
        ["mixed", GuestKind.Echo, "chip.ddrCycleTicks=80"],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Littles_law_holds_on_every_queue_and_no_resource_is_more_than_busy(string traffic, GuestKind guest, string set)
    {
        RunResult result = Run(traffic, guest, set, _ => { });
        Assert.IsGreaterThan(15, result.Report.Queues.Count);
        Laws.Check(result.Report);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Every_cycle_of_an_engine_is_busy_idle_or_stalled(string traffic, GuestKind guest, string set)
    {
        Run(traffic, guest, set, session =>
        {
            foreach (Chip.Microengines.Microengine engine in session.Machine.Chip.Engines)
            {
                Chip.Microengines.MicroengineCounters counters = engine.Counters;
                long elapsed = (engine.LocalTime + engine.CycleTicks - 1) / engine.CycleTicks;
                Assert.AreEqual(
                    elapsed, counters.BusyCycles + counters.IdleCycles + counters.StallCycles, engine.Name);
            }
        });
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_bottleneck_is_a_resource_of_the_machine(string traffic, GuestKind guest, string set)
    {
        RunResult result = Run(traffic, guest, set, _ => { });
        Assert.IsTrue(result.Report.Utilisation.ContainsKey(result.Report.Bottleneck.Resource)
            || result.Report.Bottleneck.Resource == "queue");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Nothing_enters_a_ring_that_does_not_leave_it(string traffic, GuestKind guest, string set)
    {
        RunResult result = Run(traffic, guest, set, _ => { });
        Assert.IsTrue(result.Report.Conserved);
        long mac = result.Report.Frames.In - result.Report.Drops.Where(
            d => d.Key is "Runt" or "Oversize" or "BadFcs" or "MacFifoFull" or "NoBuffer").Sum(d => d.Value);
        long ringFull = result.Report.Drops.GetValueOrDefault("RingFull");
        Assert.IsInRange(
            mac + result.Report.Frames.GuestSent - ringFull,
            mac + result.Report.Frames.GuestSent,
            result.Report.Queues["scratch.ring1"].Entered / 2);
    }

    private static RunResult Run(string traffic, GuestKind guest, string set, Action<ReplaySession> inspect)
    {
        using Scenario scenario = traffic == "mixed" ? Traffic.Mixed() : Traffic.Overload();
        List<KeyValuePair<string, string>> sets = [];
        if (set.Length > 0)
        {
            string[] parts = set.Split('=');
            sets.Add(new(parts[0], parts[1]));
        }

        return scenario.Run(
            o => o with { Guest = guest, Sets = sets, DrainTicks = Ticks.PerMillisecond }, finish: inspect);
    }
}
