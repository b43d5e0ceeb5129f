namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Where an engine's cycles went. Busy are executed instructions and the cycles lost by branches and swaps; idle, no
/// context was ready; stalled, the command FIFO was full. The three add up to the elapsed cycles.
/// </summary>
public readonly record struct MicroengineCounters(
    long Instructions,
    long LostCycles,
    long IdleCycles,
    long StallCycles,
    long Commands,
    long Swaps,
    long WrappedTransfers)
{
    public long BusyCycles => Instructions + LostCycles;

    public long ElapsedCycles => BusyCycles + IdleCycles + StallCycles;
}
