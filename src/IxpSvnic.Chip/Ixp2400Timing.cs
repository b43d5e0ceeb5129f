using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip;

/// <summary>
/// Every clock and latency of the chip, one instance per machine. Latencies are in microengine cycles (600 MHz) unless the
/// name says otherwise. The totals to be met by the parts are the unloaded ones of assumption A1: scratch 60, SRAM 90, DRAM 120,
/// SRAM write signal 50, hash 80, MSF CSR read 90, inter-thread signal 60.
/// </summary>
public sealed class Ixp2400Timing
{
    [Parameter("ticks of 1/3 ns", "A2: 600 MHz speed grade", Min = 1, Max = 1000)]
    public int MeCycleTicks { get; set; } = 5;

    [Parameter("ticks of 1/3 ns", "A2: half the microengine clock", Min = 1, Max = 1000)]
    public int ChassisCycleTicks { get; set; } = 10;

    [Parameter("ticks of 1/3 ns", "200 MHz, SRAM_200MHZ_DIVISOR", Min = 1, Max = 1000)]
    public int QdrCycleTicks { get; set; } = 15;

    [Parameter("ticks of 1/3 ns", "150 MHz, SDRAM_DIVISOR 4", Min = 1, Max = 1000)]
    public int DdrCycleTicks { get; set; } = 20;

    [Parameter("Hz", "Linux ixpdev board drawing", Min = 1_000_000, Max = 1_000_000_000)]
    public long MsfClockHertz { get; set; } = 104_000_000;

    [Parameter("cycles", "A1: microengine issue to command bus", Min = 1, Max = 1000)]
    public int IssueToBusCycles { get; set; } = 6;

    [Parameter("cycles", "A1: command bus to a target's inlet", Min = 0, Max = 1000)]
    public int CommandTransitCycles { get; set; } = 6;

    [Parameter("cycles", "A1: last data phase of a push to signal and data usable", Min = 1, Max = 1000)]
    public int PushTransitCycles { get; set; } = 30;

    [Parameter("cycles", "A1: pull request to first data phase", Min = 0, Max = 1000)]
    public int PullSetupCycles { get; set; } = 6;

    [Parameter("commands", "A10: command FIFO of a microengine", Min = 1, Max = 32)]
    public int MeCommandFifo { get; set; } = 4;

    [Parameter("longwords", "IXP2800 HRM p203: push FIFOs signal full at 40 of 64", Min = 1, Max = 4096)]
    public int PushFifoFullAt { get; set; } = 40;

    [Parameter("requests", "IXP2800 HRM p205: pull FIFOs signal full at 6 of 8", Min = 1, Max = 64)]
    public int PullFifoFullAt { get; set; } = 6;

    /// <summary>Microengine cycles in ticks.</summary>
    public long Cycles(long cycles) => cycles * MeCycleTicks;

    /// <summary>First chassis clock edge at or after a tick.</summary>
    public long ChassisEdge(long tick)
    {
        long rest = tick % ChassisCycleTicks;
        return rest == 0 ? tick : tick + ChassisCycleTicks - rest;
    }

    /// <summary>Least time from an event in the chip to its effect in a microengine: the kernel's inbound latency.</summary>
    public long InboundTicks => Cycles(PushTransitCycles);

    /// <summary>Least time from a microengine's command to the command bus: the kernel's outbound latency.</summary>
    public long OutboundTicks => Cycles(IssueToBusCycles);

    /// <summary>A microengine's clock, which local time counts.</summary>
    public ClockDomain MeClock => new(MeCycleTicks, 1);
}
