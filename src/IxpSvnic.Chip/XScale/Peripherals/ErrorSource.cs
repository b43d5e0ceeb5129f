namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>Bits of IRQ_ERR_STATUS (Linux irqs.h).</summary>
public enum ErrorSource
{
    DramMinor = 0,
    DramMajor = 1,
    Sram0 = 16,
    Sram1 = 17,
    Msf = 24,
    Pci = 25,
    Slowport = 26,
}
