using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Tests.Memory;

[TestClass]
public sealed class DataCacheTests
{
    private const uint WriteBack = 0x0030_0000;
    private const uint WriteThrough = 0x0040_0000;
    private const uint Allocating = 0x0050_0000;
    private const uint Mini = 0x0060_0000;
    private const uint Uncached = 0x0070_0000;
    private const uint Memory = 0x0010_0000;

    [TestMethod]
    public void A_load_that_misses_fills_a_line_and_later_loads_take_no_time()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        long cycle = bench.Memory.Cycle;
        int requests = bench.Bus.Requests.Count;
        bench.Load(WriteBack + 28);
        bench.Load(WriteBack + 3, 1);
        Assert.AreEqual((cycle, requests), (bench.Memory.Cycle, bench.Bus.Requests.Count));
        Assert.AreEqual(1, bench.Memory.Counters.DataMisses);
    }

    [TestMethod]
    public void A_set_has_32_ways_and_gives_the_oldest_away()
    {
        using MemoryBench bench = Bench();
        for (uint way = 0; way < 32; way++)
        {
            bench.Load(WriteBack + way * 1024);
        }

        long misses = bench.Memory.Counters.DataMisses;
        for (uint way = 0; way < 32; way++)
        {
            bench.Load(WriteBack + way * 1024);
        }

        Assert.AreEqual(misses, bench.Memory.Counters.DataMisses);
        bench.Load(WriteBack + 32 * 1024);
        bench.Load(WriteBack + 1024);
        Assert.AreEqual(misses + 1, bench.Memory.Counters.DataMisses);
        bench.Load(WriteBack);
        Assert.AreEqual(misses + 2, bench.Memory.Counters.DataMisses);
    }

    [TestMethod]
    public void What_another_master_writes_is_not_seen_before_the_line_is_invalidated()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        bench.Bus.SetWord(Memory, 0x1111);
        Assert.AreEqual(0u, bench.Load(WriteBack));
        bench.Invalidate(WriteBack);
        Assert.AreEqual(0x1111u, bench.Load(WriteBack));
        bench.Bus.SetWord(Memory, 0x2222);
        bench.Cp15(7, 6, 0, 0);
        Assert.AreEqual(0x2222u, bench.Load(WriteBack));
    }

    [TestMethod]
    public void A_store_that_hits_stays_in_the_cache_until_it_is_cleaned_and_is_lost_when_invalidated()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        bench.Store(WriteBack, 1);
        bench.Drain();
        Assert.AreEqual(0u, bench.Bus.Word(Memory));
        bench.Clean(WriteBack);
        bench.Drain();
        Assert.AreEqual(1u, bench.Bus.Word(Memory));
        bench.Store(WriteBack, 2);
        bench.Invalidate(WriteBack);
        Assert.AreEqual(1u, bench.Load(WriteBack));
    }

    [TestMethod]
    public void Only_the_half_line_that_was_stored_to_is_written_back()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        bench.Store(WriteBack + 20, 1);
        bench.Store(WriteBack + 24, 2);
        bench.Clean(WriteBack);
        BusRequest write = bench.Bus.Requests.Single(r => r.Operation == BusOperation.Write);
        Assert.AreEqual((Memory, 0xffff_0000u), (write.Address, write.Mask));
        bench.Store(WriteBack + 20, 3);
        bench.Store(WriteBack, 4);
        bench.Clean(WriteBack);
        bench.Drain();
        Assert.AreEqual((3u, 4u), (bench.Bus.Word(Memory + 20), bench.Bus.Word(Memory)), "a store after a clean makes the half dirty again");
        Assert.AreEqual(3, bench.Memory.Counters.WriteBacks);
    }

    [TestMethod]
    public void Without_write_allocation_a_store_that_misses_goes_to_memory()
    {
        using MemoryBench bench = Bench();
        bench.Store(WriteBack, 5);
        bench.Drain();
        Assert.AreEqual(5u, bench.Bus.Word(Memory));
        Assert.AreEqual(0, bench.Bus.Requests.Count(r => r.Operation == BusOperation.ReadLine));
    }

    [TestMethod]
    public void With_write_allocation_a_store_that_misses_fills_the_line_without_waiting()
    {
        using MemoryBench bench = Bench();
        bench.Load(Allocating + 0x1000);
        bench.Bus.SetWord(Memory + 4, 0x77);
        long cycle = bench.Memory.Cycle;
        bench.Store(Allocating, 6);
        Assert.AreEqual(cycle, bench.Memory.Cycle);
        Assert.AreEqual(0x77u, bench.Load(Allocating + 4));
        Assert.IsGreaterThan(cycle + 30, bench.Memory.Cycle);
        Assert.AreEqual(6u, bench.Load(Allocating));
        Assert.AreEqual(0u, bench.Bus.Word(Memory));
    }

    [TestMethod]
    public void A_write_through_line_and_memory_agree()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteThrough);
        bench.Store(WriteThrough, 7);
        bench.Drain();
        Assert.AreEqual(7u, bench.Bus.Word(Memory));
        int requests = bench.Bus.Requests.Count;
        Assert.AreEqual(7u, bench.Load(WriteThrough));
        Assert.HasCount(requests, bench.Bus.Requests);
    }

    [TestMethod]
    public void N19_the_mini_cache_has_two_ways_and_leaves_the_main_cache_alone()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        bench.Load(Mini);
        bench.Load(Mini + 1024);
        long misses = bench.Memory.Counters.DataMisses;
        bench.Load(Mini);
        bench.Load(Mini + 1024);
        Assert.AreEqual(misses, bench.Memory.Counters.DataMisses);
        bench.Load(Mini + 2048);
        bench.Load(Mini + 1024);
        bench.Load(WriteBack);
        Assert.AreEqual(misses + 1, bench.Memory.Counters.DataMisses);
        bench.Load(Mini);
        Assert.AreEqual(misses + 2, bench.Memory.Counters.DataMisses);
    }

    [TestMethod]
    [DataRow(0x00u, false, true)]
    [DataRow(0x10u, true, true)]
    [DataRow(0x20u, false, false)]
    public void The_auxiliary_control_register_chooses_the_mini_caches_policy(uint auxiliary, bool allocates, bool writesBack)
    {
        using MemoryBench bench = Bench();
        bench.Cp15(1, 0, 1, auxiliary);
        bench.Store(Mini + 0x2000, 1);
        Assert.AreEqual(allocates, bench.Bus.Requests.Any(r => r.Operation == BusOperation.ReadLine));
        bench.Load(Mini);
        bench.Store(Mini, 2);
        bench.Drain();
        Assert.AreEqual(writesBack ? 0u : 2u, bench.Bus.Word(Memory));
        bench.Clean(Mini);
        bench.Drain();
        Assert.AreEqual(2u, bench.Bus.Word(Memory));
    }

    [TestMethod]
    public void Lines_locked_while_the_lock_bit_is_set_survive_traffic_and_invalidate_all()
    {
        using MemoryBench bench = Bench();
        bench.Cp15(9, 2, 0, 1);
        Assert.AreEqual(1u, bench.Cp15(9, 2, 0));
        for (uint way = 0; way < 30; way++)
        {
            bench.Load(WriteBack + way * 1024);
        }

        bench.Cp15(9, 2, 0, 0);
        for (uint way = 40; way < 80; way++)
        {
            bench.Load(WriteBack + way * 1024);
        }

        bench.Cp15(7, 6, 0, 0);
        long misses = bench.Memory.Counters.DataMisses;
        for (uint way = 0; way < 28; way++)
        {
            bench.Load(WriteBack + way * 1024);
        }

        Assert.AreEqual(misses, bench.Memory.Counters.DataMisses);
        bench.Load(WriteBack + 28 * 1024);
        Assert.AreEqual(misses + 1, bench.Memory.Counters.DataMisses, "ways 28 to 31 cannot be locked");
        bench.Cp15(9, 2, 1, 0);
        bench.Cp15(7, 6, 0, 0);
        bench.Load(WriteBack);
        Assert.AreEqual(misses + 2, bench.Memory.Counters.DataMisses);
    }

    [TestMethod]
    public void Allocated_and_locked_lines_are_RAM_that_memory_does_not_know()
    {
        using MemoryBench bench = Bench();
        uint ram = Uncached + 0x8_0000;
        bench.MapSection(0x0080_0000, 0xe000_0000, 3);
        ram = 0x0080_0000;
        bench.Cp15(9, 2, 0, 1);
        for (uint line = 0; line < 1024; line += 32)
        {
            bench.Cp15(7, 2, 5, ram + line);
        }

        bench.Cp15(9, 2, 0, 0);
        for (uint word = 0; word < 1024; word += 4)
        {
            bench.Store(ram + word, word * 3);
        }

        for (uint other = 0; other < 0x10000; other += 32)
        {
            bench.Load(WriteBack + other);
        }

        for (uint word = 0; word < 1024; word += 4)
        {
            Assert.AreEqual(word * 3, bench.Load(ram + word));
        }

        Assert.IsFalse(bench.Bus.Requests.Any(r => r.Address >= 0xe000_0000));
        Assert.IsFalse(bench.Memory.HasImpreciseAbort);
    }

    [TestMethod]
    public void N12_allocating_evicts_and_neither_reads_nor_faults_where_nothing_is_mapped()
    {
        using MemoryBench bench = Bench();
        for (uint line = 0; line < 0x8000; line += 32)
        {
            bench.Load(WriteBack + line);
            bench.Store(WriteBack + line, line + 1);
        }

        long reads = bench.Bus.Requests.Count(r => r.Operation != BusOperation.Write);
        uint area = 0;
        bench.CleanAll(ref area);
        Assert.AreEqual(reads, bench.Bus.Requests.Count(r => r.Operation != BusOperation.Write));
        Assert.AreEqual(1024, bench.Bus.Requests.Count(r => r.Operation == BusOperation.Write));
        for (uint line = 0; line < 0x8000; line += 32)
        {
            Assert.AreEqual(line + 1, bench.Bus.Word(Memory + line));
        }
    }

    [TestMethod]
    public void Uncached_pages_and_a_cache_that_is_off_read_memory_every_time()
    {
        using MemoryBench bench = Bench();
        bench.Load(Uncached);
        bench.Bus.SetWord(Memory, 3);
        Assert.AreEqual(3u, bench.Load(Uncached));
        bench.Memory.Control &= ~4u;
        bench.Load(WriteBack);
        bench.Bus.SetWord(Memory, 4);
        Assert.AreEqual(4u, bench.Load(WriteBack));
    }

    [TestMethod]
    public void Turning_the_cache_off_and_on_keeps_its_lines()
    {
        using MemoryBench bench = Bench();
        bench.Load(WriteBack);
        bench.Store(WriteBack, 8);
        bench.Memory.Control &= ~4u;
        Assert.AreEqual(0u, bench.Load(WriteBack));
        bench.Memory.Control |= 4;
        Assert.AreEqual(8u, bench.Load(WriteBack));
    }

    internal static MemoryBench Bench(bool asynchronous = false)
    {
        MemoryBench bench = new(asynchronous);
        bench.MapSection(WriteBack, Memory, 3);
        bench.MapSection(WriteThrough, Memory, 2);
        bench.MapSection(Allocating, Memory, 7);
        bench.MapSection(Mini, Memory, 6);
        bench.MapSection(Uncached, Memory, 1);
        bench.TurnOn();
        return bench;
    }
}
