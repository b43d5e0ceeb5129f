using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>The clock of the XScale's peripherals.</summary>
public sealed class PeripheralTiming
{
    [Parameter("ticks of 1/3 ns", "Linux mach-ixp2000 core.c: timers count at 50 MHz", Min = 1, Max = 100_000)]
    public int ApbCycleTicks { get; set; } = 60;

    [Parameter("ticks of 1/3 ns", "Linux mach-ixp2000 core.c: 50 MHz into the UART's divider; less = a faster line", Min = 1, Max = 100_000)]
    public int UartCycleTicks { get; set; } = 60;
}
