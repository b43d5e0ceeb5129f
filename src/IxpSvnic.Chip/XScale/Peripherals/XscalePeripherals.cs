using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>
/// What the core reaches besides memories, CAP, MSF and PCI unit, by physical address: the blocks of the chip, and what the board
/// has soldered to the slowport.
/// </summary>
public sealed class XscalePeripherals : IStateful, IStatisticsSource
{
    private readonly List<MappedPeripheral> _map = [];

    public XscalePeripherals(EventQueue events, PeripheralTiming timing, HashEngine hash)
    {
        Timers = new TimerBlock(events, Interrupts, timing.ApbCycleTicks);
        Uart = new Uart(events, Interrupts, timing.UartCycleTicks);
        Gpio = new Gpio(Interrupts, Timers);
        Hash = new HashOperands(events, hash);
        Map(Ixp2400AddressMap.Interrupts, Interrupts);
        Map(Ixp2400AddressMap.Timers, Timers);
        Map(Ixp2400AddressMap.Uart, Uart);
        Map(Ixp2400AddressMap.Gpio, Gpio);
        Map(Ixp2400AddressMap.SlowportCsrs, Slowport);
        Map(Ixp2400AddressMap.Pmu, new PerformanceUnit());
        Map(Ixp2400AddressMap.HashOperands, Hash);
    }

    public InterruptController Interrupts { get; } = new();

    public TimerBlock Timers { get; }

    public Uart Uart { get; }

    public Gpio Gpio { get; }

    public SlowportControl Slowport { get; } = new();

    public HashOperands Hash { get; }

    /// <summary>The core's IRQ and FIQ inputs have changed, now.</summary>
    public Action<bool, bool>? InterruptLinesChanged
    {
        get => Interrupts.LinesChanged;
        set => Interrupts.LinesChanged = value;
    }

    /// <summary>Adds a block; what is soldered to the slowport is added by the board.</summary>
    public void Map(AddressRange range, IPeripheral peripheral) => _map.Add(new MappedPeripheral(range, peripheral));

    /// <summary>The block at a physical address and the offset in it.</summary>
    public bool TryFind(uint physicalAddress, out IPeripheral peripheral, out uint offset)
    {
        foreach (MappedPeripheral mapped in _map)
        {
            if (mapped.Range.Contains(physicalAddress))
            {
                peripheral = mapped.Peripheral;
                offset = (uint)(physicalAddress - mapped.Range.Start);
                return true;
            }
        }

        peripheral = null!;
        offset = 0;
        return false;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("peripherals");
        visitor.Visit(Interrupts);
        visitor.Visit(Timers);
        visitor.Visit(Uart);
        visitor.Visit(Gpio);
        visitor.Visit(Slowport);
        visitor.Visit(Hash);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet) => Uart.Report(sheet);
}
