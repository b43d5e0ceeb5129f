using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Snapshots;

/// <summary>run(N) = run(k) + save + restore into a fresh machine + run(N - k), for every k.</summary>
[TestClass]
public sealed class SaveAndRestore
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_run_cut_in_two_is_the_same_run(bool echo)
    {
        using Scenario scenario = Traffic.Mixed(30);
        const long End = 400 * Ticks.PerMicrosecond;
        using RawMachine whole = new(scenario.Capture, 4, echo);
        whole.Machine.Kernel.RunTo(End);
        Assert.IsGreaterThan(60, whole.Log.Count);
        byte[] expected = whole.Save();
        using RawMachine first = new(scenario.Capture, 4, echo);
        foreach (long cut in (long[])[1, 12_345, End / 3, End - 7])
        {
            first.Machine.Kernel.RunTo(cut);
            using RawMachine second = new(scenario.Capture, 4, echo);
            second.Restore(first.Save());
            second.Machine.Kernel.RunTo(End);
            CollectionAssert.AreEqual(whole.LogFrom(cut).ToArray(), second.LogFrom(cut).ToArray(), $"cut at {cut}");
            Assert.AreEqual(whole.Machine.StateHash, second.Machine.StateHash, $"cut at {cut}");
            CollectionAssert.AreEqual(expected, second.Save(), $"statistics and tags, cut at {cut}");
        }
    }

    [TestMethod]
    public void A_run_of_the_control_plane_cut_in_two_is_the_same_run()
    {
        using Scenario scenario = Traffic.Mixed(20);
        using RawMachine whole = Controlled(scenario);
        whole.Machine.Kernel.RunTo(20 * Ticks.PerMillisecond);
        long up = whole.Machine.Hypervisor.Vifs.UpAt;
        Assert.IsGreaterThan(0, up);
        long end = up + (300 * Ticks.PerMicrosecond);
        using RawMachine undisturbed = Controlled(scenario);
        undisturbed.Machine.Kernel.RunTo(end);
        foreach (long cut in (long[])[Ticks.PerMillisecond, up - (25 * Ticks.PerMicrosecond), up + (90 * Ticks.PerMicrosecond)])
        {
            using RawMachine first = Controlled(scenario);
            first.Machine.Kernel.RunTo(cut);
            using RawMachine second = Controlled(scenario);
            if (cut > up)
            {
                second.Play(up);
            }

            second.Restore(first.Save());
            second.Machine.Kernel.RunTo(end);
            CollectionAssert.AreEqual(undisturbed.LogFrom(cut).ToArray(), second.LogFrom(cut).ToArray(), $"cut at {cut}");
            Assert.AreEqual(undisturbed.Machine.StateHash, second.Machine.StateHash, $"cut at {cut}");
        }

        static RawMachine Controlled(Scenario scenario) => new(scenario.Capture, 4, loader: LoaderKind.Control);
    }

    // Cuts in the middle of frames on the wire, DMA bursts, retried reads, table walks, sleeping and running contexts.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_machine_restored_anywhere_goes_on_like_the_one_that_was_saved(bool echo)
    {
        using Scenario scenario = Traffic.Mixed(30);
        SeededRandom random = new(3);
        using RawMachine saved = new(scenario.Capture, 4, echo);
        using RawMachine restored = new(scenario.Capture, 4, echo);
        long tick = 0;
        for (int i = 0; i < 30; i++)
        {
            byte[] snapshot = saved.Save();
            restored.Restore(snapshot);
            CollectionAssert.AreEqual(snapshot, restored.Save(), $"saved again at {tick}");
            tick += 1 + random.Next(i % 2 == 0 ? 500 : 30_000);
            saved.Machine.Kernel.RunTo(tick);
            restored.Machine.Kernel.RunTo(tick);
            Assert.AreEqual(saved.Machine.StateHash, restored.Machine.StateHash, $"at {tick}");
        }
    }

    [TestMethod]
    public void Saving_in_the_middle_changes_nothing()
    {
        using Scenario scenario = Traffic.Mixed(20);
        const long End = 200 * Ticks.PerMicrosecond;
        using RawMachine undisturbed = new(scenario.Capture, 4);
        undisturbed.Machine.Kernel.RunTo(End);
        using RawMachine saved = new(scenario.Capture, 4);
        for (long cut = 1; cut < End; cut += 7919)
        {
            saved.Machine.Kernel.RunTo(cut);
            StateVisitor.Hash(saved.Machine);
        }

        saved.Save();
        saved.Machine.Kernel.RunTo(End);
        Assert.AreEqual(undisturbed.Machine.StateHash, saved.Machine.StateHash);
    }

    [TestMethod]
    public void A_snapshot_of_another_machine_is_refused_by_name()
    {
        using Scenario scenario = Traffic.Mixed(2);
        using RawMachine four = new(scenario.Capture, 4);
        using RawMachine two = new(scenario.Capture, 2);
        byte[] snapshot = four.Save();
        Exception error = Assert.Throws<Exception>(() => two.Restore(snapshot));
        StringAssert.Contains(error.Message, "snapshot does not fit this machine");
    }
}
