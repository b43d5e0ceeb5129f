using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Tests.Vectors;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>What an instruction puts on the command bus, reference sections 2.13, 3.7 and 3.8.</summary>
[TestClass]
public sealed class CommandTests
{
    private static readonly string[] EveryCommand =
    [
        "sram[read, $1, a0, 0x4, 2], sig_done[sig2]", "sram[write, $1, a0, 0x4, 2], sig_done[sig2]",
        "sram[swap, $1, a0, 0x4], sig_done[sig2]", "sram[set, $1, a0, 0x4]",
        "sram[test_and_set, $1, a0, 0x4], sig_done[sig2]", "sram[clr, $1, a0, 0x4]",
        "sram[test_and_clr, $1, a0, 0x4], sig_done[sig2]", "sram[add, $1, a0, 0x4]",
        "sram[test_and_add, $1, a0, 0x4], sig_done[sig2]", "sram[incr, --, a0, 0x4]",
        "sram[test_and_incr, $1, a0, 0x4], sig_done[sig2]", "sram[decr, --, a0, 0x4]",
        "sram[test_and_decr, $1, a0, 0x4], sig_done[sig2]", "sram[put, $1, a0, 0x4, 3], sig_done[sig2]",
        "sram[get, $1, a0, 0x4, 2], sig_done[sig2]", "sram[journal, $1, a0, 0x4, 2]",
        "sram[fast_journal, --, a0, 0x4]", "sram[dequeue, $1, a0, 0x4], sig_done[sig2]",
        "sram[enqueue, --, a0, 0x4]", "sram[enqueue_tail, --, a0, 0x4]",
        "sram[csr_wr, $1, a0, 0x4], sig_done[sig2]", "sram[csr_rd, $1, a0, 0x4], sig_done[sig2]",
        "sram[wr_qdesc, --, a0, 0x4]", "sram[wr_qdesc_count, --, a0, 0x4]", "sram[rd_qdesc_other, --, a0, 0x4]",
        "sram[rd_qdesc_tail, --, a0, 0x4, 2]", "sram[rd_qdesc_head, $1, a0, 0x4, 2], sig_done[sig2]",
        "scratch[read, $1, a0, 0x4, 2], sig_done[sig2]", "scratch[write, $1, a0, 0x4, 2], sig_done[sig2]",
        "scratch[swap, $1, a0, 0x4], sig_done[sig2]", "scratch[set, $1, a0, 0x4]",
        "scratch[test_and_set, $1, a0, 0x4], sig_done[sig2]", "scratch[clr, $1, a0, 0x4]",
        "scratch[test_and_clr, $1, a0, 0x4], sig_done[sig2]", "scratch[add, $1, a0, 0x4]",
        "scratch[test_and_add, $1, a0, 0x4], sig_done[sig2]", "scratch[sub, $1, a0, 0x4]",
        "scratch[test_and_sub, $1, a0, 0x4], sig_done[sig2]", "scratch[incr, --, a0, 0x4]",
        "scratch[test_and_incr, $1, a0, 0x4], sig_done[sig2]", "scratch[decr, --, a0, 0x4]",
        "scratch[test_and_decr, $1, a0, 0x4], sig_done[sig2]", "scratch[get, $1, a0, 0x4, 2], sig_done[sig2]",
        "scratch[put, $1, a0, 0x4, 2], sig_done[sig2]", "dram[read, $$1, a0, 0x8, 2], sig_done[sig2]",
        "dram[write, $$1, a0, 0x8, 2], sig_done[sig2]", "dram[rbuf_rd, --, a0, 0x8, 8], sig_done[sig2], indirect_ref",
        "dram[tbuf_wr, --, a0, 0x8, 8], sig_done[sig2], indirect_ref", "cap[read, $1, 0x4500, 1], sig_done[sig2]",
        "cap[write, $1, 0x4500, 1], sig_done[sig2]", "cap[fast_wr, ALU, 0x401c]", "cap[fast_wr, 0x123, 0x401c]",
        "cap[read, $1, a0, 0x4, 1], sig_done[sig2]", "cap[write, $1, a0, 0x4, 1], sig_done[sig2]",
        "pci[read, $1, a0, 0x4, 2], sig_done[sig2]", "pci[write, $1, a0, 0x4, 2], sig_done[sig2]",
        "hash_48[$1, 2], sig_done[sig2]", "hash_64[$1, 2], sig_done[sig2]", "hash_128[$1, 2], sig_done[sig2]",
        "msf[read, $1, a0, 0x4, 2], sig_done[sig2]", "msf[read64, $1, a0, 0x8, 2], sig_done[sig2]",
        "msf[write, $1, a0, 0x4, 2], sig_done[sig2]", "msf[write64, $1, a0, 0x8, 2], sig_done[sig2]",
        "msf[fast_wr, --, a0, 0x4]",
    ];

