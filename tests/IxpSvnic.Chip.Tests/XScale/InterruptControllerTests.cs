using IxpSvnic.Chip.XScale.Peripherals;

namespace IxpSvnic.Chip.Tests.XScale;

[TestClass]
public sealed class InterruptControllerTests
{
    private const uint Base = PeripheralBench.Interrupts;
    private const uint FiqStatus = Base + 0x04;
    private const uint IrqStatus = Base + 0x08;
    private const uint FiqEnable = Base + 0x0c;
    private const uint IrqEnable = Base + 0x10;
    private const uint FiqDisable = Base + 0x14;
    private const uint IrqDisable = Base + 0x18;
    private const uint ErrorStatus = Base + 0x24;
    private const uint ErrorEnable = Base + 0x2c;
    private const uint SoftInterrupt = Base + 0x54;
    private const uint RawThreadsA0 = Base + 0x60;

    // N94: the dispatcher reads raw and enabled.
    [TestMethod]
    public void The_status_shows_the_enabled_part_of_the_raw_bits()
    {
        PeripheralBench bench = new();
        bench.Controller.Drive(InterruptSource.Uart, true);
        bench.Controller.Drive(InterruptSource.Pci, true);
        Assert.AreEqual(0x8004u, bench.Read(Base));
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        bench.Write(IrqEnable, 1 << 15);
        Assert.AreEqual(0x8000u, bench.Read(IrqStatus));
        Assert.IsTrue(bench.Controller.Irq);
        Assert.IsFalse(bench.Controller.Fiq);
        bench.Controller.Drive(InterruptSource.Pci, false);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        Assert.IsFalse(bench.Controller.Irq);
    }

    // N4, N49, N52, N40
    [TestMethod]
    public void Enables_are_set_and_cleared_through_registers_of_their_own()
    {
        PeripheralBench bench = new();
        bench.Write(IrqEnable, 0x10);
        bench.Write(IrqEnable, 0x8000);
        bench.Write(FiqEnable, 0x20);
        Assert.AreEqual(0x8010u, bench.Read(IrqEnable));
        Assert.AreEqual(0x20u, bench.Read(FiqEnable));
        bench.Write(IrqDisable, 0x10);
        Assert.AreEqual(0x8000u, bench.Read(IrqEnable));
        bench.Write(IrqDisable, uint.MaxValue);
        bench.Write(FiqDisable, uint.MaxValue);
        Assert.AreEqual(0u, bench.Read(IrqEnable));
        Assert.AreEqual(0u, bench.Read(FiqEnable));
        bench.Write(IrqEnable, uint.MaxValue);
        Assert.AreEqual(0x0f0f_ffffu, bench.Read(IrqEnable));
    }

    // N96: numbers of the sources.
    [TestMethod]
    [DataRow(InterruptSource.Uart, 2)]
    [DataRow(InterruptSource.Gpio, 3)]
    [DataRow(InterruptSource.Timer1, 4)]
    [DataRow(InterruptSource.Timer4, 7)]
    [DataRow(InterruptSource.Pmu, 8)]
    [DataRow(InterruptSource.Dma1, 10)]
    [DataRow(InterruptSource.Dma3, 12)]
    [DataRow(InterruptSource.Doorbell, 13)]
    [DataRow(InterruptSource.MeAttention, 14)]
    [DataRow(InterruptSource.Pci, 15)]
    public void Every_source_has_its_bit_on_both_inputs_of_the_core(InterruptSource source, int bit)
    {
        PeripheralBench bench = new();
        bench.Write(FiqEnable, 1u << bit);
        bench.Controller.Drive(source, true);
        Assert.AreEqual(1u << bit, bench.Read(Base));
        Assert.AreEqual(1u << bit, bench.Read(FiqStatus));
        Assert.IsTrue(bench.Controller.Fiq);
        Assert.IsFalse(bench.Controller.Irq);
    }

