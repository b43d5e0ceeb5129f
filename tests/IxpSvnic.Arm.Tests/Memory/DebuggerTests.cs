using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class DebuggerTests
{
    private const uint Cached = 0x0030_0000;
    private const uint Buffered = 0x0040_0000;
    private const uint Memory = 0x0010_0000;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_debugger_sees_what_the_core_would_see(bool bigEndian)
    {
        using MemoryBench bench = Bench(bigEndian);
        bench.Bus.SetWord(Memory + 0x100, 0x0403_0201);
        bench.Load(Cached);
        bench.Store(Cached + 1, 0x5a, 1);
        bench.Store(Buffered + 0x43, 0x77, 1);
        int requests = bench.Bus.Requests.Count;
        long cycle = bench.Memory.Cycle;
        Assert.AreEqual(0x5a, Byte(bench, Cached + 1));
        Assert.AreEqual(0x77, Byte(bench, Buffered + 0x43));
        Assert.AreEqual(bigEndian ? 4 : 1, Byte(bench, Buffered + 0x100));
        Assert.IsFalse(bench.Memory.DebugRead(0x0900_0000, out _));
        Assert.AreEqual((requests, cycle), (bench.Bus.Requests.Count, bench.Memory.Cycle));
    }

    [TestMethod]
    public unsafe void A_debuggers_byte_reaches_every_copy()
    {
        using MemoryBench bench = Bench(bigEndian: true);
        int slot = bench.Fetch(Cached);
        uint generation = bench.Memory.CodeGeneration(slot);
        bench.Load(Cached);
        Assert.IsTrue(bench.Memory.DebugWrite(Cached + 3, 0xab));
        Assert.AreEqual(0xabu, bench.Load(Cached));
        Assert.AreEqual(0xabu, bench.Bus.Word(Memory));
        Assert.AreEqual(0xabu, bench.Memory.CodeWords(slot)[0]);
        Assert.AreNotEqual(generation, bench.Memory.CodeGeneration(slot));
        Assert.IsFalse(bench.Memory.DebugWrite(0x0900_0000, 1));
    }

    [TestMethod]
    [DataRow(WatchKind.Read, true, false)]
    [DataRow(WatchKind.Write, false, true)]
    [DataRow(WatchKind.Access, true, true)]
    public void A_watchpoint_stops_the_accesses_of_its_kind_before_they_happen(WatchKind kind, bool loads, bool stores)
    {
        using MemoryBench bench = Bench(bigEndian: false);
        bench.Load(Cached);
        bench.Store(Cached + 4, 1);
        bench.Store(Cached + 4, 1);
        bench.Memory.AddWatchpoint(Cached + 6, 2, kind);
        Assert.AreEqual(loads, bench.Execute(m => m.Load32(Cached + 4, out _)) == AccessOutcome.Watchpoint);
        Assert.AreEqual(stores, bench.Execute(m => m.Store16(Cached + 6, 2)) == AccessOutcome.Watchpoint);
        Assert.AreEqual(stores ? 0u : 2u, Byte(bench, Cached + 6));
        Assert.AreEqual(loads && !stores ? Cached + 4 : Cached + 6, bench.Memory.WatchHit.Address);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m => m.Load16(Cached + 4, out _)));
        Assert.IsTrue(bench.Memory.RemoveWatchpoint(Cached + 6, 2, kind));
        Assert.IsFalse(bench.Memory.RemoveWatchpoint(Cached + 6, 2, kind));
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m => m.Load32(Cached + 4, out _) && m.Store32(Cached + 4, 2)));
    }

    private static byte Byte(MemoryBench bench, uint address)
    {
        Assert.IsTrue(bench.Memory.DebugRead(address, out byte value));
        return value;
    }

    private static MemoryBench Bench(bool bigEndian)
    {
        MemoryBench bench = new();
        bench.MapSection(Cached, Memory, 3);
        bench.MapSection(Buffered, Memory, 1);
        bench.TurnOn(bigEndian ? 0x1085u : 0x1005u);
        return bench;
    }
}
