using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Tests.Memory;

/// <summary>The write buffer and the fill buffers.</summary>
[TestClass]
public sealed class BufferTests
{
    private const uint Coalescing = 0x0030_0000;
    private const uint Separate = 0x0040_0000;
    private const uint Stalling = 0x0050_0000;
    private const uint Cached = 0x0060_0000;
    private const uint Nowhere = 0x0070_0000;
    private const uint Memory = 0x0010_0000;

    [TestMethod]
    public void Stores_to_one_block_leave_as_one_write()
    {
        using MemoryBench bench = Bench();
        bench.Store(Coalescing + 16, 0x11, 1);
        bench.Store(Coalescing + 18, 0x2222, 2);
        bench.Store(Coalescing + 28, 0x3333_3333);
        bench.Drain();
        BusRequest write = Writes(bench).Single();
        Assert.AreEqual((Memory, 0xf00d_0000u), (write.Address, write.Mask));
        Assert.AreEqual((0x2222_0011u, 0x3333_3333u), (write.Data[4], write.Data[7]));
    }

    [TestMethod]
    public void Stores_with_X_set_leave_one_by_one_in_order()
    {
        using MemoryBench bench = Bench();
        bench.Store(Separate, 1);
        bench.Store(Separate, 2);
        bench.Store(Separate + 4, 3);
        CollectionAssert.AreEqual(new[] { 1u, 2u, 3u }, Writes(bench).Select(w => w.Data[0] | w.Data[1]).ToArray());
    }

    [TestMethod]
    public void The_K_bit_forbids_coalescing_everywhere()
    {
        using MemoryBench bench = Bench();
        bench.Cp15(1, 0, 1, 1);
        bench.Store(Coalescing, 1);
        bench.Store(Coalescing + 4, 2);
        Assert.AreEqual(2, Writes(bench).Count());
    }

