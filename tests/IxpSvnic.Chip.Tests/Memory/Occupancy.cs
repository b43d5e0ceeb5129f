using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>Saturated units, against the table of the chip reference, chapter 4.2.</summary>
[TestClass]
public sealed class Occupancy
{
    [TestMethod]
    public void The_scratchpad_serves_one_longword_a_chassis_cycle_to_both_clusters_together() =>
        Assert.AreEqual(10.0, TicksPerCommand(400, i => MemoryBench.Command(MicroOp.ScratchRead, 0x100)), 0.2);

    [TestMethod]
    public void An_atomic_takes_two_chassis_cycles() =>
        Assert.AreEqual(20.0, TicksPerCommand(400, i => MemoryBench.Command(MicroOp.ScratchTestAndIncr, 0x100)), 0.4);

    [TestMethod]
    public void Scratchpad_and_CAP_share_one_pipe() => Assert.AreEqual(
        10.0,
        TicksPerCommand(400, i => i % 3 == 0
            ? MemoryBench.CsrCommand(MicroOp.CapReadCsr, 0x4a00)
            : MemoryBench.Command(MicroOp.ScratchRead, 0x100)),
        0.2);

    [TestMethod]
    public void A_read_that_meets_a_refresh_waits_for_its_end()
    {
        MemoryBench bench = new();
        bench.Events.RunTo(bench.Chip.Cycles(4700 - 1000 - 6));
        Assert.AreEqual(120 + 40, bench.Cycles(MemoryBench.Command(MicroOp.DramRead, 0x1000), 2));
        Assert.AreEqual(120, bench.Cycles(MemoryBench.Command(MicroOp.DramRead, 0x1000), 2));
    }

    [TestMethod]
    public void A_channel_reads_one_longword_a_QDR_clock() =>
        Assert.AreEqual(15.0 * 4, TicksPerCommand(400, i => MemoryBench.Command(MicroOp.SramRead, 0x100, 4)), 1.0);

    [TestMethod]
    public void Writes_run_beside_reads_on_their_own_port()
    {
        double mixed = TicksPerCommand(800, i => i % 2 == 0
            ? MemoryBench.Command(MicroOp.SramRead, 0x100, 4)
            : MemoryBench.Command(MicroOp.SramWrite, 0x8000 + (32 * (uint)i), 4, 2, 1, 2, 3, 4));
        Assert.AreEqual(15.0 * 4 / 2, mixed, 2.0);
    }

    [TestMethod]
    public void Writes_are_taken_no_faster_than_the_write_port_works_them_off() => Assert.AreEqual(
        15.0 * 4, TicksPerCommand(400, i => MemoryBench.Command(MicroOp.SramWrite, 0x100, 4, 2, 1, 2, 3, 4)), 1.0);

    [TestMethod]
    public void Ring_puts_use_the_write_port_like_writes()
    {
        MemoryBench bench = new();
        bench.Sram[0].Queues.LoadOther(0, 0x1000);
        for (int i = 0; i < 100; i++)
        {
            bench.Scripts[i & 3].Add(MemoryBench.Command(MicroOp.SramPut, 0, 4, 0, 1, 2, 3, 4));
        }

        bench.RunScripts();
        Assert.AreEqual(400u, bench.Sram[0].Queues[0].Count);
        // All but what the write FIFO holds has gone through the port when the last command's status is on its way.
        Assert.IsGreaterThan((400 - 16 - 4) * 15L, bench.Events.Now);
    }

    [TestMethod]
    public void A_put_whose_data_are_late_holds_the_commands_behind_it()
    {
        Assert.AreEqual(890, ReadBehindPut(pullBusyLongwords: 100) - ReadBehindPut(pullBusyLongwords: 0));

        static long ReadBehindPut(int pullBusyLongwords)
        {
            MemoryBench bench = new();
            bench.Fabric.SPull(0).Reserve(0, pullBusyLongwords);
            bench.Scripts[0].Add(MemoryBench.Command(MicroOp.ScratchPut, 0, 1, 0, 1));
            bench.Scripts[0].Add(MemoryBench.Command(MicroOp.ScratchRead, 0x100, 1, 6));
            bench.RunScripts();
            return bench.Inbox.SignalTime(0, 0, 6);
        }
    }

    [TestMethod]
    public void Microengine_reads_of_DRAM_are_bound_by_D_push() =>
        Assert.AreEqual(20.0 * 8, TicksPerCommand(300, i => MemoryBench.Command(MicroOp.DramRead, Spread(i), 8)), 3.0);

