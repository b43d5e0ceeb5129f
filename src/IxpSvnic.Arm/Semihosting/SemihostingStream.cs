namespace IxpSvnic.Arm.Semihosting;

/// <summary>What a handle stands for.</summary>
internal enum SemihostingStream : byte
{
    /// <summary>A handle that is free again.</summary>
    Closed,
    Input,
    Output,
    Error,
    File,
}
