namespace IxpSvnic.Microcode.Assembler.Program;

internal enum RegisterClass
{
    /// <summary>Context-relative general-purpose register.</summary>
    Gpr,

    /// <summary>General-purpose register shared by all contexts, <c>@x</c>.</summary>
    AbsoluteGpr,

    /// <summary><c>$x</c></summary>
    S,

    /// <summary><c>$$x</c></summary>
    D,

    /// <summary><c>n$x</c></summary>
    NextNeighbour,
}
