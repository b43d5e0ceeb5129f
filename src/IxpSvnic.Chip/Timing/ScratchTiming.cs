using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// The scratchpad's share of assumption A1. With issue 6, transit 6, one longword of push 2 and push transit 30 a read
/// takes 60 microengine cycles, a put 60.
/// </summary>
public sealed class ScratchTiming
{
    [Parameter("cycles", "A1: start of service to first longword ready", Min = 0, Max = 1000)]
    public int ReadCycles { get; set; } = 16;

    [Parameter("cycles", "A1: start of service to pull request", Min = 0, Max = 1000)]
    public int PullRequestCycles { get; set; } = 10;

    [Parameter("cycles", "A1: start of service to the old value of an atomic with operand", Min = 0, Max = 1000)]
    public int AtomicCycles { get; set; } = 26;

    [Parameter("chassis cycles", "A10: an atomic's occupancy of the pipe", Min = 1, Max = 100)]
    public int AtomicOccupancyChassisCycles { get; set; } = 2;

    [Parameter("cycles", "A1: put or get executed to ring status changed", Min = 0, Max = 1000)]
    public int FlagCycles { get; set; } = 10;

    [Parameter("commands", "A10: inlet of scratchpad, hash unit and CAP together", Min = 1, Max = 64)]
    public int InletDepth { get; set; } = 16;

    [Parameter("longwords", "A8: three quarters, as NFP-6000 cluster scratch", Min = 1, Max = 128)]
    public int FullAt128 { get; set; } = 96;

    [Parameter("longwords", "A8: three quarters, as NFP-6000 cluster scratch", Min = 1, Max = 256)]
    public int FullAt256 { get; set; } = 192;

    [Parameter("longwords", "A8: three quarters, as NFP-6000 cluster scratch", Min = 1, Max = 512)]
    public int FullAt512 { get; set; } = 384;

    [Parameter("longwords", "A8: three quarters, as NFP-6000 cluster scratch", Min = 1, Max = 1024)]
    public int FullAt1024 { get; set; } = 768;

    /// <summary>Longwords on a ring of size code 0-3 at which its status says full.</summary>
    public int FullAt(int sizeCode) => sizeCode switch
    {
        0 => FullAt128,
        1 => FullAt256,
        2 => FullAt512,
        _ => FullAt1024,
    };
}
