namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>Bits of the interrupt controller's raw status that one level drives (Linux irqs.h).</summary>
public enum InterruptSource
{
    Uart = 2,
    Gpio = 3,
    Timer1 = 4,
    Timer2 = 5,
    Timer3 = 6,
    Timer4 = 7,
    Pmu = 8,
    SlowportFramer = 9,
    Dma1 = 10,
    Dma2 = 11,
    Dma3 = 12,
    Doorbell = 13,
    MeAttention = 14,
    Pci = 15,
}
