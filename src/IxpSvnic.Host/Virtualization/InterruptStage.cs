namespace IxpSvnic.Host.Virtualization;

/// <summary>Where the handler of the device's interrupt is.</summary>
internal enum InterruptStage : byte
{
    Idle,
    Entering,
    Reading,
    Clearing,
    Ending,
}
