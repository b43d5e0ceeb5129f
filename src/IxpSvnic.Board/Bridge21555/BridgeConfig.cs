using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>Buffers and clocks of the 21555.</summary>
public sealed class BridgeConfig
{
    [Parameter("bytes", "A22: posting buffer of each direction", Min = 64, Max = 65536)]
    public int PostingBytes { get; set; } = 256;

    [Parameter("writes", "A22: posted bursts of each direction", Min = 1, Max = 1024)]
    public int PostingEntries { get; set; } = 32;

    [Parameter("bytes", "21555 manual: retry when a configurable part of a cache line is not free", Min = 8, Max = 256)]
    public int PostingThresholdBytes { get; set; } = 32;

    [Parameter("transactions", "A22: delayed reads of each direction", Min = 1, Max = 16)]
    public int DelayedReads { get; set; } = 3;

    [Parameter("PCI clocks", "A20: from one bus through the bridge to the other's request", Min = 0, Max = 1000)]
    public int ForwardClocks { get; set; } = 2;

    [Parameter("PCI clocks", "A20: wait before a retried transaction is repeated", Min = 0, Max = 1000)]
    public int RetryBackoffClocks { get; set; } = 7;

    [Parameter("bytes", "A22: cache line size register as the board firmware sets it (16 dwords)", Min = 16, Max = 256)]
    public int CacheLineBytes { get; set; } = 64;

    [Parameter("lines", "A22: lines fetched ahead by a memory read multiple", Min = 1, Max = 16)]
    public int PrefetchMultipleLines { get; set; } = 4;

    [Parameter("PCI clocks", "A22: a fetched read that nobody collects is thrown away", Min = 16, Max = 1_000_000)]
    public int DiscardTimerClocks { get; set; } = 32768;

    [Parameter("", "A21: a delayed read that meets a master abort ends in a target abort; false returns all ones")]
    public bool MasterAbortMode { get; set; } = true;
}
