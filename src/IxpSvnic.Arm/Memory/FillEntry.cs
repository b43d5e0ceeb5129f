namespace IxpSvnic.Arm.Memory;

/// <summary>A fill buffer: one line on its way into the data cache.</summary>
internal struct FillEntry
{
    /// <summary>When the line can be used, once answered.</summary>
    public long ReadyCycle;

    /// <summary>Order of the requests.</summary>
    public long Sequence;

    /// <summary>Bytes that stores have written into the line since; memory's must not overwrite them.</summary>
    public uint Mask;

    /// <summary>The line, or -1 when it has been invalidated meanwhile.</summary>
    public int Line;

    public TransferState State;

    public bool IsAbort;

    /// <summary>Asked for by PLD: an abort leaves no trace.</summary>
    public bool IsPreload;
}
