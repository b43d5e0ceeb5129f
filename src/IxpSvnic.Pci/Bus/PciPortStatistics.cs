namespace IxpSvnic.Pci.Bus;

/// <summary>What one requester did on a bus.</summary>
public struct PciPortStatistics
{
    /// <summary>Granted transactions, retried ones included.</summary>
    public long Transactions;

    /// <summary>Ticks from grant to end.</summary>
    public long BusyTicks;

    public long BytesWritten;

    public long BytesRead;

    public long Retries;

    public long Disconnects;

    /// <summary>Master and target aborts.</summary>
    public long Aborts;
}
