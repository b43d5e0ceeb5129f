namespace IxpSvnic.Chip.PciUnit;

/// <summary>Progress of one DMA channel. Plain data.</summary>
internal struct DmaChannel
{
    /// <summary>No burst before this tick.</summary>
    public long SetupEnd;

    /// <summary>When DRAM has taken the last bytes read from the bus.</summary>
    public long WrittenBy;

    /// <summary>Address of the descriptor being worked on, 0 = from the registers.</summary>
    public uint Descriptor;

    public uint PciAddress;

    public uint DramAddress;

    /// <summary>Bytes not yet put into a burst.</summary>
    public int ToIssue;

    /// <summary>Bytes not yet moved over the bus.</summary>
    public int ToFinish;

    /// <summary>Identity of the transfer on the bus.</summary>
    public int Copy;

    public DmaChannelState State;

    public bool ToPci;

    /// <summary>Descriptor Added was written since the last link was read.</summary>
    public bool Added;

    private byte _unused;
}
