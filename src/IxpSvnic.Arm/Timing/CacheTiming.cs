using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm.Timing;

/// <summary>
/// What the core's memory system adds to the bus's own time, in core cycles (600 MHz). A hit costs nothing here: its latency is the pipeline's.
/// </summary>
public sealed class CacheTiming
{
    [Parameter("cycles", "A70: from a load, PLD or allocating store that misses, or an uncached access, to its bus request", Max = 1000)]
    public int DataRequestCycles { get; set; } = 3;

    [Parameter("cycles", "A70: from a fetch that misses to its bus request", Max = 1000)]
    public int FetchRequestCycles { get; set; } = 3;

    [Parameter("cycles", "A71: before each descriptor read of a table walk", Max = 1000)]
    public int WalkReadCycles { get; set; } = 2;

    [Parameter("cycles", "A72: how long the newest entry of the write buffer waits for stores to merge", Max = 10000)]
    public int CoalesceCycles { get; set; } = 16;

    [Parameter("cycles", "A73: CP15 operation on a cache line, besides the MCR", Max = 1000)]
    public int LineOperationCycles { get; set; } = 2;

    [Parameter("entries", "IXP2800 HRM p99: write buffer, 16 bytes each", Min = 2, Max = 8)]
    public int WriteBufferEntries { get; set; } = 8;

    [Parameter("lines", "IXP2800 HRM p99: fill buffers", Min = 1, Max = 4)]
    public int FillBuffers { get; set; } = 4;
}
