using System.Text;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Shac;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Tests.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Chip.Tests.XScale;

/// <summary>The peripherals alone, which a test reaches as the core does, by physical address.</summary>
internal sealed class PeripheralBench
{
    public const uint Interrupts = 0xd600_0000;
    public const uint Timers = 0xc002_0000;
    public const uint Uart = 0xc003_0000;
    public const uint Gpio = 0xc001_0000;
    public const long ApbTicks = 60;

    public PeripheralBench()
    {
        ChassisFabric fabric = new(Events, new FrameLedger(), new Ixp2400Timing(), new RecordingInbox());
        Hash = new HashEngine(fabric, new ShacPipe(fabric, new ScratchTiming()), new HashTiming());
        Peripherals = new XscalePeripherals(Events, new PeripheralTiming(), Hash);
        Peripherals.Uart.Output = value => Console.Append((char)value);
    }

    public EventQueue Events { get; } = new();

    public HashEngine Hash { get; }

    public XscalePeripherals Peripherals { get; }

    /// <summary>What the UART has sent.</summary>
    public StringBuilder Console { get; } = new();

    public InterruptController Controller => Peripherals.Interrupts;

    public uint Read(uint address, int bytes = 4, bool bigEndian = false)
    {
        Assert.IsTrue(Peripherals.TryFind(address, out IPeripheral peripheral, out uint offset), $"{address:x8}");
        return peripheral.Read(new PeripheralAccess(offset, bytes, bigEndian));
    }

    public void Write(uint address, uint value, int bytes = 4, bool bigEndian = false)
    {
        Assert.IsTrue(Peripherals.TryFind(address, out IPeripheral peripheral, out uint offset), $"{address:x8}");
        peripheral.Write(new PeripheralAccess(offset, bytes, bigEndian), value);
    }

    /// <summary>Lets simulated time pass.</summary>
    public void Pass(long ticks) => Events.RunTo(Events.Now + ticks);
}
