using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>What reaches an engine from outside, at its exact tick.</summary>
[TestClass]
public sealed class DeliveryTests
{
    // N115
    [TestMethod]
    [DataRow(300, 60)]
    [DataRow(301, 61)]
    [DataRow(304, 61)]
    [DataRow(305, 61)]
    public void An_input_state_is_seen_by_the_first_instruction_that_starts_at_its_tick(long tick, int cycle)
    {
        EngineBench bench = EngineBench.Running(
            "br_!inp_state[SCR_Ring3_Status, .0], defer[3]\nnop\nnop\nnop\nctx_arb[kill]");
        Deliver(bench, MeDeliveryKind.InputState, tick, argument: 5, data: [1]);
        bench.RunCycles(100);
        long[] asked = bench.CyclesOf(0);
        Assert.AreEqual(asked.First(c => c >= cycle), asked[^1]);
        Assert.AreEqual(asked[^1] + 4, bench.CycleOf(4));
    }

    [TestMethod]
    public void A_push_fills_in_registers_and_wraps_at_the_end_of_the_file()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[sig2]\nctx_arb[kill]");
        bench.Fabric.Deliver(
            new MeDelivery
            {
                Time = 500,
                Kind = MeDeliveryKind.Push,
                Context = 0,
                Register = 127,
                IsD = true,
                Count = 2,
                SignalMask = 4,
            },
            [7, 8]);
        bench.RunCycles(200);
        Assert.AreEqual(7u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.DXfer, 15), 7));
        Assert.AreEqual(8u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.DXfer, 0), 0));
        Assert.AreEqual(100, bench.CycleOf(1));
    }

    [TestMethod]
    public void A_csr_read_answers_with_the_value_of_its_tick()
    {
        EngineBench bench = EngineBench.Running("alu[a0, a0, +, 0x1]\nbr[.0]");
        Deliver(bench, MeDeliveryKind.CsrRead, 400, LocalCsr.AluOut, [42]);
        bench.RunCycles(300);
        Assert.HasCount(1, bench.Replies);
        (int slot, long time, uint[] data) = bench.Replies[0];
        Assert.AreEqual((42, 400 + bench.Timing.OutboundTicks), (slot, time));
        Assert.AreEqual((uint)bench.CyclesOf(0).Count(c => c * 5 < 400), data[0]);
    }

    [TestMethod]
    public void A_sleeping_engine_answers_a_csr_read()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[sig1]\nctx_arb[kill]");
        Deliver(bench, MeDeliveryKind.CsrRead, 403, LocalCsr.ActiveCtxSts, [1]);
        bench.RunCycles(300);
        Assert.AreEqual(433, bench.Replies[0].Time);
        Assert.AreEqual(1u << 8, bench.Replies[0].Data[0]);
    }

    [TestMethod]
    public void The_reflector_reads_out_registers_and_writes_in_registers()
    {
        EngineBench bench = EngineBench.Running("alu[$3, --, B, 0x33]\nctx_arb[kill]");
        bench.Fabric.Deliver(
            new MeDelivery { Time = 400, Kind = MeDeliveryKind.TransferRead, Register = 3, Count = 2, Argument = 9 },
            []);
        bench.Fabric.Deliver(
            new MeDelivery { Time = 400, Kind = MeDeliveryKind.TransferWrite, Register = 20, Count = 1 }, [0x44]);
        bench.RunCycles(300);
        Assert.AreEqual((9, 430L), (bench.Replies[0].Slot, bench.Replies[0].Time));
        CollectionAssert.AreEqual(new uint[] { 0x33, 0 }, bench.Replies[0].Data);
        Assert.AreEqual(0x44u, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.SXfer, 4), 1));
    }

    [TestMethod]
    public void An_engine_is_loaded_and_started_by_csr_writes_alone()
    {
        EngineBench bench = new();
        bench.Engine.InstructionObserver = bench;
        long time = 1000;
        void Write(int csr, uint value) => Deliver(bench, MeDeliveryKind.CsrWrite, time += 50, csr, [value]);

        Write(LocalCsr.UstoreAddress, 0x8000_0000);
        foreach (ulong word in Assembly.Program("alu[a0, --, B, 0x2a]\nctx_arb[kill]"))
        {
            ulong stored = word | ControlStore.Parity(word);
            Write(LocalCsr.UstoreDataLower, (uint)stored);
            Write(LocalCsr.UstoreDataUpper, (uint)(stored >> 32));
        }

        Write(LocalCsr.UstoreAddress, 0);
        Write(LocalCsr.CtxEnables, CtxEnablesBits.ParityEnable);
        Write(LocalCsr.CsrCtxPointer, 5);
        Write(LocalCsr.IndirectCtxSigEvents, 1);
        Write(LocalCsr.IndirectCtxWakeupEvents, 1);
        Write(LocalCsr.IndirectCtxSts, 0);
        Write(LocalCsr.CtxEnables, CtxEnablesBits.ParityEnable | (1 << 13));
        bench.Kernel.RunTo(time + 1000);
        Assert.AreEqual(0x2au, bench.Engine.Debug.ReadRegister(new Operand(OperandKind.GprA, 0), 5));
        Assert.AreEqual((time + 4) / 5, bench.CycleOf(0, 5));
        Assert.AreEqual(0u, bench.Engine.Debug.ReadCsr(LocalCsr.ActiveCtxSts) >> 31);
        Assert.IsEmpty(bench.Faults);
    }

    [TestMethod]
    public void A_delivery_into_the_past_is_an_error_of_the_machine()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[sig1]\nctx_arb[kill]");
        bench.RunCycles(100);
        Assert.ThrowsExactly<InvalidOperationException>(
            () => Deliver(bench, MeDeliveryKind.InputState, 400, 5, [1]));
    }

    private static void Deliver(EngineBench bench, MeDeliveryKind kind, long time, int argument, uint[] data) =>
        bench.Fabric.Deliver(
            new MeDelivery { Time = time, Kind = kind, Argument = (uint)argument, Count = (byte)data.Length }, data);
}
