using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>What the core reaches besides memories, CAP, MSF and PCI unit, by physical address.</summary>
public sealed class XscalePeripherals : IStateful, IStatisticsSource
{
    private readonly List<MappedPeripheral> _map = [];

    public XscalePeripherals(EventQueue events)
    {
        ArgumentNullException.ThrowIfNull(events);
    }

    /// <summary>The core's IRQ and FIQ inputs have changed, now.</summary>
    public Action<bool, bool>? InterruptLinesChanged { get; set; }

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
    public void Sync(StateVisitor visitor) => visitor.Section("peripherals");

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
    }
}
