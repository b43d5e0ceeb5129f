using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class InstructionCacheTests
{
    private const uint Cached = 0x0030_0000;
    private const uint Uncached = 0x0040_0000;
    private const uint Memory = 0x0010_0000;

    [TestMethod]
    public void A_line_is_read_once_even_without_the_MMU()
    {
        using MemoryBench bench = new();
        bench.Memory.Control = 0x1078;
        bench.Bus.SetWord(0x100, 0xe1a0_0000);
        Assert.AreEqual(0xe1a0_0000, bench.FetchWord(0x100));
        bench.Bus.SetWord(0x100, 0);
        long cycle = bench.Memory.Cycle;
        Assert.AreEqual(0xe1a0_0000, bench.FetchWord(0x100));
        Assert.AreEqual(cycle, bench.Memory.Cycle);
        Assert.HasCount(1, bench.Bus.Requests);
        Assert.IsTrue(bench.Bus.Requests[0].IsFetch);
    }

    [TestMethod]
    public void Changed_code_is_not_seen_before_its_line_or_all_are_invalidated()
    {
        using MemoryBench bench = Bench();
        bench.Bus.SetWord(Memory, 1);
        int slot = bench.Fetch(Cached);
        uint generation = bench.Memory.CodeGeneration(slot);
        bench.Bus.SetWord(Memory, 2);
        Assert.AreEqual(1u, bench.FetchWord(Cached));
        bench.Cp15(7, 5, 1, Cached);
        Assert.AreEqual(2u, bench.FetchWord(Cached));
        bench.Bus.SetWord(Memory, 3);
        uint branches = bench.Memory.BranchTargetGeneration;
        bench.Cp15(7, 5, 0, 0);
        Assert.AreEqual(3u, bench.FetchWord(Cached));
        Assert.AreNotEqual(generation, bench.Memory.CodeGeneration(bench.Fetch(Cached)));
        Assert.AreNotEqual(branches, bench.Memory.BranchTargetGeneration);
    }

    [TestMethod]
    public unsafe void A_line_in_the_filter_names_its_slot_and_leaves_when_it_is_replaced()
    {
        using MemoryBench bench = Bench();
        int slot = bench.Fetch(Cached);
        FilterEntry* entry = bench.Memory.FetchFilter + (Cached >> 5 & (CoreMemory.FilterEntries - 1));
        Assert.AreEqual((Cached, slot), (entry->Tag, entry->Slot));
        for (uint way = 1; way <= 32; way++)
        {
            bench.Fetch(Cached + way * 1024);
        }

        Assert.AreNotEqual(Cached, entry->Tag);
    }

    [TestMethod]
    public void Uncached_code_is_read_again_when_its_line_is_left_and_when_the_core_stores_to_it()
    {
        using MemoryBench bench = Bench();
        bench.FetchWord(Uncached);
        bench.FetchWord(Uncached + 4);
        Assert.AreEqual(1, LineReads(bench));
        bench.FetchWord(Uncached + 32);
        bench.FetchWord(Uncached);
        Assert.AreEqual(3, LineReads(bench));
        bench.Store(Uncached + 8, 42);
        Assert.AreEqual(42u, bench.FetchWord(Uncached + 8));
        Assert.AreEqual(0, bench.Memory.Counters.DataMisses);
    }

    [TestMethod]
    public void The_words_of_a_slot_keep_their_generation_while_they_stay_the_same()
    {
        using MemoryBench bench = Bench();
        int slot = bench.Fetch(Uncached);
        uint generation = bench.Memory.CodeGeneration(slot);
        bench.Fetch(Uncached + 32);
        bench.Fetch(Uncached);
        Assert.AreEqual(generation, bench.Memory.CodeGeneration(slot));
        bench.Store(Uncached, 5);
        bench.Fetch(Uncached);
        Assert.AreNotEqual(generation, bench.Memory.CodeGeneration(slot));
    }

    [TestMethod]
    public void A_locked_line_survives_traffic_and_invalidate_all()
    {
        using MemoryBench bench = Bench();
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Cp15(9, 1, 0, Cached));
        for (uint way = 1; way <= 64; way++)
        {
            bench.Fetch(Cached + way * 1024);
        }

        bench.Cp15(7, 5, 0, 0);
        long misses = bench.Memory.Counters.InstructionMisses;
        bench.Fetch(Cached);
        Assert.AreEqual(misses, bench.Memory.Counters.InstructionMisses);
        bench.Cp15(9, 1, 1, 0);
        bench.Cp15(7, 5, 0, 0);
        bench.Fetch(Cached);
        Assert.AreEqual(misses + 1, bench.Memory.Counters.InstructionMisses);
    }

    [TestMethod]
    public void Locking_what_is_not_mapped_is_a_lock_abort()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Assert.AreEqual(CoprocessorOutcome.Abort, bench.Cp15(9, 1, 0, 0x0700_0000));
        Assert.AreEqual(0x404u, bench.Memory.FaultStatusRegister);
    }

    [TestMethod]
    public void A_fetch_sees_a_store_that_still_waits_in_the_write_buffer()
    {
        using MemoryBench bench = Bench();
        bench.Store(Uncached + 64, 0xe12f_ff1e);
        Assert.AreEqual(0xe12f_ff1e, bench.FetchWord(Cached + 64));
    }

    private static int LineReads(MemoryBench bench) => bench.Bus.Requests.Count(r => r.Operation == BusOperation.ReadLine);

    private static MemoryBench Bench(bool asynchronous = false)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(Cached, Memory, 3);
        bench.MapSection(Uncached, Memory, 1);
        bench.TurnOn();
        return bench;
    }
}
