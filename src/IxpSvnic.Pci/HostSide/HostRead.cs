namespace IxpSvnic.Pci.HostSide;

/// <summary>A processor's read that waits for its turn or its data.</summary>
internal struct HostRead
{
    public long Cookie;

    /// <summary>Posted writes that must have completed before it.</summary>
    public long AfterPosted;

    public long Earliest;

    public uint Address;

    /// <summary>Index of the waiting client.</summary>
    public int Client;
}
