using IxpSvnic.Microcode.Assembler;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Kernel;

namespace IxpSvnic.Board.Tests.Slowport;

/// <summary>
/// A driver and two microengine programs that share out their work as the board's stock network driver does: scratch rings 0 to 3,
/// descriptors in SRAM, buffers in DRAM, thread interrupts. The programs are ours, for frames of one element.
/// </summary>
[TestClass]
public sealed class StockMicrocodeTests
{
    private const string Receive = """
        .reg volatile $rsw0 $rsw1
        .xfer_order $rsw0 $rsw1
        .reg $buffer0 $buffer1 $length $entry
        .xfer_order $buffer0 $buffer1
        .reg zero arm me status descriptor frame bytes element indirect count
        .sig volatile arrived
        .sig got copied
            immed[zero, 0]
            local_csr_rd[active_ctx_sts]
            immed[me, 0]
            alu_shf[arm, me, AND, 0x1f]
            alu_shf[arm, --, B, arm, <<4]
            alu_shf[arm, arm, OR, (&$rsw0)]
            alu_shf[me, 0x1, AND, me, >>7]
            alu_shf[arm, arm, OR, me, <<9]
            alu_shf[me, --, B, (&arrived), <<12]
            alu[arm, arm, OR, me]
            alu_shf[arm, --, B, arm, <<16]
            alu[arm, arm, OR, 0x30]
        next#:
            msf[fast_wr, --, arm, 0]
            ctx_arb[arrived]
            alu[status, --, B, $rsw0]
            alu_shf[count, 0x1b, AND, status, >>8]
            bne[stop#]
            alu_shf[bytes, 0xff, AND, status, >>16]
            alu_shf[element, 0x7f, AND, status, >>24]
            scratch[get, $entry, zero, 0, 1], ctx_swap[got]
            alu[descriptor, --, B, $entry]
            sram[read, $buffer0, descriptor, 0, 2], ctx_swap[got]
            alu[frame, --, B, $buffer0]
            alu[count, bytes, -, 1]
            alu_shf[count, 0x10, OR, count, >>3]
            alu_shf[indirect, 0x10, OR, count, <<21]
            alu_shf[indirect, indirect, OR, element, <<11]
            alu_shf[indirect, indirect, OR, 1, <<18]
            dram[rbuf_rd, --, frame, 0, max_8], indirect_ref, sig_done[copied]
            ctx_arb[copied]
            alu_shf[indirect, --, B, element, <<16]
            alu[indirect, indirect, OR, 0x44]
            msf[fast_wr, --, indirect, 0]
            alu[$length, --, B, bytes]
            sram[write, $length, descriptor, 8, 1], ctx_swap[got]
            br_inp_state[SCR_Ring1_Status, stop#]
            alu[$entry, --, B, descriptor]
            scratch[put, $entry, zero, 4, 1], ctx_swap[got]
            cap[fast_wr, 0, XSCALE_INT_A]
            br[next#]
        stop#:
            ctx_arb[bpt]
            br[stop#]
            nop
        """;

    private const string Transmit = """
        .reg $sequence $entry $buffer0 $buffer1 $buffer2 $control0 $control1
        .xfer_order $buffer0 $buffer1 $buffer2
        .xfer_order $control0 $control1
        .reg zero descriptor frame bytes port element indirect count control
        .sig got copied
            immed[zero, 0]
            immed[element, 0]
            immed[control, 0x60]
            msf[read, $sequence, control, 0, 1], ctx_swap[got]
            alu[count, --, B, $sequence]
            br_bclr[count, 31, stop#]
        next#:
            scratch[get, $entry, zero, 8, 1], ctx_swap[got]
            alu[descriptor, --, B, $entry]
            beq[next#]
            sram[read, $buffer0, descriptor, 0, 3], ctx_swap[got]
            alu[frame, --, B, $buffer0]
            alu[port, --, B, $buffer1]
            alu[bytes, --, B, $buffer2]
            alu[count, bytes, -, 1]
            alu_shf[count, 0x10, OR, count, >>3]
            alu_shf[indirect, 0x10, OR, count, <<21]
            alu_shf[indirect, indirect, OR, element, <<11]
            alu_shf[indirect, indirect, OR, 1, <<18]
            dram[tbuf_wr, --, frame, 0, max_8], indirect_ref, sig_done[copied]
            ctx_arb[copied]
            alu_shf[control, port, OR, bytes, <<24]
            alu_shf[control, control, OR, 3, <<8]
            alu[$control0, --, B, control]
            alu[$control1, --, B, 0]
            immed[control, 0x1800]
            alu_shf[control, control, OR, element, <<3]
            msf[write, $control0, control, 0, 2], ctx_swap[got]
            alu[element, element, +, 1]
            alu[element, element, AND, 0x7f]
            alu[$entry, --, B, descriptor]
            scratch[put, $entry, zero, 12, 1], ctx_swap[got]
            cap[fast_wr, 0, XSCALE_INT_A]
            br[next#]
        stop#:
            ctx_arb[bpt]
            br[stop#]
            nop
        """;

