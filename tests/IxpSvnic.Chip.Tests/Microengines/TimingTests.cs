using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Cycle counts of the reference's section 4.1, seen as distances between instructions.</summary>
[TestClass]
public sealed class TimingTests
{
    [TestMethod]
    [DataRow("br[.5]", 2)]
    [DataRow("br=ctx[0, .5]", 2)]
    [DataRow("bne[.5]", 3)]
    [DataRow("br_bclr[a0, 3, .5]", 4)]
    [DataRow("br=byte[a0, 0, 0x0, .5]", 4)]
    [DataRow("br_!signal[3, .5]", 4)]
    [DataRow("br_!inp_state[SCR_Ring0_Status, .5]", 4)]
    [DataRow("jump[a0, .5]", 4)]
    public void A_taken_branch_loses_its_stage_and_two(string branch, int lost)
    {
        EngineBench bench = EngineBench.Running($"{branch}\nnop\nnop\nnop\nnop\nnop\nctx_arb[kill]");
        bench.RunCycles(30);
        Assert.AreEqual(lost + 1, bench.CycleOf(5) - bench.CycleOf(0));
        Assert.AreEqual(lost, bench.Engine.Counters.LostCycles - Predecoder.SwapCycles);
    }

    [TestMethod]
    public void A_filled_slot_replaces_a_lost_cycle()
    {
        EngineBench bench = EngineBench.Running("bne[.5], defer[3]\nnop\nnop\nnop\nnop\nctx_arb[kill]");
        bench.RunCycles(30);
        CollectionAssert.AreEqual(
            new long[] { 0, 1, 2, 3, 4 }, bench.Trace.Take(5).Select(t => t.Cycle - bench.Trace[0].Cycle).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 5 }, bench.Trace.Select(t => t.Address).ToArray());
    }

    [TestMethod]
    public void A_swap_between_ready_contexts_loses_two_cycles()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[voluntary]\nnop\nctx_arb[kill]", contextMask: 3);
        bench.RunCycles(40);
        Assert.AreEqual(3, bench.CycleOf(0, 1) - bench.CycleOf(0, 0));
        Assert.AreEqual(3, bench.CycleOf(1, 0) - bench.CycleOf(0, 1));
    }

    [TestMethod]
    public void A_swap_with_filled_slots_loses_nothing()
    {
        EngineBench bench = EngineBench.Running(
            "ctx_arb[voluntary], defer[2]\nnop\nnop\nctx_arb[kill]", contextMask: 3);
        bench.RunCycles(40);
        Assert.AreEqual(3, bench.CycleOf(0, 1) - bench.CycleOf(0, 0));
        Assert.AreEqual(1, bench.CycleOf(0, 1) - bench.CycleOf(2, 0));
    }

    [TestMethod]
    public void Contexts_take_turns_in_order()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[voluntary]\nbr[.0]", contextMask: 0xff);
        bench.RunCycles(100);
        int[] order = [.. bench.Trace.Where(t => t.Address == 0).Take(16).Select(t => t.Context)];
        CollectionAssert.AreEqual(Enumerable.Range(0, 16).Select(i => i & 7).ToArray(), order);
    }

    [TestMethod]
    public void Four_contexts_are_the_even_ones_with_windows_of_32()
    {
        EngineBench bench = EngineBench.Running(
            "alu[a31, --, B, 0x7]\nctx_arb[kill]", contextMask: 0xff, mode: CtxEnablesBits.FourContexts);
        bench.RunCycles(60);
        CollectionAssert.AreEqual(
            new[] { 0, 2, 4, 6 }, bench.Trace.Where(t => t.Address == 0).Select(t => t.Context).ToArray());
        foreach (int context in (int[])[0, 2, 4, 6])
        {
            Operand register = new(OperandKind.GprAAbsolute, (ushort)((context * 16) + 31));
            Assert.AreEqual(7u, bench.Engine.Debug.ReadRegister(register, 0));
        }
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(203)]
    [DataRow(1001)]
    public void A_context_wakes_at_the_first_cycle_after_its_delivery(int latency)
    {
        EngineBench bench = EngineBench.Running(
            "scratch[read, $0, a0, 0x0, 1], ctx_swap[sig1]\nctx_arb[kill]", latency: latency);
        bench.Memory.Words[0] = 77;
        bench.RunCycles(400);

        // Issue, 6 cycles to the bus, 6 to the inlet, service, one longword on the next bus edge, 30 cycles back.
        long arrival = 30 + 30 + latency;
        long pushed = ((arrival + 9) / 10 * 10) + 10 + 150;
        Assert.AreEqual((pushed + 4) / 5, bench.CycleOf(1) - bench.CycleOf(0));
        Assert.AreEqual(77u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.SXfer, 0), 0));
    }

    [TestMethod]
    public void A_fifth_command_waits_for_the_first_grant()
    {
        string write = "sram[write, $0, a0, 0x0, 1]";
        EngineBench bench = EngineBench.Running(string.Join('\n', Enumerable.Repeat(write, 6)) + "\nctx_arb[kill]");
        bench.RunCycles(60);

        // The first command is granted when it reaches the bus, 6 cycles after its issue; then one a chassis cycle.
        long[] issued = [.. Enumerable.Range(0, 6).Select(i => bench.CycleOf(i))];
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 6, 8 }, issued.Select(c => c - issued[0]).ToArray());
        Assert.AreEqual(3, bench.Engine.Counters.StallCycles);
    }

    [TestMethod]
    public void A_future_count_raises_its_signal_when_the_timestamp_matches()
    {
        EngineBench bench = EngineBench.Running(
            """
            local_csr_wr[ACTIVE_CTX_FUTURE_COUNT, 0x5]
            local_csr_wr[ACTIVE_FUTURE_COUNT_SIGNAL, 0x3]
            ctx_arb[sig3]
            local_csr_rd[TIMESTAMP_LOW]
            immed[a0, 0x0]
            ctx_arb[kill]
            """);
        bench.Engine.Debug.StartTimestamp();
        bench.RunCycles(200);
        Assert.AreEqual(80, bench.CycleOf(3));
        Assert.AreEqual(5u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 0));
    }

    [TestMethod]
    public void A_future_count_matches_again_after_65536_counts()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[sig3]\nctx_arb[sig3]\nctx_arb[kill]");
        MicroengineDebugPort debug = bench.Engine.Debug;
        debug.StartTimestamp();
        debug.WriteCsr(LocalCsr.CsrCtxPointer, 0);
        debug.WriteCsr(LocalCsr.IndirectCtxFutureCount, 10);
        debug.WriteCsr(LocalCsr.IndirectFutureCountSignal, 3);
        bench.RunCycles(1_100_000);
        Assert.AreEqual(160, bench.CycleOf(1));
        Assert.AreEqual(160 + (65536L * 16), bench.CycleOf(2));
    }

    [TestMethod]
    public void Busy_idle_and_stalled_cycles_are_the_elapsed_ones_at_every_tick()
    {
        EngineBench bench = new(latency: 77);
        bench.Load(0, RandomProgram.Text(3, 60), 0xff);
        for (long tick = 1; tick < 40_000; tick += 37)
        {
            bench.Kernel.RunTo(tick);
            MicroengineCounters counters = bench.Engine.Counters;
            Assert.AreEqual((tick + 4) / 5, counters.ElapsedCycles, $"tick {tick}: {counters}");
            Assert.IsGreaterThanOrEqualTo(0, counters.LostCycles);
        }

        Assert.IsGreaterThan(0, bench.Engine.Counters.IdleCycles);
        Assert.IsGreaterThan(0, bench.Engine.Counters.StallCycles);
    }

    [TestMethod]
    [DataRow(1, 300, 100)]
    [DataRow(2, 300, 100)]
    [DataRow(4, 300, 100)]
    [DataRow(8, 300, 100)]
    [DataRow(8, 900, 100)]
    [DataRow(3, 900, 400)]
    public void Contexts_share_a_memory_until_it_saturates(int contexts, int latency, int occupancy)
    {
        EngineBench bench = new(latency: latency, occupancy: occupancy);
        bench.Load(0, "scratch[read, $0, a0, 0x0, 1], ctx_swap[sig1]\nbr[.0]", (1 << contexts) - 1);
        bench.RunCycles(2_000);
        int before = bench.Memory.Served;
        bench.RunCycles(102_000);
        double rate = (bench.Memory.Served - before) / (100_000.0 * 5);

        // Round trip: out 30, transit 30, memory, one longword 10, back 150, and the branch back to the command.
        double roundTrip = 30 + 30 + latency + 10 + 150 + 15;
        double expected = Math.Min(contexts / roundTrip, 1.0 / occupancy);
        Assert.AreEqual(expected, rate, 0.03 * expected);
    }
}
