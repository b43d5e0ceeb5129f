using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Chip.Tests.Memory;

[TestClass]
public sealed class DramMoves
{
    [TestMethod]
    public void What_is_written_is_read_back_quadword_by_quadword()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.DramWrite, 0x1008, 2, 2, 1, 2, 3, 4));
        bench.Issue(MemoryBench.Command(MicroOp.DramRead, 0x1000, 4));
        CollectionAssert.AreEqual(new uint[] { 0, 0, 1, 2, 3, 4, 0, 0 }, bench.Pushed());
    }

    [TestMethod]
    public void A_byte_mask_lets_through_the_bytes_it_names_lowest_address_first()
    {
        MemoryBench bench = new();
        MeCommand command = MemoryBench.Command(MicroOp.DramWrite, 0x40, 1, 2, 0x11223344, 0x55667788);
        command.ByteMask = 0b1000_0011;
        bench.Issue(command);
        Assert.AreEqual(0x11220000u, bench.Dram.Memory.ReadWord(0x40));
        Assert.AreEqual(0x00000088u, bench.Dram.Memory.ReadWord(0x44));
        Assert.AreEqual((byte)0x11, bench.Dram.Memory.ReadByte(0x40 ^ 3));
    }

    // N123, N113, N120
    [TestMethod]
    public void An_element_s_bytes_and_frame_go_from_rbuf_to_dram_to_tbuf()
    {
        MemoryBench bench = new();
        int tag = bench.Ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        bench.Buffers.RbufTag = tag;
        for (int i = 0; i < 16; i++)
        {
            bench.Buffers.Rbuf[(64 / 4 * 3) + i] = 0xa000_0000 + (uint)i;
        }

        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x2000 + (64 * 3)));
        Assert.AreEqual(tag, bench.Dram.Tags.At(0x4000));
        Assert.AreEqual(0xa000_000fu, bench.Dram.Memory.ReadWord(0x403c));
        Assert.IsGreaterThan(0, bench.Ledger[tag].Times[(int)Hop.DramPacket]);

        bench.Issue(Move(MicroOp.DramTbufWr, 0x4000, 0x2000 + (64 * 5)));
        CollectionAssert.AreEqual(
            bench.Buffers.Rbuf.AsSpan(48, 16).ToArray(), bench.Buffers.Tbuf.AsSpan(80, 16).ToArray());
        Assert.AreEqual(tag, bench.Buffers.TbufTag);
        Assert.IsGreaterThan(
            bench.Ledger[tag].Times[(int)Hop.DramPacket], bench.Ledger[tag].Times[(int)Hop.TbufElement]);
        Assert.AreEqual(2, bench.Ledger[tag].Live, "the wire and one line of DRAM hold it");
    }

    [TestMethod]
    public void A_frame_overwritten_by_another_is_lost_by_firmware()
    {
        MemoryBench bench = new();
        int first = bench.Ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        bench.Buffers.RbufTag = first;
        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x2000));
        bench.Ledger.Release(first, bench.Events.Now);
        Assert.AreEqual(0, bench.Ledger.Drops[(int)DropReason.LostByFirmware]);
        bench.Buffers.RbufTag = bench.Ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x2000));
        Assert.AreEqual(1, bench.Ledger.Drops[(int)DropReason.LostByFirmware]);
    }

    [TestMethod]
    public void A_microengine_s_own_write_leaves_the_frame_s_mark()
    {
        MemoryBench bench = new();
        bench.Buffers.RbufTag = bench.Ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x2000));
        bench.Issue(MemoryBench.Command(MicroOp.DramWrite, 0x4000, 1, 2, 1, 2));
        Assert.AreEqual(bench.Buffers.RbufTag, bench.Dram.Tags.At(0x4000));
    }

    [TestMethod]
    public void A_move_without_a_buffer_address_or_beyond_the_buffer_is_a_fault()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.Command(MicroOp.DramRbufRd, 0x4000, 8));
        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x3fe0));
        bench.Issue(Move(MicroOp.DramRbufRd, 0x4000, 0x1fc0));
        Assert.HasCount(3, bench.Faults.All);
        Assert.AreEqual("dram.buffer", bench.Faults.All[0].Unit);
    }

    [TestMethod]
    public void An_address_beyond_the_populated_memory_is_a_fault_that_names_it()
    {
        MemoryBench bench = new();
        MeCommand command = MemoryBench.Command(MicroOp.DramRead, 0x0100_0000, 1);
        command.Me = 5;
        command.Context = 3;
        bench.Issue(command);
        Assert.HasCount(1, bench.Faults.All);
        AccessFault fault = bench.Faults.All[0];
        Assert.AreEqual(("dram", 0x0100_0000u, 5, 3), (fault.Unit, fault.Address, fault.Me, fault.Context));
        CollectionAssert.AreEqual(new uint[] { 0, 0 }, bench.Pushed());
    }

    private static MeCommand Move(MicroOp op, uint address, uint buffer)
    {
        MeCommand command = MemoryBench.Command(op, address, 8);
        command.HasIndirect = true;
        command.Indirect = 0x10 | (buffer << 5);
        return command;
    }
}