    [TestMethod]
    public void Moves_from_RBUF_are_bound_by_the_pins_and_refresh()
    {
        double ticks = TicksPerCommand(2000, i => Move(MicroOp.DramRbufRd, Spread(i)));
        Assert.AreEqual(80.0 * (1 + (40.0 / 4700)), ticks, 1.0);
    }

    [TestMethod]
    public void Alternating_moves_pay_the_turnaround()
    {
        // One kind a cluster, and the command buses take turns.
        double ticks = TicksPerCommand(
            800, i => Move((i & 4) == 0 ? MicroOp.DramRbufRd : MicroOp.DramTbufWr, Spread(i)));
        Assert.AreEqual(80.0 + 20 + 0.8, ticks, 2.0);
    }

    [TestMethod]
    public void New_rows_in_one_bank_come_one_row_cycle_apart()
    {
        double ticks = TicksPerCommand(300, i => Move(MicroOp.DramRbufRd, 0x8000u * ((uint)i % 200)));
        Assert.AreEqual(180.0, ticks, 4.0);
    }

    [TestMethod]
    public void A_command_bus_waits_while_an_inlet_is_full_and_the_inlet_never_overflows()
    {
        MemoryBench bench = new();
        for (int i = 0; i < 200; i++)
        {
            bench.Scripts[i & 3].Add(MemoryBench.Command(MicroOp.SramRead, 0x100, 8));
        }

        bench.RunScripts();
        long[] grants = [.. bench.Scripts[..4].SelectMany(s => s.Grants).Order()];
        Assert.AreEqual(10, grants[1] - grants[0]);
        Assert.IsGreaterThan(100 * 8 * 15, grants[199] - grants[0]);
        StatisticsSheet sheet = new(bench.Events.Now);
        bench.Sram[0].Report(sheet);
        Assert.AreEqual(8, sheet.Queues.Single(q => q.Name == "sram0.inlet0").Statistics.MaxLength);
        foreach (var queue in sheet.Queues)
        {
            Assert.AreEqual(
                queue.Statistics.MeanLength(sheet.Now), queue.Statistics.LittleLength(sheet.Now), 1e-9, queue.Name);
        }
    }

    [TestMethod]
    public void A_crowded_push_bus_pushes_back_on_the_units_before_it()
    {
        // 32 commands in inlets, three FIFOs of 40 longwords, and what is being served.
        Assert.IsLessThan(((32 + (3 * 6)) * 80L) + 1500, LongestStay(pushFifoFullAt: 40));
        Assert.IsGreaterThan(20_000, LongestStay(pushFifoFullAt: 100_000));
    }

    // From grant to data, where scratchpad and both channels push more than the bus of one cluster carries.
    private static long LongestStay(int pushFifoFullAt)
    {
        MemoryBench bench = new(pushFifoFullAt);
        for (int i = 0; i < 600; i++)
        {
            uint channel = (uint)(i & 1) << 30;
            bench.Scripts[i & 3].Add((i & 2) == 0
                ? MemoryBench.Command(MicroOp.SramRead, channel | 0x100, 8)
                : MemoryBench.Command(MicroOp.ScratchRead, 0x100, 8));
        }

        bench.RunScripts();
        Assert.AreEqual(4800, bench.Pushed().Length);
        Assert.IsGreaterThan(0.97, 48_000.0 / bench.Events.Now, "the bus carries all longwords without a gap");
        long[] grants = [.. bench.Scripts[..4].SelectMany(s => s.Grants).Order()];
        long[] arrivals = [.. bench.Inbox.Pushes.Select(p => p.Delivery.Time).Order()];
        return grants.Zip(arrivals, (g, a) => a - g).Max();
    }

    private static uint Spread(int i) => 128 * ((uint)i & 0xffff);

    private static MeCommand Move(MicroOp op, uint address)
    {
        MeCommand command = MemoryBench.Command(op, address, 8);
        command.HasIndirect = true;
        command.Indirect = 0x10 | (0x2000u << 5);
        return command;
    }

    // Mean distance of completions in the middle half of a saturating stream from all eight engines.
    private static double TicksPerCommand(int count, Func<int, MeCommand> make)
    {
        MemoryBench bench = new();
        for (int i = 0; i < count; i++)
        {
            MeCommand command = make(i);
            (command.Me, command.DestMe) = ((byte)(i & 7), (byte)(i & 7));
            bench.Scripts[i & 7].Add(command);
        }

        bench.RunScripts();
        Assert.AreEqual(0, bench.Fabric.Pool.InFlight);
        long[] times = [.. bench.Inbox.Pushes.Select(p => p.Delivery.Time).Order()];
        Assert.HasCount(count, times);
        int from = count / 4;
        int to = count * 3 / 4;
        return (times[to] - times[from]) / (double)(to - from);
    }
}
