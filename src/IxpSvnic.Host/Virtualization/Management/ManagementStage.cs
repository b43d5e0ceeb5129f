namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>Where the management client is.</summary>
internal enum ManagementStage : byte
{
    Off,

    /// <summary>Until the device says that it is ready.</summary>
    AwaitingReady,

    ReadingState,
    ReadingBlockAddress,
    Idle,
    Writing,
    AwaitingReply,
    ReadingStatus,
    ReadingAnswer,
    Failed,
}
