namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// Registers and scratchpad of the other units by XScale physical address, as a PCI master reaches them.
/// </summary>
public interface IChipCsrAccess
{
    /// <summary>Reads a longword; an address without a register reads 0.</summary>
    uint ReadCsr(uint physicalAddress);

    /// <summary>Writes a longword.</summary>
    void WriteCsr(uint physicalAddress, uint value);
}
