using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Kernel;

namespace IxpSvnic.Chip.Tests;

[TestClass]
public sealed class ChipControlTests
{
    private const uint MiscControl = 0xc000_4a04;
    private const uint Reset0 = 0xc000_4a0c;
    private const uint RxControl = 0xc800_0000;
    private const uint TimestampLow = 0xc001_80c0;

    [TestMethod]
    public void The_timestamps_of_all_engines_count_together_while_the_bit_is_set()
    {
        Wired wired = new();
        wired.Kernel.RunTo(16_000);
        Assert.AreEqual(0u, wired.Timestamp(0));
        wired.Chip.Debug.Write(MiscControl, wired.Chip.Debug.Read(MiscControl) | 0x80);
        wired.Kernel.RunTo(16_000 + (100 * 80));
        uint first = wired.Timestamp(0);
        Assert.IsInRange(97u, 100u, first);
        for (int engine = 1; engine < 8; engine++)
        {
            Assert.AreEqual(first, wired.Timestamp(engine));
        }
    }

    [TestMethod]
    public void A_reset_of_the_MSF_empties_its_element_list()
    {
        Wired wired = new();
        wired.Chip.Debug.Write(RxControl, 0xf00c_0000);
        wired.Chip.Debug.Write(Reset0, wired.Chip.Debug.Read(Reset0) & ~0x80u);
        wired.Chip.Debug.Write(Reset0, wired.Chip.Debug.Read(Reset0) | 0x80);
        Assert.AreEqual(0u, wired.Chip.Debug.Read(RxControl));
    }

    // N87
    [TestMethod]
    public void Software_asks_for_a_reset_of_the_whole_chip()
    {
        Wired wired = new();
        int resets = 0;
        wired.Chip.ResetRequested = () => resets++;
        wired.Chip.Debug.Write(Reset0, 1 << 24);
        Assert.AreEqual(0, resets);
        wired.Chip.Debug.Write(Reset0, (1 << 24) | (1 << 16));
        Assert.AreEqual(1, resets);
    }

    // N86: bit 24 lets timer 4 reset the chip.
    [TestMethod]
    [DataRow(0u, 0)]
    [DataRow(1u << 24, 1)]
    public void The_watchdog_resets_the_chip_where_that_is_enabled(uint reset0, int expected)
    {
        Wired wired = new();
        int resets = 0;
        wired.Chip.ResetRequested = () => resets++;
        wired.Chip.Debug.Write(Reset0, reset0);
        wired.WritePeripheral(0xc002_0040, 1);
        wired.WritePeripheral(0xc002_001c, 999);
        wired.WritePeripheral(0xc002_000c, 0x80);
        wired.Kernel.RunTo(1000 * 60);
        Assert.AreEqual(0, resets);
        wired.Kernel.RunTo((1000 * 60) + 1);
        Assert.AreEqual(expected, resets);
    }

    private sealed class Wired : IMicroengineObserver, IAccessFaultSink
    {
        private readonly EventQueue _events = new();

        public Wired()
        {
            FrameLedger ledger = new();
            Ixp2400Parameters parameters = new();
            parameters.Config.DramBytes = 1 << 20;
            Chip = new Ixp2400(_events, ledger, parameters, new PciBus("bus", _events, ledger, new PciTiming()), this, this);
            Kernel = new LookAheadKernel(
                _events, Chip.Engines, parameters.Timing.InboundTicks, parameters.Timing.OutboundTicks);
        }

        public Ixp2400 Chip { get; }

        public LookAheadKernel Kernel { get; }

        public uint Timestamp(int engine) => Chip.Debug.Read(TimestampLow + ((uint)Chip.Engines[engine].Number << 10));

        public void WritePeripheral(uint address, uint value)
        {
            Assert.IsTrue(Chip.Peripherals.TryFind(address, out IPeripheral peripheral, out uint offset));
            peripheral.Write(new PeripheralAccess(offset, 4, IsBigEndian: false), value);
        }

        public void OnBreakpoint(Microengine engine, int context, int address)
        {
        }

        public void OnFault(Microengine engine, MicroengineFault fault)
        {
        }

        public void OnFault(in AccessFault fault)
        {
        }

        public void OnTracePoint(Microengine engine, int context, int index, uint value, long time)
        {
        }
    }
}
