using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Tests;

[TestClass]
public sealed class SaveRestoreTests
{
    private const long End = 3_000_000;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1_700)]
    [DataRow(2_100)]
    [DataRow(40_000)]
    [DataRow(123_457)]
    [DataRow(777_777)]
    public void A_run_interrupted_by_save_and_restore_ends_in_the_same_state(long at)
    {
        PortBench whole = Loaded(skip: 0);
        whole.Events.RunTo(End);

        PortBench first = Loaded(skip: 0);
        first.Events.RunTo(at);
        using MemoryStream stream = new();
        StateVisitor.Saving(stream).Visit(first);
        stream.Position = 0;
        PortBench second = Loaded((int)first.Players[0].FramesPulled);
        StateVisitor.Restoring(stream).Visit(second);
        Assert.AreEqual(stream.Length, stream.Position);
        Assert.AreEqual(StateVisitor.Hash(first), StateVisitor.Hash(second));
        second.Events.RunTo(End);

        Assert.AreEqual(StateVisitor.Hash(whole), StateVisitor.Hash(second));
        Assert.AreEqual(whole.Ledger.TotalDrops, second.Ledger.TotalDrops);
        Assert.AreEqual(whole.Ledger.WireOut, second.Ledger.WireOut);
        CollectionAssert.AreEqual(whole.Sheet().Counters, second.Sheet().Counters);
    }

    [TestMethod]
    public void The_state_hash_changes_as_time_goes_by()
    {
        PortBench bench = Loaded(skip: 0);
        HashSet<string> hashes = [];
        for (long t = 0; t < 40_000; t += 4_000)
        {
            bench.Events.RunTo(t);
            Assert.IsTrue(hashes.Add(StateVisitor.Hash(bench)));
        }
    }

    // Overload on port 0 with nobody freeing elements, and six frames on the way out.
    private static PortBench Loaded(int skip)
    {
        PortBench bench = new();
        bench.BringUp();
        bench.AddThreads(30);
        ListSource source = new(
            [.. Enumerable.Range(0, 80).Select(i => (i * 3000L, TestFrames.Good(64 + (i * 17), i)))]);
        source.Skip(skip);
        bench.Players[0].Play(source);
        int element = 0;
        for (int i = 0; i < 6; i++)
        {
            element = bench.Transmit(element, TestFrames.Good(1000, i).AsSpan(0, 996), port: i % 3);
        }

        return bench;
    }
}
