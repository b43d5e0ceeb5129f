namespace IxpSvnic.Arm.Memory;

/// <summary>State bits of a data cache line besides its tag.</summary>
internal static class LineFlags
{
    public const byte DirtyLow = 1;
    public const byte DirtyHigh = 2;
    public const byte Dirty = DirtyLow | DirtyHigh;

    /// <summary>A fill has been asked for; its buffer says when it can be used.</summary>
    public const byte Pending = 4;

    /// <summary>Allocated by CP15 without translation: the first access says what physical address is behind it (A76).</summary>
    public const byte NoPhysical = 8;
}
