using IxpSvnic.Pci.Transactions;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// One delayed read: latched at the initiator's first attempt, fetched, kept until the initiator comes back.
/// </summary>
internal struct DelayedRead
{
    /// <summary>The fetch on the far side, then its data.</summary>
    public PciTransaction Fetch;

    /// <summary>Far side: not before this tick (latency, then backoff).</summary>
    public long NotBefore;

    /// <summary>Near side: data can be given from this tick.</summary>
    public long ReadyAt;

    /// <summary>Posted writes ahead of it in its own direction.</summary>
    public long AfterPosted;

    /// <summary>Posted writes that its data must not pass in the other direction.</summary>
    public long AfterOpposite;

    /// <summary>Address as the initiator gave it.</summary>
    public uint Address;

    /// <summary>Bytes fetched.</summary>
    public int Bytes;

    public PciCommand Command;

    public DelayedReadState State;

    public bool Aborted;

    private byte _unused;
}
