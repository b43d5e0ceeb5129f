namespace IxpSvnic.Chip.Tests.XScale;

[TestClass]
public sealed class GpioTests
{
    private const uint Base = PeripheralBench.Gpio;
    private const uint Raw = PeripheralBench.Interrupts;

    // N85: bit-banged I2C with open lines.
    [TestMethod]
    public void Idle_lines_read_one_and_an_output_shows_what_it_drives()
    {
        PeripheralBench bench = new();
        Assert.AreEqual(0xffu, bench.Read(Base));
        bench.Write(Base + 0x18, 0xc0);
        bench.Write(Base + 0x08, 0x80);
        Assert.AreEqual(0x7fu, bench.Read(Base));
        Assert.AreEqual(0x80u, bench.Read(Base + 0x04));
        bench.Write(Base + 0x0c, 0x80);
        Assert.AreEqual(0xffu, bench.Read(Base));
        bench.Peripherals.Gpio.Drive(6, false);
        Assert.AreEqual(0xbfu, bench.Read(Base));
    }

    // N30, N50
    [TestMethod]
    public void Nothing_interrupts_after_the_detectors_and_enables_are_cleared()
    {
        PeripheralBench bench = new();
        foreach (uint detector in (uint[])[0x1c, 0x20, 0x28, 0x2c])
        {
            bench.Write(Base + detector, 0);
        }

        bench.Write(Base + 0x3c, uint.MaxValue);
        bench.Peripherals.Gpio.Drive(0, false);
        bench.Peripherals.Gpio.Drive(0, true);
        Assert.AreEqual(0u, bench.Read(Raw));
        Assert.AreEqual(0u, bench.Read(Base + 0x40));
    }

    [TestMethod]
    public void An_edge_stays_until_it_is_cleared()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x20, 1);
        bench.Write(Base + 0x38, 1);
        bench.Peripherals.Gpio.Drive(0, false);
        bench.Peripherals.Gpio.Drive(0, true);
        Assert.AreEqual(8u, bench.Read(Raw));
        Assert.AreEqual(1u, bench.Read(Base + 0x40));
        bench.Write(Base + 0x24, 1);
        Assert.AreEqual(0u, bench.Read(Raw));
        bench.Write(Base + 0x1c, 1);
        bench.Peripherals.Gpio.Drive(0, false);
        bench.Write(Base + 0x24, 1);
        bench.Peripherals.Gpio.Drive(0, true);
        Assert.AreEqual(1u, bench.Read(Base + 0x24));
    }

    [TestMethod]
    public void A_level_cannot_be_cleared_while_it_lasts()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x2c, 2);
        bench.Write(Base + 0x38, 2);
        bench.Peripherals.Gpio.Drive(1, false);
        bench.Write(Base + 0x30, 2);
        Assert.AreEqual(8u, bench.Read(Raw));
        bench.Peripherals.Gpio.Drive(1, true);
        Assert.AreEqual(8u, bench.Read(Raw));
        bench.Write(Base + 0x30, 2);
        Assert.AreEqual(0u, bench.Read(Raw));
    }
}
