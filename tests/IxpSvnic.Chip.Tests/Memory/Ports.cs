using IxpSvnic.Chip.Memory;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>The memories as PCI unit and XScale use them.</summary>
[TestClass]
public sealed class Ports
{
    [TestMethod]
    public void A_read_of_an_idle_DRAM_takes_access_and_push()
    {
        MemoryBench bench = new();
        IDramPort port = bench.Dram;
        // 74 + 2 cycles to the data of two bursts, eight quadwords over a 32-bit port.
        Assert.AreEqual(1000 + (76 * 5) + (8 * 20), port.Read(1000, 0x1000, 64));
    }

    [TestMethod]
    public void A_write_is_taken_when_its_last_quadword_has_crossed() =>
        Assert.AreEqual(1000 + (8 * 20), new MemoryBench().Dram.Write(1000, 0x1000, 64));

    [TestMethod]
    public void A_stream_of_DRAM_writes_is_bound_by_the_32_bit_port()
    {
        MemoryBench bench = new();
        long end = 0;
        for (uint i = 0; i < 1000; i++)
        {
            end = bench.Dram.Write(end, 64 * i, 64);
        }

        Assert.AreEqual(160, end / 1000.0, 2.0);
    }

    [TestMethod]
    public void A_request_for_later_leaves_the_time_until_then_to_others()
    {
        MemoryBench bench = new();
        bench.Dram.Read(1_000_000, 0x1000, 64);
        bench.Sram[0].Read(1_000_000, 0x100, 8);
        bench.Sram[0].Write(1_000_000, 0x100, 8);
        bench.Scratch.Access(1_000_000, 8);
        Assert.AreEqual(120, bench.Cycles(MemoryBench.Command(MicroOp.DramRead, 0x1000), 2));
        Assert.AreEqual(90, bench.Cycles(MemoryBench.Command(MicroOp.SramRead, 0x200), 2));
        Assert.AreEqual(50, bench.Cycles(MemoryBench.Command(MicroOp.SramWrite, 0x200), 2));
        Assert.AreEqual(60, bench.Cycles(MemoryBench.Command(MicroOp.ScratchRead, 0x200), 2));
    }

    [TestMethod]
    public void Ports_and_microengines_share_the_pins()
    {
        MemoryBench bench = new();
        for (uint i = 0; i < 50; i++)
        {
            bench.Dram.Read(0, 128 * i, 64);
            bench.Sram[0].Read(0, 128 * i, 16);
        }

        bench.Scripts[0].Add(MemoryBench.Command(MicroOp.SramRead, 0x2000, 1, signal: 6));
        bench.Scripts[1].Add(MemoryBench.Command(MicroOp.DramRead, 0x2000));
        bench.RunScripts();
        long transit = bench.Chip.InboundTicks;
        Assert.AreEqual((50 * 16 * 15) + (46 * 5) + 10 + transit, bench.Inbox.SignalTime(0, 0, 6));
        Assert.AreEqual((50 * 8 * 20) + 20 + transit, bench.Inbox.SignalTime(0, 0, 2), 400.0);
    }
}
