using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class TlbTests
{
    private const uint Base = 0x0040_0000;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Thirty_two_pages_stay_and_the_oldest_leaves_for_the_next(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        Touch(bench, 0, 32);
        Touch(bench, 0, 32);
        Assert.AreEqual(32, bench.Memory.Counters.DataTlbMisses);
        Touch(bench, 32, 1);
        Touch(bench, 1, 31);
        Assert.AreEqual(33, bench.Memory.Counters.DataTlbMisses);
        Touch(bench, 0, 1);
        Assert.AreEqual(34, bench.Memory.Counters.DataTlbMisses, "page 0 was the first to come, and lines of it in a filter leave with it");
    }

    [TestMethod]
    public void A_changed_table_is_not_seen_before_the_entry_is_invalidated()
    {
        using MemoryBench bench = Bench();
        bench.Bus.SetWord(0x0010_0000, 1);
        bench.Bus.SetWord(0x0011_0000, 2);
        Assert.AreEqual(1u, bench.Load(Base));
        bench.MapPage(Base, 0x0011_0000, 1);
        Assert.AreEqual(1u, bench.Load(Base));
        bench.Cp15(8, 6, 1, Base + 0x1000);
        Assert.AreEqual(1u, bench.Load(Base));
        bench.Cp15(8, 6, 1, Base);
        Assert.AreEqual(2u, bench.Load(Base));
        bench.MapPage(Base, 0x0010_0000, 1);
        bench.Cp15(8, 5, 0, 0);
        Assert.AreEqual(2u, bench.Load(Base));
        bench.Cp15(8, 7, 0, 0);
        Assert.AreEqual(1u, bench.Load(Base));
    }

    [TestMethod]
    public void A_locked_entry_survives_misses_and_invalidate_all_but_not_its_own_invalidate()
    {
        using MemoryBench bench = Bench();
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Cp15(10, 8, 0, Base));
        Assert.AreEqual(1, bench.Memory.Counters.DataTlbMisses);
        Touch(bench, 1, 40);
        bench.Cp15(8, 7, 0, 0);
        long misses = bench.Memory.Counters.DataTlbMisses;
        Touch(bench, 0, 1);
        Assert.AreEqual(misses, bench.Memory.Counters.DataTlbMisses);
        bench.Cp15(8, 6, 1, Base);
        Touch(bench, 0, 1);
        Assert.AreEqual(misses + 1, bench.Memory.Counters.DataTlbMisses);
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Cp15(10, 8, 1, 0));
    }

    [TestMethod]
    public void A_lock_without_translation_is_a_lock_abort()
    {
        using MemoryBench bench = Bench();
        Assert.AreEqual(CoprocessorOutcome.Abort, bench.Cp15(10, 8, 0, 0x0700_0000));
        Assert.AreEqual(0x404u, bench.Memory.FaultStatusRegister);
        bench.Memory.FaultStatusRegister = 0;
        Assert.AreEqual(CoprocessorOutcome.Abort, bench.Cp15(10, 4, 0, 0x0700_0000));
        Assert.AreEqual(0x404u, bench.Memory.FaultStatusRegister);
    }

    [TestMethod]
    public void With_31_entries_locked_two_pages_of_one_instruction_still_get_through()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        for (uint page = 0; page < 31; page++)
        {
            Assert.AreEqual(CoprocessorOutcome.Done, bench.Cp15(10, 8, 0, Base + 0x1000 * page));
        }

        uint first = Base + 0x1000 * 34 - 4;
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m => m.Load32(first, out _) && m.Load32(first + 4, out _)));
    }

    [TestMethod]
    public void Instructions_have_a_buffer_of_their_own()
    {
        using MemoryBench bench = Bench();
        Touch(bench, 0, 1);
        bench.Fetch(Base);
        Assert.AreEqual((1L, 1L), (bench.Memory.Counters.DataTlbMisses, bench.Memory.Counters.InstructionTlbMisses));
        bench.Cp15(8, 6, 0, 0);
        bench.Fetch(Base + 32);
        Assert.AreEqual(1, bench.Memory.Counters.InstructionTlbMisses);
        bench.Cp15(8, 5, 1, Base);
        bench.Fetch(Base + 64);
        Assert.AreEqual(2, bench.Memory.Counters.InstructionTlbMisses);
    }

    private static MemoryBench Bench(bool asynchronous = false)
    {
        MemoryBench bench = new(asynchronous);
        for (uint page = 0; page < 64; page++)
        {
            bench.MapPage(Base + 0x1000 * page, 0x0010_0000 + 0x1000 * page, page == 0 ? 1 : 3);
        }

        bench.TurnOn();
        return bench;
    }

    private static void Touch(MemoryBench bench, uint first, uint count)
    {
        for (uint page = first; page < first + count; page++)
        {
            bench.Load(Base + 0x1000 * page + 32 * (page % 32));
        }
    }
}
