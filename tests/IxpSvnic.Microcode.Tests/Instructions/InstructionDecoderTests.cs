using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class InstructionDecoderTests
{
    [TestMethod]
    public void The_swap_bit_is_undone()
    {
        DecodedInstruction fields = Decode(0xb440f03b1f); // alu[b15, b14, AND, 0x1f]
        Assert.AreEqual(MicroOp.AluAnd, fields.Op);
        Assert.AreEqual(new Operand(OperandKind.GprB, 15), fields.Dest);
        Assert.AreEqual(new Operand(OperandKind.GprB, 14), fields.A);
        Assert.AreEqual(Operand.Constant(0x1f), fields.B);
        Assert.IsTrue(fields.SetsConditionCodes);
    }

    [TestMethod]
    public void A_shift_to_the_left_is_given_as_written()
    {
        DecodedInstruction fields = Decode(0x9b50781e04); // alu_shf[b7, b7, OR, a4, <<11]
        Assert.AreEqual((ShiftKind.Left, (byte)11), (fields.Shift, fields.ShiftAmount));
        Assert.AreEqual((MicroOp.ShfOr, "b7", "a4"), (fields.Op, fields.A.ToString(), fields.B.ToString()));
    }

    [TestMethod]
    [DataRow(0xf0012cd000UL, 0x1234u, 0xffffffffu)] // immed[a0, 0x1234]
    [DataRow(0xf4000e8c03UL, 0x00a30000u, 0xffffffffu)] // immed[a3, 0xa3, <<16]
    [DataRow(0xf086600f77UL, 0xffff9988u, 0xffffffffu)] // immed[b3, 0xffff9988]
    [DataRow(0xf4440c0005UL, 0x40000000u, 0xffff0000u)] // immed_w1[a5, 0x4000]
    [DataRow(0xf0400e8401UL, 0x000000a1u, 0x0000ffffu)] // immed_w0[a1, 0xa1]
    [DataRow(0xf220000bffUL, 0x0000ff00u, 0x0000ff00u)] // immed_b1[b2, 0xff]
    [DataRow(0xf6200007ffUL, 0xff000000u, 0xff000000u)] // immed_b3[b1, 0xff]
    public void An_immediate_is_final_and_in_place(ulong word, uint immediate, uint mask)
    {
        DecodedInstruction fields = Decode(word);
        Assert.AreEqual((immediate, mask), (fields.Immediate, fields.ImmediateMask));
        Assert.IsFalse(fields.SetsConditionCodes);
        Assert.AreEqual(fields.Op == MicroOp.Immed ? Operand.None : fields.Dest, fields.A);
    }

    [TestMethod]
    [DataRow(0xd802c00100UL, 11, 1, 0)] // beq[.11]
    [DataRow(0xd877e00100UL, 479, 1, 2)] // beq[.479], defer[2]
    [DataRow(0xd805c00018UL, 23, 0, 0)] // br[.23]
    [DataRow(0xd877f2c212UL, 479, 2, 3)] // br_signal[11, .479], defer[3]
    [DataRow(0xd077f02423UL, 479, 2, 3)] // br_bclr[b9, 2, .479], defer[3]
    [DataRow(0xe8004d4803UL, 338, 2, 0)] // jump[a3, .338]
    [DataRow(0xd802c00000UL, 11, 0, 0)] // beq in stage 0, as other assemblers may write it
    public void Branches_tell_target_stage_and_defer(ulong word, int target, int stage, int defer)
    {
        DecodedInstruction fields = Decode(word);
        Assert.AreEqual((target, stage, defer), ((int)fields.Target, (int)fields.Stage, (int)fields.Defer));
    }

    [TestMethod]
    public void Register_branches_tell_bit_byte_and_value()
    {
        Assert.AreEqual(31, Decode(0xd077c02420).Parameter); // br_bclr[b9, 31, .479]
        DecodedInstruction fields = Decode(0xc877cc16ff); // br=byte[b5, 2, 0xff, .479]
        Assert.AreEqual(("b5", 2, 0xff), (fields.A.ToString(), (int)fields.Parameter, (int)fields.CompareValue));
    }

    [TestMethod]
    public void Ctx_arb_has_the_layout_of_the_wakeup_register()
    {
        Assert.AreEqual(0x18002u, Decode(0xe000018002).WakeupMask); // ctx_arb[sig1, sig15], any
        Assert.IsTrue(Decode(0xe000010000).IsKill);
        Assert.IsTrue(Decode(0xe000020000).Breakpoint);
        Assert.IsTrue(Decode(0xe000080000).KeepsWakeupMask);
        DecodedInstruction fields = Decode(0xe077c40220); // ctx_arb[sig5, sig9], br[.479]
        Assert.AreEqual((true, 479), (fields.ResumesAtTarget, (int)fields.Target));
    }

    [TestMethod]
    public void Commands_tell_signal_count_and_transfer_register()
    {
        DecodedInstruction fields = Decode(0x014200a002); // sram[write, $0, a2, 0x8, 2], ctx_swap[sig4]
        Assert.AreEqual((MicroOp.SramWrite, true), (fields.Op, fields.Swaps));
        Assert.AreEqual((4, 2), ((int)fields.Signal, (int)fields.Count));
        Assert.AreEqual(("a2", "0x8"), (fields.A.ToString(), fields.B.ToString()));
        Assert.AreEqual("$$0", Decode(0x282200a000).TransferRegister(8).ToString()); // dram[read, $$0, ...]
        Assert.AreEqual("$0", Decode(0x282300a200).TransferRegister(8).ToString()); // dram[read, $0, ...]
        Assert.IsTrue(Decode(0x6a4e001300).IndirectRef);
        Assert.AreEqual(1, Decode(0x0b10000000).Count); // dequeue moves one word
        Assert.AreEqual((2, 0x4b20), ((int)Decode(0x3664280300).Count, (int)Decode(0x3200012f20).Csr));
    }

    [TestMethod]
    public void Crc_and_cam_options_are_taken_apart()
    {
        DecodedInstruction crc = Decode(0xa900160b9d); // crc_le[crc_32, a1, $2], bytes_0_1, bit_swap
        Assert.AreEqual(
            (MicroOp.CrcLe, CrcType.Crc32, CrcBytes.Bytes0To1, true), (crc.Op, crc.CrcType, crc.CrcBytes, crc.BitSwap));
        DecodedInstruction cam = Decode(0xbb80902807); // cam_lookup[b9, a7], lm_addr1[2]
        Assert.AreEqual((2, 2, "a7"), ((int)cam.CamPointer, (int)cam.CamRecord, cam.A.ToString()));
        DecodedInstruction write = Decode(0xa9f0b01704); // cam_write[0x4, b5, 11]
        Assert.AreEqual((11, "b5", "0x4"), ((int)write.Parameter, write.A.ToString(), write.B.ToString()));
    }

    private static DecodedInstruction Decode(ulong word)
    {
        Assert.IsTrue(InstructionDecoder.TryDecode(word, out DecodedInstruction fields), $"{word:x10}");
        Assert.AreEqual(word, fields.Word);
        return fields;
    }
}
