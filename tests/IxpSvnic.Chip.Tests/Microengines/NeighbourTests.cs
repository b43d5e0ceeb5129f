using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Kernel;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Next-neighbour registers, rings and signals, reference section 1.4.</summary>
[TestClass]
public sealed class NeighbourTests
{
    [TestMethod]
    public void What_one_engine_writes_the_next_one_sees_five_cycles_later()
    {
        EngineBench bench = new(2);
        bench.Load(0, "nop\nnop\nnop\nalu[*n$index++, --, B, 0x2a]\nctx_arb[kill]");
        bench.Load(1, "br_inp_state[NN_EMPTY, .0]\nalu[a0, --, B, *n$index++]\nctx_arb[kill]");
        Trace(bench);
        bench.RunCycles(60);

        long written = bench.Trace.First(t => t is { Me: 0, Address: 3 }).Cycle;
        long[] asked = [.. bench.Trace.Where(t => t is { Me: 1, Address: 0 }).Select(t => t.Cycle)];
        Assert.AreEqual(1, asked.Count(cycle => cycle >= written + Microengine.NeighbourCycles));
        Assert.IsGreaterThanOrEqualTo(written + 5, asked[^1]);
        Assert.AreEqual(0x2au, bench.Engines[1].Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
        Assert.AreEqual(1u, bench.Engines[1].Debug.ReadCsr(LocalCsr.NnGet));
        Assert.AreEqual(1u, bench.Engines[0].Debug.ReadCsr(LocalCsr.NnPut));
        Assert.AreEqual(1u, bench.Engines[0].State.NnVisibleGet);
    }

    [TestMethod]
    public void A_ring_is_full_when_32_entries_are_free()
    {
        EngineBench bench = new(2);
        bench.Load(0, "br_inp_state[NN_FULL, .3]\nalu[*n$index++, --, B, a0]\nbr[.0]\nctx_arb[kill]");
        bench.RunCycles(2000);
        Assert.AreEqual(96u, bench.Engines[0].Debug.ReadCsr(LocalCsr.NnPut));
    }

    [TestMethod]
    public void Data_flow_through_a_chain_of_engines_in_order()
    {
        EngineBench bench = new(3);
        bench.Load(
            0,
            """
            br_inp_state[NN_FULL, .0]
            alu[a0, a0, +, 0x1]
            alu[*n$index++, --, B, a0]
            alu[--, a0, -, 0xc8]
            bne[.0]
            ctx_arb[kill]
            """);
        bench.Load(1, "br_inp_state[NN_EMPTY, .0]\nalu[*n$index++, --, B, *n$index++]\nbr[.0]");
        bench.Load(
            2,
            """
            br_inp_state[NN_EMPTY, .0]
            alu[a1, --, B, *n$index++]
            alu[a2, a2, +, 0x1]
            alu[--, a1, -, a2]
            """.Replace("a1, -, a2", "a1, -, b2", StringComparison.Ordinal) + "\nalu[b2, --, B, a2]\nbr[.0]");
        bench.RunCycles(10_000);
        Assert.AreEqual(200u, bench.Engines[2].Debug.ReadRegister(new Operand(OperandKind.GprA, 1), 0));
        Assert.AreEqual(200u, bench.Engines[2].Debug.ReadRegister(new Operand(OperandKind.GprA, 2), 0));
    }

    [TestMethod]
    public void Context_relative_registers_of_the_next_engine_can_be_written()
    {
        EngineBench bench = new(2);
        bench.Load(0, "alu[n$5, --, B, 0x2a]\nctx_arb[kill]", contextMask: 4);
        bench.RunCycles(30);
        Assert.AreEqual(
            0x2au, bench.Engines[1].Debug.ReadRegister(new Operand(OperandKind.NextNeighbour, 5), context: 2));
        Assert.AreEqual(0u, bench.Engines[0].Debug.ReadRegister(new Operand(OperandKind.NextNeighbour, 5), 2));
    }

    [TestMethod]
    [DataRow(4, 0x11u)]
    [DataRow(5, 0x2au)]
    public void In_self_mode_a_register_is_readable_after_five_instructions(int between, uint expected)
    {
        string nops = string.Concat(Enumerable.Repeat("nop\n", between));
        EngineBench bench = EngineBench.Running(
            $"alu[n$5, --, B, 0x2a]\n{nops}alu[a0, --, B, n$5]\nctx_arb[kill]",
            mode: CtxEnablesBits.NnSelf);
        bench.Engine.Debug.WriteRegister(new Operand(OperandKind.NextNeighbour, 5), 0, 0x11);
        bench.RunCycles(40);
        Assert.AreEqual(expected, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
        Assert.IsFalse(bench.Engine.UsesNeighbours);
    }

    [TestMethod]
    [DataRow("NEXT_NEIGHBOR_SIGNAL", 1, 2)]
    [DataRow("PREV_NEIGHBOR_SIGNAL", 1, 0)]
    public void A_signal_reaches_the_named_context_of_a_neighbour(string csr, int sender, int receiver)
    {
        EngineBench bench = new(3);
        bench.Load(sender, $"local_csr_wr[{csr}, 0x1b]\nctx_arb[kill]");
        bench.Load(receiver, "ctx_arb[sig3]\nctx_arb[kill]", contextMask: 8);
        Trace(bench);
        bench.RunCycles(40);
        Assert.IsTrue(bench.Trace.Any(t => t.Me == receiver && t is { Context: 3, Address: 1 }));
    }

    [TestMethod]
    public void Engines_that_use_neighbours_uncoupled_are_an_error_of_the_machine()
    {
        EngineBench bench = new(2);
        bench.Load(1, "nop\nbr[.0]");
        bench.Load(0, "nop\nnop\nalu[n$5, --, B, 0x2a]\nctx_arb[kill]");
        Assert.IsTrue(bench.Engine.UsesNeighbours);
        LookAheadKernel uncoupled = new(bench.Events, [bench.Engines[1], bench.Engines[0]], 150, 30);
        Assert.ThrowsExactly<InvalidOperationException>(() => uncoupled.RunTo(1000));
    }

    private static void Trace(EngineBench bench)
    {
        foreach (Microengine engine in bench.Engines)
        {
            engine.InstructionObserver = bench;
        }
    }
}
