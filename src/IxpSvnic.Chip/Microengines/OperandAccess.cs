namespace IxpSvnic.Chip.Microengines;

/// <summary>How the interpreter reaches an operand. The first four are plain array accesses: number OR base.</summary>
internal enum OperandAccess : byte
{
    /// <summary>Absolute registers, constants, and missing operands.</summary>
    Absolute,

    /// <summary>In the running context's window.</summary>
    Windowed,

    /// <summary>Local memory through pointer 0 (as a destination not plain: words that do not exist).</summary>
    LocalMemory0,

    LocalMemory1,

    LocalMemory0Inc,

    LocalMemory0Dec,

    LocalMemory1Inc,

    LocalMemory1Dec,

    SIndex,

    SIndexInc,

    SIndexDec,

    DIndex,

    DIndexInc,

    DIndexDec,

    NnIndex,

    NnIndexInc,

    /// <summary>Destination <c>n$n</c>: this engine's or the next one's.</summary>
    NextNeighbour,
}
