using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class ExternalAbortTests
{
    private const uint Buffered = 0x0030_0000;
    private const uint Stalling = 0x0040_0000;
    private const uint Cached = 0x0050_0000;
    private const uint Allocating = 0x0060_0000;
    private const uint Swapped = Buffered + 0x40;

    [TestMethod]
    [DataRow(Buffered, false)]
    [DataRow(Buffered, true)]
    [DataRow(Stalling, false)]
    [DataRow(Cached, false)]
    [DataRow(Cached, true)]
    public void N21_a_load_that_nobody_answers_returns_ones_and_aborts_imprecisely(uint address, bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        Assert.AreEqual(uint.MaxValue, bench.Load(address));
        Assert.AreEqual(0xffu, bench.Load(address + 5, 1));
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
        bench.Memory.TakeImpreciseAbort();
        Assert.AreEqual(0x406u, bench.Cp15(5, 0, 0));
        Assert.IsFalse(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    public void An_LDM_from_a_line_that_nobody_answers_ends()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(m =>
        {
            for (uint i = 0; i < 8; i++)
            {
                if (!m.Load32(Cached + 4 * i, out _))
                {
                    return false;
                }
            }

            return true;
        }));
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    [DataRow(Buffered, false)]
    [DataRow(Buffered, true)]
    [DataRow(Stalling, false)]
    [DataRow(Stalling, true)]
    [DataRow(Allocating, false)]
    [DataRow(Allocating, true)]
    public void A_store_that_nobody_takes_aborts_imprecisely_when_the_answer_comes(uint address, bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.Store(address, 1);
        bench.Drain();
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
        Assert.AreEqual(AccessOutcome.Done, bench.Execute(_ => true));
        bench.Memory.TakeImpreciseAbort();
        Assert.AreEqual(0x406u, bench.Memory.FaultStatusRegister);
    }

    [TestMethod]
    public void A_buffered_stores_abort_is_not_there_before_its_cycle()
    {
        using MemoryBench bench = Bench(asynchronous: false);
        bench.Load(Buffered);
        bench.Memory.TakeImpreciseAbort();
        bench.Store(Buffered + 32, 1);
        Assert.IsFalse(bench.Memory.HasImpreciseAbort);
        Assert.IsGreaterThan(bench.Memory.Cycle + 20, bench.Memory.AbortCycle);
        bench.Memory.Cycle = bench.Memory.AbortCycle;
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    public void A_swap_that_nobody_answers_aborts_imprecisely()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Assert.AreEqual(uint.MaxValue, bench.Swap(Swapped, 1));
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    [DataRow(Buffered, false)]
    [DataRow(Buffered, true)]
    [DataRow(Cached, false)]
    [DataRow(Cached, true)]
    public void A_fetch_that_nobody_answers_is_a_precise_abort_each_time(uint address, bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        for (int i = 0; i < 3; i++)
        {
            bench.Memory.FaultStatusRegister = 0;
            Assert.AreEqual(AccessOutcome.Abort, bench.Execute(m => m.FetchSlow(address) >= 0));
            Assert.AreEqual(0x406u, bench.Memory.FaultStatusRegister);
        }

        Assert.IsFalse(bench.Memory.HasImpreciseAbort);
    }

    private static MemoryBench Bench(bool asynchronous)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(Buffered, 0xe000_0000, 5);
        bench.MapSection(Stalling, 0xe000_0000, 0);
        bench.MapSection(Cached, 0xe000_0000, 3);
        bench.MapSection(Allocating, 0xe000_0000, 7);
        bench.TurnOn();
        return bench;
    }
}