    // N96: bit 0.
    [TestMethod]
    public void Software_interrupts_itself_until_it_takes_the_bit_back()
    {
        PeripheralBench bench = new();
        bench.Write(IrqEnable, 1);
        bench.Write(SoftInterrupt, 1);
        Assert.AreEqual(1u, bench.Read(IrqStatus));
        Assert.AreEqual(1u, bench.Read(SoftInterrupt));
        bench.Write(SoftInterrupt, 0);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
    }

    // N96: bit 1.
    [TestMethod]
    public void Enabled_errors_gather_in_the_summary()
    {
        PeripheralBench bench = new();
        bench.Write(IrqEnable, 2);
        bench.Controller.Drive(ErrorSource.Msf, true);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        bench.Write(ErrorEnable, 1 << 24);
        Assert.AreEqual(2u, bench.Read(IrqStatus));
        Assert.AreEqual(1u << 24, bench.Read(ErrorStatus));
        bench.Write(Base + 0x34, 1 << 24);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
    }

    // N97: raw 0x60, masked 0xe0, set 0x160, clear 0x1e0.
    [TestMethod]
    [DataRow(false, 0, 3, 0u, 16)]
    [DataRow(false, 1, 0, 0u, 16)]
    [DataRow(false, 6, 7, 8u, 18)]
    [DataRow(true, 2, 5, 0x20u, 24)]
    [DataRow(true, 4, 1, 0x28u, 26)]
    public void A_thread_raises_its_bit_of_its_group_until_a_one_is_written_to_the_raw_register(
        bool isB, int me, int context, uint group, int summary)
    {
        PeripheralBench bench = new();
        uint thread = 1u << ((8 * (me & 3)) + context);
        bench.Write(IrqEnable, 1u << summary);
        bench.Controller.OnThreadInterrupt(isB, me, context);
        Assert.AreEqual(thread, bench.Read(RawThreadsA0 + group));
        Assert.AreEqual(0u, bench.Read(Base + 0xe0 + group));
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        bench.Write(Base + 0x160 + group, thread);
        Assert.AreEqual(thread, bench.Read(Base + 0xe0 + group));
        Assert.AreEqual(thread, bench.Read(Base + 0x160 + group));
        Assert.AreEqual(1u << summary, bench.Read(IrqStatus));
        bench.Write(RawThreadsA0 + group, ~thread);
        Assert.AreEqual(1u << summary, bench.Read(IrqStatus));
        bench.Write(RawThreadsA0 + group, thread);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        bench.Controller.OnThreadInterrupt(isB, me, context);
        bench.Write(Base + 0x1e0 + group, thread);
        Assert.AreEqual(0u, bench.Read(IrqStatus));
        Assert.AreEqual(thread, bench.Read(RawThreadsA0 + group));
    }

    [TestMethod]
    public void Groups_of_the_larger_chip_read_zero()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x164, uint.MaxValue);
        bench.Write(Base + 0x16c, uint.MaxValue);
        Assert.AreEqual(0u, bench.Read(Base + 0x164));
        Assert.AreEqual(0u, bench.Read(Base + 0x64));
        Assert.AreEqual(0u, bench.Read(Base + 0x16c));
    }

    [TestMethod]
    public void The_core_is_told_of_changes_of_its_inputs_only()
    {
        PeripheralBench bench = new();
        List<(bool Irq, bool Fiq)> told = [];
        bench.Peripherals.InterruptLinesChanged = (irq, fiq) => told.Add((irq, fiq));
        bench.Controller.Drive(InterruptSource.Gpio, true);
        bench.Write(IrqEnable, 8);
        bench.Controller.Drive(InterruptSource.Uart, true);
        bench.Write(FiqEnable, 8);
        bench.Controller.Drive(InterruptSource.Gpio, false);
        CollectionAssert.AreEqual(new[] { (true, false), (true, true), (false, false) }, told);
    }
}
