using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Determinism;

/// <summary>The same inputs give the same history, however it is computed and watched.</summary>
[TestClass]
public sealed class RepeatedRuns
{
    public static IEnumerable<object[]> Cases =>
    [
        ["mixed", GuestKind.Sink],
        ["mixed", GuestKind.Echo],
        ["overload", GuestKind.Sink],
        ["overload", GuestKind.Echo],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Two_runs_give_identical_files_and_reports(string traffic, GuestKind guest)
    {
        using Scenario scenario = Make(traffic);
        RunResult first = scenario.Run(o => o with { Guest = guest });
        RunResult second = scenario.Run(o => o with { Guest = guest });
        Assert.IsTrue(first.Report.IsSuccess, first.Report.End);
        Assert.IsNotEmpty(first.Report.Drops);
        first.AssertSame(second, traffic);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_length_of_the_look_ahead_window_changes_nothing(string traffic, GuestKind guest)
    {
        using Scenario scenario = Make(traffic);
        RunResult longest = scenario.Run(o => o with { Guest = guest });
        foreach (int cycles in (int[])[1, 7, 28])
        {
            RunResult other = scenario.Run(o => o with { Guest = guest, WindowCycles = cycles });
            longest.AssertSame(other, $"{traffic}, window of {cycles} cycles");
        }
    }

    [TestMethod]
    public void A_trace_changes_nothing()
    {
        using Scenario scenario = Traffic.Mixed();
        RunResult silent = scenario.Run(o => o with { Guest = GuestKind.Echo });
        string trace = scenario.Write("trace.bin", "");
        RunResult traced = scenario.Run(o => o with { Guest = GuestKind.Echo, TraceFile = trace, Follow = 3 });
        silent.AssertSame(traced, "with a trace");
        Assert.IsGreaterThan(1000, new FileInfo(trace).Length);
    }

    [TestMethod]
    public void Idle_VIFs_change_nothing_for_the_others()
    {
        using Scenario few = Traffic.Mixed(vifs: 4);
        RunResult alone = few.Run(o => o with { Guest = GuestKind.Echo });
        RunResult crowded = few.Run(o => o with { Guest = GuestKind.Echo, Vifs = 12 });
        Assert.AreEqual("complete", alone.Report.End);
        Assert.AreEqual("complete", crowded.Report.End);
        for (int vif = 0; vif < 4; vif++)
        {
            CollectionAssert.AreEqual(alone.Received[vif], crowded.Received[vif], $"VIF {vif}");
            Assert.AreEqual(alone.Report.Vifs[vif], crowded.Report.Vifs[vif]);
        }

        CollectionAssert.AreEquivalent(alone.WireOut, crowded.WireOut);
    }

    [TestMethod]
    public void The_seed_moves_host_pages_and_changes_no_capture()
    {
        using Scenario scenario = Traffic.Mixed();
        RunResult one = scenario.Run(o => o with { Guest = GuestKind.Echo, Seed = 1 });
        RunResult two = scenario.Run(o => o with { Guest = GuestKind.Echo, Seed = 0xfeed });
        Assert.AreNotEqual(one.Report.StateHash, two.Report.StateHash);
        one.AssertSameFiles(two, "another seed");
    }

    private static Scenario Make(string traffic) => traffic == "mixed" ? Traffic.Mixed() : Traffic.Overload();
}
