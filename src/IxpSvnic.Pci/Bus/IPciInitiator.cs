using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Pci.Bus;

/// <summary>A block with a REQ#/GNT# pair.</summary>
public interface IPciInitiator
{
    /// <summary>
    /// The bus is granted: fill in the transaction, or return false when there is nothing to send any more. The request
    /// counts as withdrawn; ask again for the next transaction.
    /// </summary>
    bool Begin(int port, ref PciTransaction transaction);

    /// <summary>
    /// First data phase, the target has agreed to move these bytes by a tick; a read's data are already there.
    /// </summary>
    void OnDataStart(int port, in PciTransaction transaction, int bytes, long end);

    /// <summary>The transaction has ended now and the bus is free.</summary>
    void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes);
}
