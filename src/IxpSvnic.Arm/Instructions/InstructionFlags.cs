namespace IxpSvnic.Arm.Instructions;

/// <summary>Properties of an instruction row.</summary>
[Flags]
public enum InstructionFlags : byte
{
    None = 0,

    /// <summary>The row's words also match another row's pattern; this one wins.</summary>
    IsSpecialCase = 1,

    /// <summary>The second operand goes through the shifter by a constant: m late by one cycle.</summary>
    ShiftsM = 2,

    /// <summary>QDADD and QDSUB: n is doubled first and needed one cycle early.</summary>
    DoublesN = 4,

    /// <summary>The result d of the one-cycle arithmetic unit.</summary>
    WritesD = 8,

    /// <summary>Thumb: the program counter reads word-aligned.</summary>
    AlignsPc = 16,
}