    [TestMethod]
    public void Every_micro_op_is_implemented()
    {
        HashSet<MicroOp> covered = [.. SemanticVector.ReadAll().SelectMany(v => v.Words).Select(OpOf)];
        foreach (string text in EveryCommand)
        {
            MicroOp op = OpOf(Assembly.Word(text));
            Assert.AreEqual(op, Issue($"alu[--, --, B, 0x5]\n{text}").Op, text);
            covered.Add(op);
        }

        MicroOp[] missing = [.. Enum.GetValues<MicroOp>().Where(op => op != MicroOp.Illegal && !covered.Contains(op))];
        Assert.IsEmpty(missing, string.Join(' ', missing));
    }

    [TestMethod]
    public void A_write_carries_its_address_and_the_data_of_its_issue()
    {
        MeCommand command = Issue(
            """
            alu[$2, --, B, 0x11]
            alu[$3, --, B, 0x22]
            alu[a0, --, B, 0x40]
            sram[write, $2, a0, 0x8, 2], sig_done[sig5]
            alu[$2, --, B, 0x99]
            """,
            context: 3);
        Assert.AreEqual(0x48u, command.Address);
        Assert.AreEqual((2, 2), (command.Count, command.DataWords));
        Assert.AreEqual((0x11u, 0x22u), (command.Data[0], command.Data[1]));
        Assert.AreEqual((3, 3, (3 * 16) + 2), (command.Context, command.DestContext, command.Register));
        Assert.AreEqual((5, false, (ushort)0x20), (command.Signal, command.SignalPair, command.SignalMask));
        Assert.AreEqual((false, 0xff), (command.IsD, command.ByteMask));
    }

    [TestMethod]
    public void A_dram_write_takes_two_registers_a_unit_and_two_signals()
    {
        MeCommand command = Issue(
            "alu[$$4, --, B, 0x1]\nalu[$$7, --, B, 0x4]\ndram[write, $$4, a0, 0x8, 2], sig_done[sig4]");
        Assert.AreEqual((true, 4, 2, 4), (command.IsD, command.Register, command.Count, command.DataWords));
        Assert.AreEqual((1u, 0u, 0u, 4u), (command.Data[0], command.Data[1], command.Data[2], command.Data[3]));
        Assert.AreEqual((ushort)0x30, command.SignalMask);
    }

    [TestMethod]
    [DataRow("hash_48[$0, 3]", 6)]
    [DataRow("hash_128[$0, 3]", 12)]
    [DataRow("msf[write64, $0, a0, 0x0, 3]", 6)]
    [DataRow("scratch[add, $0, a0, 0x0]", 1)]
    [DataRow("scratch[incr, --, a0, 0x0]", 0)]
    [DataRow("sram[read, $0, a0, 0x0, 4], sig_done[sig1]", 0)]
    public void A_command_pulls_what_its_kind_says(string text, int words) =>
        Assert.AreEqual(words, Issue(text).DataWords);

