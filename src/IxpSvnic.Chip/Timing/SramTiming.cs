using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// An SRAM channel's share of assumption A1: read 90 microengine cycles, write signal 50, atomics 100, enqueue 60,
/// dequeue 95, ring put 90 and get 95, all unloaded from issue to signal. A push begins on a chassis clock edge: 95
/// becomes 96 when the command was issued on one.
/// </summary>
public sealed class SramTiming
{
    [Parameter("cycles", "A1: start of service to first longword ready", Min = 0, Max = 1000)]
    public int ReadCycles { get; set; } = 46;

    [Parameter("cycles", "A1: start of service to pull request", Min = 0, Max = 1000)]
    public int PullRequestCycles { get; set; }

    [Parameter("cycles", "A1: start of service to the old value of an atomic", Min = 0, Max = 1000)]
    public int AtomicCycles { get; set; } = 56;

    [Parameter("cycles", "A1: start of service to the signal of a command that moves no data", Min = 0, Max = 1000)]
    public int EnqueueCycles { get; set; } = 18;

    [Parameter("cycles", "A1: start of service to the dequeued longword", Min = 0, Max = 1000)]
    public int DequeueCycles { get; set; } = 51;

    [Parameter("cycles", "A1: start of service to a ring put's status", Min = 0, Max = 1000)]
    public int RingPutCycles { get; set; } = 46;

    [Parameter("cycles", "A1: start of service to the first longword of a ring get", Min = 0, Max = 1000)]
    public int RingGetCycles { get; set; } = 51;

    [Parameter("cycles", "A1: start of service to a controller CSR's value", Min = 0, Max = 1000)]
    public int CsrCycles { get; set; } = 46;

    [Parameter("commands", "A10: inlet of one command bus", Min = 1, Max = 64)]
    public int InletDepth { get; set; } = 8;

    [Parameter("longwords", "A10: pulled data that wait for the write port", Min = 1, Max = 256)]
    public int WriteFifoLongwords { get; set; } = 16;
}
