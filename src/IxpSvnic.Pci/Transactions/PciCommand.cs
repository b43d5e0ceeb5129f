namespace IxpSvnic.Pci.Transactions;

/// <summary>
/// The C/BE# command of an address phase (PCI 2.2, 3.1.1). *Not modelled:* interrupt acknowledge, special and dual
/// address cycles, memory write and invalidate.
/// </summary>
public enum PciCommand : byte
{
    IoRead = 2,
    IoWrite = 3,
    MemoryRead = 6,
    MemoryWrite = 7,
    ConfigurationRead = 10,
    ConfigurationWrite = 11,
    MemoryReadMultiple = 12,
    MemoryReadLine = 14,
}
