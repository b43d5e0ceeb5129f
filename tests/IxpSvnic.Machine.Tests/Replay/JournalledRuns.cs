using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Machine.Tests.Replay;

/// <summary>A run fed from outside is repeated exactly from its journal.</summary>
[TestClass]
public sealed class JournalledRuns
{
    private static readonly int[] s_seeds = [1, 2, 3];

    [TestMethod]
    public void A_run_let_go_by_the_user_repeats_to_the_same_state()
    {
        foreach (int seed in s_seeds)
        {
            using Scenario scenario = new(3);
            string journal = scenario.Write("live.journal", "an older one");
            ReplayReport live = Live(scenario, journal, seed, letGoAt: 2 * Ticks.PerMillisecond);
            Assert.AreEqual("complete", live.End);
            Assert.IsTrue(live.Interrupted);
            Assert.IsGreaterThan(20, live.Frames.In);
            Assert.IsTrue(live.Conserved);
            ReplayReport again = Repeat(scenario, $"journal:{journal}");
            Assert.IsFalse(again.Interrupted);
            AssertSame(live, again);
            AssertSame(live, Repeat(scenario, journal));
        }
    }

    [TestMethod]
    public void An_outside_that_ends_by_itself_still_waits_to_be_let_go()
    {
        using Scenario scenario = new(3);
        string journal = scenario.Write("live.journal", "");
        ReplayReport live = Live(scenario, journal, 7, letGoAt: 3 * Ticks.PerMillisecond, frames: 5);
        Assert.AreEqual(5, live.Frames.In);
        Assert.IsGreaterThan(0.0029, live.SimulatedSeconds);
        AssertSame(live, Repeat(scenario, journal));
    }

    [TestMethod]
    public void A_run_cut_by_its_longest_time_repeats_with_the_same_longest_time()
    {
        using Scenario scenario = new(3);
        string journal = scenario.Write("live.journal", "");
        ReplayReport live = Live(scenario, journal, 5, letGoAt: long.MaxValue, maxTicks: 1_234_567 * 3);
        Assert.AreEqual("maxTime", live.End);
        AssertSame(live, Repeat(scenario, journal, 1_234_567 * 3));
    }

    [TestMethod]
    public void The_epoch_of_the_outputs_is_the_live_one_and_stays()
    {
        using Scenario scenario = new(3);
        string journal = scenario.Write("live.journal", "");
        Live(scenario, journal, 9, letGoAt: Ticks.PerMillisecond);
        using ReplaySession session = scenario.Open(o => o with { Captures = [new CaptureArgument(journal, 0)] });
        Assert.AreEqual(1_700_000_000_000_000_000, session.EpochNanoseconds);
    }

    [TestMethod]
    public void A_journal_without_live_input_is_refused()
    {
        using Scenario scenario = Traffic.Even(1, 60, 1000);
        ReplayOptionException error = Assert.ThrowsExactly<ReplayOptionException>(
            () => scenario.Open(o => o with { JournalFile = "some.journal" }));
        StringAssert.Contains(error.Message, "--journal");
        StringAssert.Contains(error.Message, "some.journal");
        Assert.IsFalse(File.Exists("some.journal"));
    }

    [TestMethod]
    public void A_cut_journal_is_refused_where_it_is_cut()
    {
        using Scenario scenario = new(3);
        string journal = scenario.Write("live.journal", "");
        Live(scenario, journal, 3, letGoAt: Ticks.PerMillisecond);
        File.WriteAllBytes(journal, File.ReadAllBytes(journal)[..^30]);
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(() => Repeat(scenario, journal));
        StringAssert.Contains(error.Message, "live.journal");
    }

    private static ReplayReport Live(
        Scenario scenario, string journal, int seed, long letGoAt, int frames = int.MaxValue, long maxTicks = long.MaxValue)
    {
        List<OutsideFrames> worlds = [];
        using ReplaySession session = scenario.Open(
            o => o with
            {
                Captures = [new CaptureArgument("live:first", 0), new CaptureArgument("live:second", 2)],
                JournalFile = journal,
                MaxTicks = maxTicks,
                OutputFolder = null,
            },
            (capture, _) =>
            {
                worlds.Add(new OutsideFrames(capture.Port, (ulong)(seed + capture.Port), capture.Port == 0 ? frames : 0));
                return worlds[^1];
            });
        session.StopLive = () => worlds.ForEach(w => w.Stop());
        using CancellationTokenSource stop = new();
        return session.Run(
            now =>
            {
                if (now >= letGoAt)
                {
                    stop.Cancel();
                }
            },
            stop.Token);
    }

    private static ReplayReport Repeat(Scenario scenario, string argument, long maxTicks = long.MaxValue)
    {
        using ReplaySession session = scenario.Open(o => o with
        {
            Captures = [new CaptureArgument(argument, 0)],
            MaxTicks = maxTicks,
            OutputFolder = null,
        });
        return session.Run();
    }

    private static void AssertSame(ReplayReport live, ReplayReport again)
    {
        Assert.AreEqual(live.StateHash, again.StateHash);
        Assert.AreEqual(live.Frames, again.Frames);
        Assert.AreEqual(live.SimulatedSeconds, again.SimulatedSeconds);
    }
}
