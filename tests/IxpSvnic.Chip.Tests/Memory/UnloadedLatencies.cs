using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>
/// Issue to signal on an idle chip, against the table of the chip reference, chapter 4.1. Pushes begin on chassis clock
/// edges, which makes the table's 95 a 96 for a command issued on such an edge.
/// </summary>
[TestClass]
public sealed class UnloadedLatencies
{
    [TestMethod]
    [DataRow(MicroOp.ScratchRead, 0x100u, 1, 60)]
    [DataRow(MicroOp.ScratchRead, 0x100u, 5, 68)]
    [DataRow(MicroOp.ScratchPut, 0x0u, 1, 60)]
    [DataRow(MicroOp.ScratchPut, 0x0u, 4, 66)]
    [DataRow(MicroOp.ScratchGet, 0x0u, 1, 60)]
    [DataRow(MicroOp.ScratchTestAndIncr, 0x40u, 1, 60)]
    [DataRow(MicroOp.SramRead, 0x100u, 1, 90)]
    [DataRow(MicroOp.SramRead, 0x4000_0100u, 8, 104)]
    [DataRow(MicroOp.SramWrite, 0x100u, 1, 50)]
    [DataRow(MicroOp.SramTestAndIncr, 0x100u, 1, 100)]
    [DataRow(MicroOp.SramEnqueue, 0x0300_0040u, 1, 60)]
    [DataRow(MicroOp.SramDequeue, 0x0300_0000u, 1, 96)]
    [DataRow(MicroOp.SramGet, 0x0u, 1, 96)]
    [DataRow(MicroOp.DramRead, 0x1000u, 1, 120)]
    [DataRow(MicroOp.DramRead, 0x1000u, 8, 150)]
    public void A_single_signal_command_takes_the_reference_s_time(MicroOp op, uint address, int count, int cycles)
    {
        MemoryBench bench = new();
        Assert.AreEqual(cycles, bench.Cycles(MemoryBench.Command(op, address, count, signal: 2), signal: 2));
    }

    [TestMethod]
    [DataRow(MicroOp.SramSwap, 50, 100)]
    [DataRow(MicroOp.SramTestAndAdd, 50, 100)]
    [DataRow(MicroOp.SramPut, 50, 90)]
    [DataRow(MicroOp.ScratchSwap, 60, 70)]
    public void A_command_that_pulls_and_pushes_raises_the_even_signal_then_the_odd_one(MicroOp op, int even, int odd)
    {
        MeCommand command = MemoryBench.Command(op, 0x100, 1, signal: 4, 7);
        Assert.AreEqual(even, new MemoryBench().Cycles(command, 4));
        Assert.AreEqual(odd, new MemoryBench().Cycles(command, 5));
    }

    [TestMethod]
    [DataRow(MicroOp.DramRbufRd)]
    [DataRow(MicroOp.DramTbufWr)]
    public void Moving_64_bytes_between_dram_and_a_media_buffer_takes_170_cycles_to_both_signals(MicroOp op)
    {
        MeCommand command = MemoryBench.Command(op, 0x2000, 8, signal: 6);
        command.HasIndirect = true;
        command.Indirect = 0x10 | (0x2000u << 5);
        Assert.AreEqual(170, new MemoryBench().Cycles(command, 6));
        Assert.AreEqual(170, new MemoryBench().Cycles(command, 7));
    }

    [TestMethod]
    public void A_dram_read_raises_both_signals_of_the_pair_together()
    {
        MeCommand command = MemoryBench.Command(MicroOp.DramRead, 0x2000, 1, signal: 8);
        Assert.AreEqual(120, new MemoryBench().Cycles(command, 8));
        Assert.AreEqual(120, new MemoryBench().Cycles(command, 9));
    }

    [TestMethod]
    public void A_command_without_a_signal_raises_none()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramWrite, 0x100, 1, signal: 0, 7));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 0x4, 1, signal: 0, 7));
        Assert.IsEmpty(bench.Inbox.All);
        Assert.AreEqual(0, bench.Fabric.Pool.InFlight);
    }
}
