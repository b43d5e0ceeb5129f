namespace IxpSvnic.Chip.PciUnit;

/// <summary>The lines from the PCI unit to the XScale's interrupt controller.</summary>
public interface IPciInterruptOutputs
{
    /// <summary>
    /// Input <paramref name="irq"/> of the controller changed: 10-12 DMA 1-3, 13 doorbell, 15 INTA#/INTB#.
    /// </summary>
    void OnPciInterrupt(int irq, bool asserted);
}