    [TestMethod]
    public void The_modifier_word_overrides_every_field_it_names()
    {
        const uint Modifier = (1u << 31) | (0x12u << 26) | (1u << 25) | (9u << 21) | (1u << 20) | (0x5au << 12) |
            (1u << 11) | (0x63u << 4) | (1u << 3) | 6;
        MeCommand command = Issue(
            $"""
            immed[a1, 0x{Modifier & 0xffff:x}]
            immed_w1[a1, 0x{Modifier >> 16:x}]
            alu[--, --, B, a1]
            sram[read, $2, a0, 0x8, 2], sig_done[sig5], indirect_ref
            """);
        Assert.AreEqual((6, 6, 10), (command.DestMe, command.DestContext, command.Count));
        Assert.AreEqual((0x63, 0x5a), (command.Register, command.ByteMask));
        Assert.AreEqual((true, Modifier), (command.HasIndirect, command.Indirect));
        Assert.AreEqual((0, 0), (command.Me, command.Context));
    }

    [TestMethod]
    public void A_context_override_moves_the_register_into_that_contexts_window()
    {
        MeCommand command = Issue("alu[--, --, B, 0xd]\nsram[read, $2, a0, 0x8, 2], sig_done[sig5], indirect_ref");
        Assert.AreEqual((5, (5 * 16) + 2, 2), (command.DestContext, command.Register, command.Count));
    }

    // N113, N120
    [TestMethod]
    public void A_buffer_move_takes_only_count_and_word_from_the_modifier()
    {
        // As RX builds it: 13 quadwords from element 3.
        const uint Modifier = (1u << 25) | (12u << 21) | (0x20c0u << 5) | 0x10;
        MeCommand command = Issue(
            $"""
            immed[a1, 0x{Modifier & 0xffff:x}]
            immed_w1[a1, 0x{Modifier >> 16:x}]
            dram[rbuf_rd, --, a0, 0x8, 8], sig_done[sig4], indirect_ref
            """);
        Assert.AreEqual((13, 0, Modifier, 0xff), (command.Count, command.DestMe, command.Indirect, command.ByteMask));
    }

    [TestMethod]
    public void Fast_writes_carry_their_data_in_the_address()
    {
        Assert.AreEqual(0x123u, Issue("cap[fast_wr, 0x123, 0x401c]").Address);
        Assert.AreEqual(0x401c, Issue("cap[fast_wr, 0x123, 0x401c]").Csr);
        Assert.AreEqual(0x77u, Issue("alu[--, --, B, 0x77]\ncap[fast_wr, ALU, 0x401c]").Address);
        Assert.AreEqual(0x54u, Issue("alu[a0, --, B, 0x50]\nmsf[fast_wr, --, a0, 0x4]").Address);
    }

    [TestMethod]
    public void Four_contexts_name_registers_up_to_31()
    {
        MeCommand command = Issue(
            "sram[read, $20, a0, 0x8, 2], sig_done[sig5]", context: 2, mode: CtxEnablesBits.FourContexts);
        Assert.AreEqual((2, 32 + 20, false), (command.Context, command.Register, command.IsD));
    }

    [TestMethod]
    public void An_address_operand_may_step_its_index_register_once_although_the_fifo_was_full()
    {
        string program = "local_csr_wr[T_INDEX, 0x8]\nnop\nnop\nnop\n" + string.Concat(
            Enumerable.Repeat("sram[write, $0, *$index++, 0x0, 1]\n", 8)) + "ctx_arb[kill]";
        EngineBench bench = new();
        bench.Load(0, program);
        bench.Memory.Accepted = [];
        for (ushort i = 0; i < 16; i++)
        {
            bench.Engine.Debug.WriteRegister(new Operand(OperandKind.SXfer, i), 0, 4u * i);
        }

        bench.RunCycles(100);
        CollectionAssert.AreEqual(
            Enumerable.Range(2, 8).Select(i => 4u * (uint)i).ToArray(),
            bench.Memory.Accepted.Select(c => c.Address).ToArray());
    }

    private static MicroOp OpOf(ulong word) =>
        InstructionDecoder.TryDecode(word, out DecodedInstruction decoded) ? decoded.Op : MicroOp.Illegal;

    private static MeCommand Issue(string program, int context = 0, uint mode = 0)
    {
        EngineBench bench = new(8);
        bench.Load(0, program + "\nctx_arb[kill]", 1 << context, mode);
        bench.Memory.Accepted = [];
        bench.RunCycles(60);
        Assert.HasCount(1, bench.Memory.Accepted, program);
        return bench.Memory.Accepted[0];
    }
}
