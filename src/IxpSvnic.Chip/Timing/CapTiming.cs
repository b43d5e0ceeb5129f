using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// The CSR access proxy's share of assumption A1: inter-thread signal 60 microengine cycles, XSCALE_INT 30.
/// </summary>
public sealed class CapTiming
{
    [Parameter("cycles", "A1: start of service to a CSR's value", Min = 0, Max = 1000)]
    public int ReadCycles { get; set; } = 16;

    [Parameter("cycles", "A1: start of service to pull request", Min = 0, Max = 1000)]
    public int PullRequestCycles { get; set; } = 10;

    [Parameter("cycles", "A1: start of service to the push of an inter-thread signal", Min = 0, Max = 1000)]
    public int InterthreadCycles { get; set; } = 18;

    [Parameter("cycles", "A1: start of service to the interrupt controller", Min = 0, Max = 1000)]
    public int XscaleInterruptCycles { get; set; } = 18;

    [Parameter("cycles", "A10: occupancy of a fast write", Min = 1, Max = 1000)]
    public int FastWriteOccupancyCycles { get; set; } = 4;
}