    // N77, N98, N107, N109, N110, N112, N113, N114, N115, N117, N119, N120, N121, N122, N123
    [TestMethod]
    public void Frames_go_from_the_wire_to_a_driver_and_from_the_driver_to_the_wire()
    {
        using SlowportBench bench = new(isBooted: true);
        LookAheadKernel kernel = SetUp(bench);
        byte[] frame = TestFrames.Good(64);
        bench.Players[1].Play(new ListSource((30_000, frame)));
        kernel.RunTo(kernel.WorldTime + 200_000);
        Assert.AreEqual(1u, bench.Read(0xd600_0060, 4), "engine 0, context 0");
        bench.Write(0xd600_0060, 1, 4);

        uint descriptor = bench.Chip.Scratch.RingGet(1);
        Assert.AreEqual(0x1000u, descriptor);
        Assert.AreEqual(64u, bench.Chip.Sram[0].Memory.ReadWord(0x1008));
        for (int i = 0; i < frame.Length; i++)
        {
            Assert.AreEqual(frame[i], (byte)(bench.Chip.Dram.Memory.ReadWord(0x4000 + (i & ~3)) >> (24 - (8 * (i & 3)))), $"{i}");
        }

        bench.Chip.Sram[0].Memory.WriteWord(0x2000, 0x4000);
        bench.Chip.Sram[0].Memory.WriteWord(0x2004, 2);
        bench.Chip.Sram[0].Memory.WriteWord(0x2008, 60);
        bench.Chip.Scratch.RingPut(2, 0x2000);
        RecordingTap sent = new();
        bench.Wires[2].A.Tap = sent;
        kernel.RunTo(kernel.WorldTime + 200_000);
        Assert.AreEqual(0x100u, bench.Read(0xd600_0060, 4), "engine 1, context 0");
        Assert.AreEqual(0x2000u, bench.Chip.Scratch.RingGet(3));
        Assert.AreEqual(0x8000_0001u, bench.Chip.Msf.ReadWord(0x60));
        CollectionAssert.AreEqual(frame, sent.All.Single().Frame);
        Assert.IsEmpty(bench.Faults);
    }

    // N115, N116: nobody takes what is done, and the receiver stops at the ring's limit.
    [TestMethod]
    public void A_receiver_whose_done_ring_fills_up_stops_and_calls_for_the_XScale()
    {
        using SlowportBench bench = new(isBooted: true);
        LookAheadKernel kernel = SetUp(bench);
        for (uint i = 0; i < 192; i++)
        {
            bench.Chip.Scratch.RingPut(1, i + 1);
        }

        bench.Players[0].Play(new ListSource((30_000, TestFrames.Good(64))));
        kernel.RunTo(kernel.WorldTime + 200_000);
        Assert.AreEqual(1u << 14, bench.Read(0xd600_0000, 4) & (1u << 14));
        Assert.AreEqual(0u, bench.Read(0xd600_0060, 4));
    }

    // N61, N42: who answers type-0 configuration reads on the board's bus.
    [TestMethod]
    public void The_chip_is_in_slot_0_the_bridge_in_slot_1_and_nobody_in_the_others()
    {
        using SlowportBench bench = new(isBooted: true);
        LookAheadKernel kernel = SetUp(bench);
        for (uint slot = 0; slot < 8; slot++)
        {
            Start(bench, 4, $"""
                .reg $id address zero
                .sig got
                    immed[zero, 0]
                    immed[address, 0]
                    immed_w1[address, 0x{0xda00u | (1u << (int)slot):x}]
                    pci[read, $id, address, 0, 1], ctx_swap[got]
                    alu[address, --, B, $id]
                    alu[$id, --, B, address]
                    scratch[write, $id, zero, 0, 1], ctx_swap[got]
                    ctx_arb[kill]
                """);
            kernel.RunTo(kernel.WorldTime + 60_000);
            uint expected = slot switch { 0 => 0x9001_8086, 1 => 0xb555_8086, _ => uint.MaxValue };
            Assert.AreEqual(expected, bench.Chip.Scratch.Memory.ReadWord(0), $"slot {slot}");
        }

        Assert.AreNotEqual(0u, bench.Chip.Debug.Read(0xde00_0004) & (1u << 29));
    }

    private static LookAheadKernel SetUp(SlowportBench bench)
    {
        bench.Chip.Msf.WriteWord(0x48, 2);
        bench.Chip.Msf.WriteWord(0x70, 2);
        bench.Chip.Msf.WriteWord(0x00, 0xf00e_0000);
        bench.Chip.Msf.WriteWord(0x04, 0xf00e_0000);
        for (uint element = 1; element < 128; element++)
        {
            if (element is not 9 and not 18 and not 27)
            {
                bench.Chip.Msf.WriteWord(0x44, element);
            }
        }

        uint[] bases = [0x4400_0000, 0x4000_0400, 0x4400_0800, 0x4000_0c00];
        for (int ring = 0; ring < 4; ring++)
        {
            bench.Chip.Debug.Write(0xc000_4800 + (0x10 * (uint)ring), bases[ring]);
        }

        for (uint i = 0; i < 192; i++)
        {
            bench.Chip.Sram[0].Memory.WriteWord(0x1000 + (0x10 * i), 0x4000 + (0x1000 * i));
            bench.Chip.Scratch.RingPut(0, 0x1000 + (0x10 * i));
        }

        Start(bench, 0, Receive);
        Start(bench, 1, Transmit);
        return new LookAheadKernel(
            bench.Events, bench.Chip.Engines, bench.Chip.Fabric.Timing.InboundTicks, bench.Chip.Fabric.Timing.OutboundTicks);
    }

    private static void Start(SlowportBench bench, int engine, string text)
    {
        AssemblerResult result = MicrocodeAssembler.AssembleText(text);

        MicrocodeImage image = result.RequireImage();
        bench.Chip.Engines[engine].Debug.SetMode(image.UengineParameters);
        bench.Chip.Engines[engine].Debug.Load(image.Words);
        bench.Chip.Engines[engine].Debug.Start(1);
    }
}
