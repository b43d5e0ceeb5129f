using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Tests.Memory;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Tests.Shac;

[TestClass]
public sealed class CapRegistersOfThreads
{
    [TestMethod]
    public void An_interthread_signal_reaches_its_thread_60_cycles_after_issue()
    {
        MemoryBench bench = new();
        MeCommand command = MemoryBench.CsrCommand(
            MicroOp.CapFastWrConst, 0x401c, (0x12 << 7) | (5 << 4) | 9, signal: 0);
        long issue = bench.Issue(command);
        Assert.AreEqual(60, (bench.Inbox.SignalTime(me: 6, context: 5, signal: 9) - issue) / bench.Chip.MeCycleTicks);
        Assert.HasCount(1, bench.Inbox.All, "the fast write itself signals nobody");
    }

    [TestMethod]
    public void A_signal_to_a_microengine_the_chip_lacks_is_ignored()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.CsrCommand(MicroOp.CapFastWrConst, 0x401c, (0x04 << 7) | 9, signal: 0));
        Assert.IsEmpty(bench.Inbox.All);
        Assert.AreEqual(1, bench.Cap.Registers.Ignored);
    }

    [TestMethod]
    [DataRow(0x4b20, false)]
    [DataRow(0x4b24, true)]
    public void A_thread_s_XSCALE_INT_reaches_the_interrupt_controller_30_cycles_after_issue(int csr, bool isB)
    {
        MemoryBench bench = new();
        FakeCapMaster sink = new();
        bench.Cap.ThreadInterrupts = sink;
        MeCommand command = MemoryBench.CsrCommand(MicroOp.CapFastWrConst, csr, 0, signal: 0);
        (command.Me, command.Context) = (5, 3);
        long issue = bench.Issue(command);
        Assert.AreEqual((isB, 5, 3), sink.Interrupts.Single());
        Assert.AreEqual(30, (bench.Events.Now - issue) / bench.Chip.MeCycleTicks);
    }

    [TestMethod]
    public void Self_destruct_gathers_bits_and_clears_when_read()
    {
        MemoryBench bench = new();
        bench.Issue(MemoryBench.CsrCommand(MicroOp.CapWriteCsr, 0x4014, 0x5));
        bench.Issue(MemoryBench.CsrCommand(MicroOp.CapFastWrAlu, 0x4014, 0x82));
        Assert.AreEqual(60, bench.Cycles(MemoryBench.CsrCommand(MicroOp.CapReadCsr, 0x4014), 2));
        CollectionAssert.AreEqual(new uint[] { 0x87 }, bench.Pushed());
        Assert.AreEqual(0u, bench.Cap.ReadRegister(0x14));
    }

    [TestMethod]
    public void A_thread_message_shows_in_the_summary_until_it_is_read_and_cleared()
    {
        MemoryBench bench = new();
        MeCommand command = MemoryBench.CsrCommand(MicroOp.CapFastWrAlu, 0x4000, 0xcafe);
        (command.Me, command.Context) = (6, 2);
        bench.Issue(command);
        Assert.AreEqual(1u << (2 * 8) << 2, bench.Cap.ReadRegister(0x00c), "microengine 0x12, context 2");
        Assert.AreEqual(0u, bench.Cap.ReadRegister(0x004));
        int offset = (0x20 * 0x12) + (4 * 2);
        Assert.AreEqual(0xcafeu, bench.Cap.ReadRegister(0x500 + offset));
        Assert.AreEqual(0xcafeu, bench.Cap.ReadRegister(0x100 + offset));
        Assert.AreEqual(0u, bench.Cap.ReadRegister(0x500 + offset));
        Assert.AreEqual(0u, bench.Cap.ReadRegister(0x00c));
    }

    [TestMethod]
    public void A_ring_s_registers_read_back_and_follow_the_ring()
    {
        MemoryBench bench = new();
        bench.Cap.WriteRegister(0x800 + 0x30, 0x4000_0400);
        Assert.AreEqual(0x4000_0400u, bench.Cap.ReadRegister(0x830));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchPut, 3 << 2, 2, 2, 7, 8));
        Assert.AreEqual(8u, bench.Cap.ReadRegister(0x838));
        Assert.AreEqual(8u, bench.Scratch.Memory.ReadWord(0x404));
        bench.Issue(MemoryBench.Command(MicroOp.ScratchGet, 3 << 2, 1));
        Assert.AreEqual(4u, bench.Cap.ReadRegister(0x834));
    }

    [TestMethod]
    public void Product_and_reset_registers_are_those_of_a_B0_IXP2400()
    {
        MemoryBench bench = new();
        FakeCapMaster listener = new();
        bench.Cap.GlobalControl = listener;
        Assert.AreEqual(0x0000_0210u, bench.Cap.ReadRegister(0xa00));
        bench.Cap.WriteRegister(0xa10, 0x0002_0001);
        bench.Cap.WriteRegister(0xa04, 0x80);
        Assert.AreEqual((0x10, 0x0002_0001u, 0u), listener.Controls[0]);
        Assert.AreEqual((0x04, 0x80u, 0u), listener.Controls[1]);
    }

    [TestMethod]
    public void Every_register_declares_all_its_bits_and_an_access_to_none_is_a_fault()
    {
        MemoryBench bench = new();
        Assert.IsGreaterThan(190, bench.Cap.Registers.Bank.All.Count);
        foreach (var register in bench.Cap.Registers.Bank.All)
        {
            Assert.AreEqual(32, register.Fields.Sum(f => f.High - f.Low + 1), register.Name);
        }

        bench.Issue(MemoryBench.CsrCommand(MicroOp.CapReadCsr, 0x4c00));
        bench.Issue(MemoryBench.CsrCommand(MicroOp.CapFastWrConst, 0x0044, 1, signal: 0));
        Assert.HasCount(2, bench.Faults.All);
        Assert.AreEqual(("cap", 0x4c00u), (bench.Faults.All[0].Unit, bench.Faults.All[0].Address));
    }
}
