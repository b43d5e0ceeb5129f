using IxpSvnic.Chip.Microengines;

namespace IxpSvnic.Chip.Tests.Microengines;

[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    public void A_breakpoint_stops_every_context_and_tells_the_chip()
    {
        EngineBench bench = EngineBench.Running(
            "br=ctx[1, .3]\nctx_arb[voluntary]\nbr[.0]\nctx_arb[bpt]\nnop\nbr[.0]", contextMask: 3);
        bench.RunCycles(100);
        Assert.HasCount(1, bench.Breakpoints);
        (int me, int context, int address, long time) = bench.Breakpoints[0];
        Assert.AreEqual((0, 1, 3), (me, context, address));
        Assert.AreEqual((bench.CycleOf(3, 1) * 5) + bench.Timing.OutboundTicks, time);
        Assert.AreEqual(
            CtxEnablesBits.Breakpoint, bench.Engine.Debug.ReadCsr(LocalCsr.CtxEnables) & 0x0800_ff00);
        int instructions = bench.Trace.Count;
        bench.RunCycles(200);
        Assert.HasCount(instructions, bench.Trace);

        // Enabled again, the context goes on behind the breakpoint.
        bench.Engine.Debug.WriteCsr(LocalCsr.CtxEnables, 0x200);
        bench.RunCycles(300);
        Assert.AreEqual(200, bench.CycleOf(4, 1));
    }

    [TestMethod]
    public void A_reserved_word_stops_the_engine_and_names_the_way_there()
    {
        EngineBench bench = EngineBench.Running("nop\nbr[.4]\nnop\nnop\nnop\nnop");
        bench.Engine.Debug.WriteStore(5, 0x2f_0000_0001 | ControlStore.Parity(0x2f_0000_0001));
        bench.RunCycles(100);
        Assert.HasCount(1, bench.Faults);
        MicroengineFault fault = bench.Faults[0];
        Assert.AreEqual(
            (MicroengineFaultKind.IllegalInstruction, 0, 0, 5, 0x2f_0000_0001UL),
            (fault.Kind, fault.Me, fault.Context, fault.Address, fault.Word));
        CollectionAssert.AreEqual(new[] { 0, 1, 4, 5 }, fault.LastExecuted().ToArray());
        Assert.IsTrue(bench.Engine.IsAsleep);
        StringAssert.Contains(fault.ToString(), "2f00000001");
    }

    [TestMethod]
    public void Running_off_the_end_of_the_store_is_illegal()
    {
        EngineBench bench = EngineBench.Running("br[.4095]");
        bench.Engine.Debug.WriteStore(4095, Assembly.Nop);
        bench.RunCycles(100);
        Assert.AreEqual(4096, bench.Faults[0].Address);
    }

    [TestMethod]
    [DataRow(40)]
    [DataRow(41)]
    public void Wrong_parity_stops_the_engine_when_it_is_checked(int bit)
    {
        EngineBench bench = EngineBench.Running("nop\nnop\nctx_arb[kill]");
        bench.Engine.Debug.WriteStore(1, bench.Engine.Debug.ReadStore(1) ^ (1UL << bit));
        bench.RunCycles(100);
        Assert.AreEqual((MicroengineFaultKind.ParityError, 1), (bench.Faults[0].Kind, bench.Faults[0].Address));
        Assert.AreNotEqual(0u, bench.Engine.Debug.ReadCsr(LocalCsr.CtxEnables) & CtxEnablesBits.ParityError);
        Assert.AreEqual(0x8000_0001u, bench.Engine.Debug.ReadCsr(LocalCsr.UstoreErrorStatus));
    }

    [TestMethod]
    public void Wrong_parity_does_not_matter_when_it_is_not_checked()
    {
        EngineBench bench = EngineBench.Running("nop\nnop\nctx_arb[kill]");
        bench.Engine.Debug.WriteStore(1, bench.Engine.Debug.ReadStore(1) ^ (1UL << 40));
        bench.Engine.Debug.WriteCsr(LocalCsr.CtxEnables, 0x100);
        bench.RunCycles(100);
        Assert.IsEmpty(bench.Faults);
        Assert.HasCount(3, bench.Trace);
    }

    [TestMethod]
    public void A_command_for_a_channel_the_chip_lacks_names_its_instruction()
    {
        EngineBench bench = new(sramChannels: 2);
        bench.Load(0, "immed[a0, 0x8000, <<16]\nsram[write, $0, a0, 0x4, 1]\nctx_arb[kill]");
        bench.RunCycles(100);
        MicroengineFault fault = bench.Faults[0];
        Assert.AreEqual(
            (MicroengineFaultKind.UnmappedAccess, 1, 0x8000_0004UL), (fault.Kind, fault.Address, fault.Word));
    }
}
