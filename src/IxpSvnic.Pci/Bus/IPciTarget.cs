using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Pci.Bus;

/// <summary>A block that answers addresses on a bus.</summary>
public interface IPciTarget
{
    /// <summary>DEVSEL#: the address lies in one of its windows. Not asked for configuration cycles.</summary>
    bool Claims(in PciTransaction transaction);

    /// <summary>
    /// The first data phase, now. A write's bytes are taken, a read's put into the transaction with their tag, for as
    /// many bytes as the answer says; a retry must leave no trace but the memory of a delayed read.
    /// </summary>
    PciResponse Access(ref PciTransaction transaction, long now);
}
