using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Tests.Memory;

namespace IxpSvnic.Arm.Tests.Coprocessors;

/// <summary>The counters against loops whose events can be counted by hand.</summary>
[TestClass]
public sealed class PerformanceMonitorTests
{
    private const uint Cached = 0x0030_0000;
    private const uint Buffered = 0x0040_0000;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Memory_events_are_counted_for_real(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        Select(bench, 0x0c_0b_0a_04);
        for (uint line = 0; line < 40; line++)
        {
            bench.Load(Cached + 1024 * line);
            bench.Store(Cached + 1024 * line, line);
        }

        Assert.AreEqual(80u, Counter(bench, 1), "data accesses");
        Assert.AreEqual(40u, Counter(bench, 2), "misses");
        Assert.AreEqual(1u, Counter(bench, 0), "TLB misses");
        Assert.AreEqual(8u, Counter(bench, 3), "half lines written back");
    }

    [TestMethod]
    public void An_access_of_an_instruction_that_starts_again_counts_once()
    {
        using MemoryBench bench = Bench(asynchronous: true);
        Select(bench, 0xff_ff_0b_0a);
        bench.Execute(m => m.Load32(Cached + 28, out _) && m.Load32(Cached + 32, out _));
        Assert.AreEqual((2u, 2u), (Counter(bench, 0), Counter(bench, 1)));
    }

    [TestMethod]
    public void Stalls_and_fetches_are_counted_for_real()
    {
        using MemoryBench bench = Bench(asynchronous: false);
        Select(bench, 0x09_08_01_00);
        long start = bench.Memory.Cycle;
        bench.Fetch(Cached);
        bench.Fetch(Cached);
        bench.Fetch(Cached + 32);
        Assert.AreEqual(2u, Counter(bench, 0));
        Assert.AreEqual((uint)(bench.Memory.Cycle - start), Counter(bench, 1));
        bench.Load(Buffered + 0x100);
        start = bench.Memory.Cycle;
        for (uint i = 0; i < 9; i++)
        {
            bench.Store(Buffered + 4 * i, i);
        }

        Assert.AreEqual((uint)(bench.Memory.Cycle - start), Counter(bench, 2));
        Assert.AreEqual(1u, Counter(bench, 3));
    }

    [TestMethod]
    public void The_interpreters_events_come_from_the_interpreter()
    {
        using MemoryBench bench = Bench(asynchronous: false);
        Counts counts = new();
        bench.Coprocessors.Counters = counts;
        counts.InstructionsRetired = 1000;
        Select(bench, 0x0d_06_05_07);
        counts.InstructionsRetired = 1012;
        counts.Branches = 4;
        counts.BranchMispredictions = 3;
        counts.ProgramCounterChanges = 2;
        Assert.AreEqual((12u, 4u, 3u, 2u), (Counter(bench, 0), Counter(bench, 1), Counter(bench, 2), Counter(bench, 3)));
    }

    [TestMethod]
    public void The_clock_counts_cycles_or_every_64th()
    {
        using MemoryBench bench = Bench(asynchronous: false);
        Write(bench, 0, 1, 7);
        bench.Memory.Cycle += 1000;
        Assert.AreEqual(1000u, Read(bench, 1, 1));
        Write(bench, 0, 1, 0xd);
        bench.Memory.Cycle += 640;
        Assert.AreEqual(10u, Read(bench, 1, 1));
        Assert.AreEqual(0x1400_0009u, Read(bench, 0, 1));
        Write(bench, 0, 1, 0);
        bench.Memory.Cycle += 640;
        Assert.AreEqual(10u, Read(bench, 1, 1), "not enabled");
    }

    [TestMethod]
    public void An_overflow_raises_the_interrupt_until_its_flag_is_cleared()
    {
        using MemoryBench bench = Bench(asynchronous: false);
        Write(bench, 8, 1, 0xffff_ff0b);
        Write(bench, 0, 2, 0xffff_fffe);
        Write(bench, 4, 1, 2);
        Write(bench, 0, 1, 1);
        bench.Load(Cached);
        Assert.IsFalse(bench.Coprocessors.PerformanceInterrupt);
        bench.Load(Cached + 32);
        Assert.IsTrue(bench.Coprocessors.PerformanceInterrupt);
        Assert.AreEqual((0u, 2u), (Counter(bench, 0), Read(bench, 5, 1)));
        Write(bench, 5, 1, 2);
        Assert.IsFalse(bench.Coprocessors.PerformanceInterrupt);
        Write(bench, 1, 1, 0xffff_fff0);
        Write(bench, 4, 1, 1);
        bench.Memory.Cycle += 16;
        Assert.IsTrue(bench.Coprocessors.PerformanceInterrupt);
        Assert.AreEqual(1u, Read(bench, 5, 1) & 1);
    }

    private static void Select(MemoryBench bench, uint events)
    {
        Write(bench, 8, 1, events);
        Write(bench, 0, 1, 7);
    }

    private static uint Counter(MemoryBench bench, byte number) => Read(bench, number, 2);

    private static uint Read(MemoryBench bench, byte crn, byte crm)
    {
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Coprocessors.Read(new CoprocessorRegister(14, 0, crn, crm, 0), true, out uint value));
        return value;
    }

    private static void Write(MemoryBench bench, byte crn, byte crm, uint value) =>
        Assert.AreEqual(CoprocessorOutcome.Done, bench.Coprocessors.Write(new CoprocessorRegister(14, 0, crn, crm, 0), true, value));

    private static MemoryBench Bench(bool asynchronous)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(Cached, 0x0010_0000, 3);
        bench.MapSection(Buffered, 0x0010_0000, 5);
        bench.TurnOn();
        return bench;
    }

    private sealed class Counts : ICoreCounters
    {
        public long InstructionsRetired { get; set; }

        public long Branches { get; set; }

        public long BranchMispredictions { get; set; }

        public long DependencyStallCycles { get; set; }

        public long ProgramCounterChanges { get; set; }
    }
}
