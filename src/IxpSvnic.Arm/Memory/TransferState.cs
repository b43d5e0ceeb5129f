namespace IxpSvnic.Arm.Memory;

/// <summary>How far a buffer's transfer has come.</summary>
internal enum TransferState : byte
{
    Free,

    /// <summary>Write buffer: still collecting stores.</summary>
    Open,

    /// <summary>On the bus, not answered.</summary>
    Sent,

    /// <summary>Answered: the cycle is known.</summary>
    Answered,
}
