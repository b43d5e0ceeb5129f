using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Pci.Tests.Bus;

internal sealed class OvereagerTarget : IPciTarget
{
    public bool Claims(in PciTransaction transaction) => transaction.Address == 0x7000_0000;

    public PciResponse Access(ref PciTransaction transaction, long now) => PciResponse.Accept(transaction.Length + 1);
}
