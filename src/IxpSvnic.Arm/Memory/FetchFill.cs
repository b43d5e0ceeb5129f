namespace IxpSvnic.Arm.Memory;

/// <summary>The line on its way into a code slot.</summary>
internal struct FetchFill
{
    public long ReadyCycle;

    /// <summary>The slot, or -1 when it has been invalidated meanwhile.</summary>
    public int Slot;

    public TransferState State;

    public bool IsAbort;
}