    [TestMethod]
    public void An_open_entry_leaves_by_itself_at_its_own_cycle()
    {
        using MemoryBench bench = Bench();
        bench.Store(Coalescing, 1);
        long stored = bench.Memory.Cycle;
        bench.Memory.Cycle += 10;
        bench.Memory.Settle();
        Assert.IsEmpty(Writes(bench));
        bench.Memory.Cycle += 10;
        bench.Memory.Settle();
        Assert.AreEqual(stored + 16, Writes(bench).Single().Cycle);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Eight_writes_wait_and_the_ninth_stalls_the_core(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.Load(Separate + 0x100);
        long start = bench.Memory.Cycle;
        for (uint i = 0; i < 8; i++)
        {
            bench.Store(Separate + 4 * i, i);
        }

        Assert.AreEqual(start, bench.Memory.Cycle);
        bench.Store(Separate + 32, 8);
        Assert.IsGreaterThanOrEqualTo(start + 25, bench.Memory.Cycle);
        Assert.AreEqual(bench.Memory.Cycle - start, bench.Memory.Counters.BufferStallCycles);
        Assert.AreEqual(1, bench.Memory.Counters.BufferStalls);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_load_from_a_device_pushes_older_writes_out_first(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.Load(Separate);
        bench.Store(Coalescing + 4, 1);
        bench.Store(Separate + 64, 2);
        bench.Load(Separate + 128);
        long answered = bench.Bus.Requests.Where(r => r.Operation == BusOperation.Write).Max(r => r.Cycle) + 25;
        BusRequest load = bench.Bus.Requests[^1];
        Assert.AreEqual(BusOperation.Read, load.Operation);
        Assert.IsGreaterThanOrEqualTo(answered, load.Cycle);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void An_unbuffered_store_stalls_until_it_is_complete(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.Load(Stalling);
        long start = bench.Memory.Cycle;
        bench.Store(Stalling, 1);
        Assert.IsGreaterThanOrEqualTo(start + 25, bench.Memory.Cycle);
        Assert.AreEqual(1u, bench.Bus.Word(Memory));
    }

    [TestMethod]
    public void N20_two_bufferable_aliases_of_a_page_agree()
    {
        using MemoryBench bench = Bench();
        bench.Store(Coalescing, 1);
        bench.Store(Separate, 2);
        Assert.AreEqual(2u, bench.Load(Coalescing));
        bench.Store(Coalescing, 3);
        Assert.AreEqual(3u, bench.Load(Separate));
    }

    [TestMethod]
    public void A_fill_waits_for_the_buffered_writes_to_its_line()
    {
        using MemoryBench bench = Bench();
        bench.Load(Cached + 0x1000);
        bench.Store(Cached + 8, 0x1234);
        Assert.AreEqual(0x1234u, bench.Load(Cached + 8));
        Assert.IsGreaterThanOrEqualTo(Writes(bench).Single().Cycle + 25, bench.Bus.Requests[^1].Cycle);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void PLD_hides_the_fill_and_four_are_under_way_at_most(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.Load(Cached + 0x1000);
        long start = bench.Memory.Cycle;
        for (uint line = 0; line < 6; line++)
        {
            bench.Memory.Preload(Cached + 32 * line);
        }

        Assert.AreEqual(start, bench.Memory.Cycle);
        Assert.AreEqual(5, bench.Bus.Requests.Count(r => r.Operation == BusOperation.ReadLine));
        bench.Memory.Cycle += 200;
        long later = bench.Memory.Cycle;
        bench.Load(Cached + 96);
        Assert.AreEqual(later, bench.Memory.Cycle);
        bench.Load(Cached + 128);
        Assert.IsGreaterThan(later + 40, bench.Memory.Cycle);
    }

    [TestMethod]
    public void A_load_from_a_line_on_its_way_waits_for_the_rest_of_the_time_only()
    {
        using MemoryBench bench = Bench();
        bench.Load(Cached + 0x1000);
        bench.Memory.Preload(Cached);
        long sent = bench.Bus.Requests[^1].Cycle;
        bench.Memory.Cycle += 20;
        bench.Load(Cached);
        Assert.IsLessThan(sent + 80, bench.Memory.Cycle);
        Assert.AreEqual(2, bench.Memory.Counters.DataMisses + 1, "a preload is no miss");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void PLD_of_nothing_leaves_no_trace_but_a_load_after_it_does(bool asynchronous)
    {
        using MemoryBench bench = Bench(asynchronous);
        bench.MapSection(Nowhere, 0xe000_0000, 3);
        bench.Execute(m => m.Store32(Nowhere, 1));
        bench.Drain();
        bench.Memory.Cycle += 1000;
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
        bench.Memory.TakeImpreciseAbort();
        bench.Memory.Preload(Nowhere + 64);
        bench.Memory.Preload(0x0900_0000);
        bench.Memory.Cycle += 1000;
        Assert.IsFalse(bench.Memory.HasImpreciseAbort);
        Assert.AreEqual(uint.MaxValue, bench.Load(Nowhere + 64));
        Assert.IsTrue(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    public void An_instruction_that_starts_again_does_not_win_back_the_time_it_had_waited_before()
    {
        XscaleParameters parameters = new();
        parameters.Caches.FillBuffers = 1;
        parameters.Caches.WriteBufferEntries = 2;
        using MemoryBench bench = new(asynchronous: true, parameters);
        bench.MapSection(Separate, Memory, 5);
        bench.MapSection(Cached, Memory, 3);
        bench.TurnOn();
        bench.Load(Separate);
        for (uint way = 0; way < 32; way++)
        {
            bench.Load(Cached + way * 1024);
            bench.Store(Cached + way * 1024, way);
        }

        bench.Memory.Preload(Cached + 0x1_0020);
        bench.Store(Separate + 0x2_0000, 1);
        bench.Store(Separate + 0x2_0004, 2);
        long filled = bench.Bus.DeliverEarly(bench.Memory, 32);
        Assert.IsLessThan(filled, Writes(bench).Last().Cycle + 25, "the writes are over before the fill");
        bench.Load(Cached + 0x1_0000);
        Assert.IsGreaterThanOrEqualTo(filled + 3, bench.Bus.Requests.Last(r => r.Operation == BusOperation.ReadLine).Cycle);
    }

    private static IEnumerable<BusRequest> Writes(MemoryBench bench) => bench.Bus.Requests.Where(r => r.Operation == BusOperation.Write);

    private static MemoryBench Bench(bool asynchronous = false)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(Coalescing, Memory, 1);
        bench.MapSection(Separate, Memory, 5);
        bench.MapSection(Stalling, Memory, 0);
        bench.MapSection(Cached, Memory, 3);
        bench.TurnOn();
        return bench;
    }
}
