using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// The DRAM controller's share of assumption A1: read of 8 bytes 120 microengine cycles, of 64 bytes 150, rbuf_rd and
/// tbuf_wr of 64 bytes 170, unloaded from issue to signals.
/// </summary>
public sealed class DramTiming
{
    [Parameter("cycles", "A1: start of service to first quadword ready", Min = 0, Max = 1000)]
    public int ReadCycles { get; set; } = 74;

    [Parameter("cycles", "A1: later per burst after the first, besides the push", Min = 0, Max = 100)]
    public int ExtraBurstCycles { get; set; } = 2;

    [Parameter("cycles", "A1: entry of a bank's queue to pull request of a write", Min = 0, Max = 1000)]
    public int PullRequestCycles { get; set; }

    [Parameter("cycles", "A1: entry of a bank's queue to pull request of rbuf_rd", Min = 0, Max = 1000)]
    public int RbufPullRequestCycles { get; set; } = 106;

    [Parameter("cycles", "A1: data ready to push request of tbuf_wr", Min = 0, Max = 1000)]
    public int TbufPushRequestCycles { get; set; } = 36;

    [Parameter("DDR cycles", "A11: burst of 4 on 64 bits", Min = 1, Max = 16)]
    public int BurstDdrCycles { get; set; } = 2;

    [Parameter("cycles", "A11: tRC, activation to activation of another row in one bank", Min = 0, Max = 1000)]
    public int RowCycleCycles { get; set; } = 36;

    [Parameter("cycles", "A11: pins change between reading and writing", Min = 0, Max = 1000)]
    public int TurnaroundCycles { get; set; } = 4;

    [Parameter("cycles", "A11: length of a refresh", Min = 0, Max = 10000)]
    public int RefreshCycles { get; set; } = 40;

    [Parameter("cycles", "A11: refresh to refresh", Min = 100, Max = 1e9)]
    public int RefreshPeriodCycles { get; set; } = 4700;

    [Parameter("bytes", "A5: 1024 columns of 64 bits", Min = 512, Max = 65536)]
    public int RowBytes { get; set; } = 8192;

    [Parameter("commands", "A10: inlet for both command buses", Min = 1, Max = 64)]
    public int InletDepth { get; set; } = 16;

    [Parameter("commands", "A11: queue of each bank", Min = 1, Max = 64)]
    public int BankQueueDepth { get; set; } = 4;
}
