namespace IxpSvnic.Arm.Memory;

/// <summary>The accesses that a watchpoint stops at.</summary>
[Flags]
public enum WatchKind : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    Access = Read | Write,
}
