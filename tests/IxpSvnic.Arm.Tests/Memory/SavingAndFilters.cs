using CsCheck;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>Random programs on cached pages, run in ways that must make no difference.</summary>
[TestClass]
public sealed class SavingAndFilters
{
    private const uint First = 0x0040_0000;
    private const int Pages = 40;

    private static readonly Gen<Step[]> Programs = (
        from kind in Gen.Int[0, 9]
        from page in Gen.Int[0, Pages - 1]
        from hot in Gen.Bool
        from offset in Gen.Int[0, 255]
        from value in Gen.UInt
        select new Step(kind, First + (uint)(hot ? page % 4 : page) * 0x1000 + (uint)offset * 4, value)).Array[200, 600];

    [TestMethod]
    public void A_filter_hit_takes_no_time_and_leaves_no_trace_that_its_slow_path_would_not() =>
        Programs.Sample(
            steps =>
            {
                using MemoryBench filtered = Bench(false);
                using MemoryBench unfiltered = Bench(false);
                unfiltered.Memory.CountsAccesses = true;
                foreach (Step step in steps)
                {
                    Assert.AreEqual(Do(filtered, step), Do(unfiltered, step));
                    Assert.AreEqual(filtered.Memory.Cycle, unfiltered.Memory.Cycle);
                }

                Assert.AreEqual(filtered.Memory.Counters.DataTlbMisses, unfiltered.Memory.Counters.DataTlbMisses);
                Assert.AreEqual(filtered.Memory.Counters.WriteBacks, unfiltered.Memory.Counters.WriteBacks);
            },
            iter: 100);

    [TestMethod]
    public void A_machine_saved_and_restored_anywhere_goes_on_the_same() =>
        Programs.Select(Gen.Int[0, 150], Gen.Bool).Sample(
            (steps, at, asynchronous) =>
            {
                using MemoryBench whole = Bench(asynchronous);
                using MemoryBench broken = Bench(asynchronous);
                for (int i = 0; i < steps.Length; i++)
                {
                    if (i == at)
                    {
                        broken.Bus.DeliverUntil(broken.Memory, long.MaxValue);
                        whole.Bus.DeliverUntil(whole.Memory, long.MaxValue);
                        Restart(broken);
                    }

                    Assert.AreEqual(Do(whole, steps[i]), Do(broken, steps[i]));
                    Assert.AreEqual(whole.Memory.Cycle, broken.Memory.Cycle);
                }

                Assert.AreEqual(StateVisitor.Hash(whole.Memory), StateVisitor.Hash(broken.Memory));
                Assert.AreEqual(StateVisitor.Hash(whole.Coprocessors), StateVisitor.Hash(broken.Coprocessors));
            },
            iter: 100);

    [TestMethod]
    public void The_slow_paths_allocate_nothing()
    {
        using MemoryBench bench = Bench(false);
        XscaleMemory memory = bench.Memory;
        bench.Bus.Requests.EnsureCapacity(1_000_000);
        Walk(memory);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Walk(memory);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Walk(XscaleMemory memory)
    {
        for (uint address = First; address < First + Pages * 0x1000; address += 12)
        {
            memory.Load32(address & 0xffff_fffc, out _);
            memory.Store8(address + 1, address);
            memory.FetchSlow(address);
            memory.Preload(address + 64);
            memory.Swap(address & 0xffff_fffc, 4, address, out _);
            memory.EndInstruction();
        }
    }

    /// <summary>Saves, spoils everything and restores into the same memory.</summary>
    private static void Restart(MemoryBench bench)
    {
        MemoryStream stream = new();
        StateVisitor saving = StateVisitor.Saving(stream);
        bench.Memory.Sync(saving);
        bench.Coprocessors.Sync(saving);
        bench.Memory.Reset();
        bench.Coprocessors.Reset();
        stream.Position = 0;
        StateVisitor restoring = StateVisitor.Restoring(stream);
        bench.Memory.Sync(restoring);
        bench.Coprocessors.Sync(restoring);
    }

    private static uint Do(MemoryBench bench, Step step)
    {
        bench.Memory.Cycle++;
        switch (step.Kind)
        {
            case 0:
                return bench.FetchWord(step.Address);
            case 1:
                bench.Cp15((byte)7, 10, 1, step.Address);
                return 0;
            case 2:
                bench.Memory.SetPrivilege((step.Value & 1) != 0);
                return 0;
            case 3:
                return bench.Swap(step.Address, step.Value);
            case 4 or 5 or 6:
                bench.Store(step.Address, step.Value);
                return 0;
            default:
                return bench.Load(step.Address);
        }
    }

    private static MemoryBench Bench(bool asynchronous)
    {
        MemoryBench bench = new(asynchronous);
        for (uint page = 0; page < Pages; page++)
        {
            bench.MapPage(First + page * 0x1000, 0x0010_0000 + page * 0x1000, (page % 5) switch
            {
                0 or 1 => 3,
                2 => 7,
                3 => 2,
                _ => 1,
            });
        }

        bench.TurnOn();
        return bench;
    }

    private readonly record struct Step(int Kind, uint Address, uint Value);
}
