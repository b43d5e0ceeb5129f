using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>
/// What the gasket adds to accesses that no chassis command makes. The way to the bus and back costs what it costs a microengine
/// (<see cref="Ixp2400Timing.IssueToBusCycles"/>, <see cref="Ixp2400Timing.PushTransitCycles"/>).
/// </summary>
public sealed class GasketTiming
{
    [Parameter("cycles", "A96: a register of the gasket or the peripheral bus, besides the way there and back", Min = 0, Max = 10000)]
    public int PeripheralCycles { get; set; } = 40;

    [Parameter("cycles", "A97: one access of an 8- or 16-bit slowport device, besides the way there and back", Min = 0, Max = 100000)]
    public int SlowportCycles { get; set; } = 90;

    [Parameter("cycles", "A98: an address where nothing is, until the external abort", Min = 0, Max = 10000)]
    public int AbortCycles { get; set; } = 40;
}
