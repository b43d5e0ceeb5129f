namespace IxpSvnic.Host.Vm;

/// <summary>Where a driver is in its round: mask, drain, unmask, read back, look again, sleep.</summary>
internal enum DriverStep : byte
{
    Sleeping,
    Masking,
    Draining,
    Unmasking,
    ReadingBack,
    AwaitingReadBack,
    LookingAgain,

    /// <summary>The VIF is gone or going.</summary>
    Closed,
}
