using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Local CSRs, reference sections 1.9 and 4.2.</summary>
[TestClass]
public sealed class LocalCsrTests
{
    [TestMethod]
    [DataRow("T_INDEX", "alu[a0, --, B, *$index]", 3)]
    [DataRow("NN_GET", "alu[a0, --, B, *n$index]", 4)]
    [DataRow("ACTIVE_LM_ADDR_1", "alu[a0, --, B, *l$index1]", 3)]
    public void A_written_pointer_is_old_for_its_distance_and_new_after_it(string csr, string use, int distance)
    {
        foreach (int between in (int[])[0, distance - 1, distance])
        {
            string value = csr == "NN_GET" ? "0x5" : "0x14";
            string nops = string.Concat(Enumerable.Repeat("nop\n", between));
            EngineBench bench = EngineBench.Running($"local_csr_wr[{csr}, {value}]\n{nops}{use}\nctx_arb[kill]");
            MicroengineDebugPort debug = bench.Engine.Debug;
            debug.WriteRegister(new Operand(OperandKind.SXfer, 5), 0, 55);
            debug.WriteRegister(new Operand(OperandKind.NextNeighbour, 5), 0, 55);
            debug.WriteLocalMemory(5, 55);
            bench.RunCycles(50);
            uint expected = between < distance ? 0u : 55;
            Assert.AreEqual(
                expected, debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0), $"{csr}, {between} between");
        }
    }

    [TestMethod]
    [DataRow(4, 0u)]
    [DataRow(5, 0xd789u)]
    public void A_remainder_is_readable_after_five_instructions(int between, uint expected)
    {
        string nops = string.Concat(Enumerable.Repeat("nop\n", between));
        EngineBench bench = EngineBench.Running(
            $"crc_be[crc_ccitt, --, b4]\n{nops}local_csr_rd[CRC_REMAINDER]\nimmed[a0, 0x0]\nctx_arb[kill]");
        bench.Engine.Debug.WriteRegister(new Operand(OperandKind.GprB, 4), 0, 0x31323334);
        bench.RunCycles(50);
        Assert.AreEqual(expected, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
    }

    [TestMethod]
    public void A_csr_value_goes_only_to_the_next_instruction()
    {
        EngineBench bench = EngineBench.Running(
            """
            local_csr_rd[ACTIVE_CTX_STS]
            nop
            immed[a0, 0x7]
            local_csr_rd[ACTIVE_CTX_STS]
            immed[a1, 0x0]
            alu[a2, a1, AND, 0x7]
            ctx_arb[kill]
            """,
            contextMask: 0x20);
        bench.RunCycles(50);
        MicroengineDebugPort debug = bench.Engine.Debug;
        Assert.AreEqual(7u, debug.ReadRegister(new Operand(OperandKind.GprA, 0), 5));
        Assert.AreEqual(0x8000_0000u | (3 << 8) | 5, debug.ReadRegister(new Operand(OperandKind.GprA, 1), 5));
        Assert.AreEqual(5u, debug.ReadRegister(new Operand(OperandKind.GprA, 2), 5));
    }

    // N107
    [TestMethod]
    public void The_engine_number_names_its_cluster()
    {
        EngineBench bench = new(8);
        CollectionAssert.AreEqual(
            new uint[] { 0, 1, 2, 3, 0x10, 0x11, 0x12, 0x13 },
            bench.Engines.Select(e => (e.Debug.ReadCsr(LocalCsr.ActiveCtxSts) >> 3) & 31).ToArray());
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 8).ToArray(), bench.Engines.Select(e => Microengine.IndexOf(e.Number)).ToArray());
    }

    [TestMethod]
    public void A_global_pointer_is_one_for_all_contexts()
    {
        EngineBench bench = EngineBench.Running(
            """
            br=ctx[0, .3]
            alu[a0, --, B, *l$index0]
            ctx_arb[kill]
            local_csr_wr[ACTIVE_LM_ADDR_0, 0x14]
            ctx_arb[kill]
            """,
            contextMask: 3,
            mode: CtxEnablesBits.Lm0Global);
        bench.Engine.Debug.WriteLocalMemory(5, 55);
        bench.RunCycles(100);
        Assert.AreEqual(0u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 1));
        bench.Engine.Debug.Start(2);
        bench.RunCycles(200);
        Assert.AreEqual(55u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 1));
    }

    [TestMethod]
    public void Condition_codes_stand_still_while_disabled()
    {
        EngineBench bench = EngineBench.Running(
            """
            alu[--, --, B, 0x0]
            local_csr_wr[CC_ENABLE, 0x0]
            nop
            nop
            nop
            alu[--, --, B, 0x1]
            beq[.8]
            immed[a0, 0x9]
            ctx_arb[kill]
            """);
        bench.RunCycles(60);
        Assert.AreEqual(0u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
        Assert.AreEqual(4u, bench.Engine.Debug.ConditionCodes);
    }

    [TestMethod]
    public void Reading_the_low_timestamp_latches_the_high_one()
    {
        EngineBench bench = new();
        MicroengineDebugPort debug = bench.Engine.Debug;
        bench.Load(0, "ctx_arb[kill]");
        debug.WriteCsr(LocalCsr.TimestampLow, 0xffff_ffff);
        debug.WriteCsr(LocalCsr.TimestampHigh, 7);
        debug.WriteCsr(LocalCsr.TimestampEnable, 1);
        bench.RunCycles(15);
        Assert.AreEqual(0xffff_ffffu, debug.ReadCsr(LocalCsr.TimestampLow));
        bench.RunCycles(17);
        Assert.AreEqual(7u, debug.ReadCsr(LocalCsr.TimestampHigh));
        Assert.AreEqual(0u, debug.ReadCsr(LocalCsr.TimestampLow));
        Assert.AreEqual(8u, debug.ReadCsr(LocalCsr.TimestampHigh));
        debug.WriteCsr(LocalCsr.TimestampEnable, 0);
        bench.RunCycles(1000);
        Assert.AreEqual(0u, debug.ReadCsr(LocalCsr.TimestampLow));
    }

    // N108
    [TestMethod]
    public void A_signal_raised_before_sleeping_still_arrives()
    {
        EngineBench bench = EngineBench.Running("local_csr_wr[SAME_ME_SIGNAL, 0x18]\nctx_arb[sig3]\nctx_arb[kill]");
        bench.RunCycles(40);
        Assert.HasCount(3, bench.Trace);
    }

    [TestMethod]
    public void With_four_contexts_the_next_context_is_the_next_even_one()
    {
        EngineBench bench = EngineBench.Running(
            "br=ctx[4, .3]\nlocal_csr_wr[SAME_ME_SIGNAL, 0x98]\nctx_arb[kill]\nctx_arb[sig3]\nctx_arb[kill]",
            contextMask: 0x14,
            mode: CtxEnablesBits.FourContexts);
        bench.RunCycles(60);
        Assert.HasCount(1, bench.CyclesOf(4, context: 4));
    }

    [TestMethod]
    public void Profile_counts_cycles()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[kill]");
        bench.RunCycles(70_000);
        Assert.AreEqual(70_000u & 0xffff, bench.Engine.Debug.ReadCsr(LocalCsr.ProfileCount));
    }

    // N111
    [TestMethod]
    public void Words_beyond_local_memory_read_as_zero_and_are_not_written()
    {
        EngineBench bench = EngineBench.Running(
            """
            immed[a1, 0xa00]
            local_csr_wr[ACTIVE_LM_ADDR_0, a1]
            nop
            nop
            nop
            alu[*l$index0, --, B, 0x9]
            alu[a0, --, B, *l$index0]
            ctx_arb[kill]
            """);
        bench.Engine.Debug.WriteRegister(new Operand(OperandKind.GprA, 0), 0, 1);
        bench.RunCycles(60);
        Assert.AreEqual(0u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
    }

    [TestMethod]
    public void A_pointer_named_twice_moves_once()
    {
        EngineBench bench = EngineBench.Running("alu[*l$index0++, a1, +, *l$index0++]\nctx_arb[kill]");
        bench.Engine.Debug.WriteLocalMemory(0, 5);
        bench.Engine.Debug.WriteRegister(new Operand(OperandKind.GprA, 1), 0, 3);
        bench.RunCycles(40);
        Assert.AreEqual(8u, bench.Engine.Debug.ReadLocalMemory(0));
        Assert.AreEqual(1, bench.Engine.State.LmAddress0[0]);
    }
}
