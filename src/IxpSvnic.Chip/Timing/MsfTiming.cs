using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// Latencies of the media and switch fabric interface, in microengine cycles unless the name says otherwise. The totals to be
/// met are assumptions: CSR read 90 cycles from issue to signal, 60 from the last byte of an element to its status.
/// </summary>
public sealed class MsfTiming
{
    [Parameter("cycles", "A1: last byte on SPI-3 to status in the transfer registers, of which 30 are push transit", Min = 34, Max = 10_000)]
    public int RxStatusLatencyCycles { get; set; } = 60;

    [Parameter("cycles", "A1: inlet to push request; with issue 6, transit 6, one push phase 2 and push transit 30 a read takes 90", Min = 0, Max = 10_000)]
    public int ReadServiceCycles { get; set; } = 46;

    [Parameter("cycles", "A10: occupancy of the inlet by one command", Min = 1, Max = 1000)]
    public int CommandOccupancyCycles { get; set; } = 4;

    [Parameter("commands", "A10: inlet FIFO", Min = 1, Max = 64)]
    public int InletCommands { get; set; } = 4;

    [Parameter("SPI-3 clocks", "A13: select cycle (RSX, TSX) before each burst", Min = 0, Max = 100)]
    public int Spi3SelectClocks { get; set; } = 1;

    [Parameter("cycles", "A1: one count of RX_THREAD_FREELIST_TIMEOUT, a chassis cycle", Min = 1, Max = 10_000)]
    public int FreelistTimeoutUnitCycles { get; set; } = 2;
}
