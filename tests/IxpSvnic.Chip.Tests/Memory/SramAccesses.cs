using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class SramAccesses
{
    // N119, N112
    [TestMethod]
    public void Channels_are_chosen_by_the_top_address_bits_and_hold_their_own_words()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramWrite, 0x4000_0103, 2, 2, 5, 6));
        bench.Issue(MemoryBench.Command(MicroOp.SramRead, 0x4000_0100, 2));
        CollectionAssert.AreEqual(new uint[] { 5, 6 }, bench.Pushed());
        bench.Issue(MemoryBench.Command(MicroOp.SramRead, 0x0000_0100, 2));
        CollectionAssert.AreEqual(new uint[] { 0, 0 }, bench.Pushed());
    }

    [TestMethod]
    public void A_byte_mask_writes_the_same_bytes_of_every_longword()
    {
        MemoryBench bench = new();
        MeCommand command = MemoryBench.Command(MicroOp.SramWrite, 0x100, 2, 2, 0x11223344, 0x55667788);
        command.ByteMask = 0b0110;
        bench.Issue(command);
        Assert.AreEqual(0x00223300u, bench.Sram[0].Memory.ReadWord(0x100));
        Assert.AreEqual(0x00667700u, bench.Sram[0].Memory.ReadWord(0x104));
    }

    [TestMethod]
    public void A_read_waits_for_an_earlier_write_of_the_same_longword()
    {
        MemoryBench bench = new();
        long other = ReadAfterWrite(0x200);
        long same = ReadAfterWrite(0x11c);
        Assert.IsGreaterThan(other, same);
        // The write: transit 30, pull set-up 30, eight pulls 80, eight QDR clocks 120. The read would start at 10 + 30.
        Assert.AreEqual(260 - 40, same - other);

        long ReadAfterWrite(uint address)
        {
            bench = new();
            bench.Scripts[0].Add(MemoryBench.Command(MicroOp.SramWrite, 0x100, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8));
            bench.Scripts[0].Add(MemoryBench.Command(MicroOp.SramRead, address, 1));
            bench.RunScripts();
            return bench.Inbox.SignalTime(0, 0, 2);
        }
    }

    [TestMethod]
    public void An_address_beyond_the_populated_memory_is_a_fault_and_reads_0()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramRead, 0x0010_0000));
        CollectionAssert.AreEqual(new uint[] { 0 }, bench.Pushed());
        bench.Issue(MemoryBench.Command(MicroOp.SramWrite, 0x000f_fffc, 2, 2, 1, 2));
        bench.Issue(MemoryBench.Command(MicroOp.SramIncr, 0x03ff_fffc));
        Assert.HasCount(3, bench.Faults.All);
        Assert.AreEqual(0u, bench.Sram[0].Memory.ReadWord(0xffffc), "a write that does not fit writes nothing");
    }

    [TestMethod]
    public void Scratch_beyond_16_KB_is_a_fault()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.ScratchRead, 0x3ffc, 2));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchWrite, 0x4000, 1, 2, 1));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchAdd, 0xffff_fffc, 1, 2, 1));
        Assert.HasCount(3, bench.Faults.All);
        Assert.IsTrue(bench.Faults.All.All(f => f.Unit == "scratch"));
    }

    [TestMethod]
    public void Controller_registers_read_back_and_tell_the_size()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.SramCsrRd, 0x4000_0000));
        CollectionAssert.AreEqual(new uint[] { 0 }, bench.Pushed(), "1 MB is size code 0");
        bench.Issue(MemoryBench.Command(MicroOp.SramCsrWr, 0x4000_0240, 1, 2, 4));
        bench.Issue(MemoryBench.Command(MicroOp.SramCsrRd, 0x4000_0240));
        CollectionAssert.AreEqual(new uint[] { 4 }, bench.Pushed());
        bench.Issue(MemoryBench.Command(MicroOp.SramCsrRd, 0x4000_0300));
        Assert.HasCount(1, bench.Faults.All);
    }

    [TestMethod]
    public void A_port_s_reads_take_the_pins_one_longword_a_clock()
    {
        MemoryBench bench = new();
        long last = 0;
        for (int i = 0; i < 100; i++)
        {
            last = bench.Sram[0].Read(0, 0, 8);
        }

        Assert.AreEqual((99 * 8 * 15) + (46 * 5) + 80, last);
    }
}
