namespace IxpSvnic.Host.Virtualization;

/// <summary>What the interrupt path counted.</summary>
public struct InterruptCounts
{
    /// <summary>Times the handler was entered.</summary>
    public long Physical;

    /// <summary>Entries that read an empty identifier.</summary>
    public long PhysicalSpurious;

    /// <summary>Virtual interrupts sent to guests.</summary>
    public long Sent;

    /// <summary>Of these, to guests that were awake.</summary>
    public long Coalesced;

    /// <summary>Bits above the identifier, for management.</summary>
    public long Management;
}
