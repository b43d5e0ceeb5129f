namespace IxpSvnic.Arm.Instructions;

/// <summary>How the fields of a word become operands of its micro-op.</summary>
public enum OperandFormat : byte
{
    /// <summary>The micro-op reads the word itself.</summary>
    Word,

    /// <summary>Data processing, second operand an 8-bit value rotated right.</summary>
    DataImmediate,

    /// <summary>Data processing, second operand a register shifted by a constant.</summary>
    DataShiftedByConstant,

    /// <summary>Data processing, second operand a register shifted by a register.</summary>
    DataShiftedByRegister,

    /// <summary>Registers n, d or h/l, m and s of the multiplies.</summary>
    Multiply,

    /// <summary>Load or store of a word or byte, 12-bit offset.</summary>
    TransferImmediate,

    /// <summary>Load or store of a word or byte, register offset shifted by a constant.</summary>
    TransferRegister,

    /// <summary>Load or store of a halfword or signed byte, 8-bit offset.</summary>
    HalfImmediate,

    /// <summary>Load or store of a halfword or signed byte, register offset.</summary>
    HalfRegister,

    /// <summary>LDRD and STRD, 8-bit offset: an odd register is UNDEFINED.</summary>
    DualImmediate,

    /// <summary>LDRD and STRD, register offset.</summary>
    DualRegister,

    /// <summary>LDM and STM: no register, or the program counter as base, is UNDEFINED here (the architecture: UNPREDICTABLE).</summary>
    Multiple,

    /// <summary>A branch with a 24-bit offset.</summary>
    Branch,

    /// <summary>The branch of Thumb with an 8-bit offset and a condition.</summary>
    ThumbConditionalBranch,

    /// <summary>The branch of Thumb with an 11-bit offset.</summary>
    ThumbBranch,

    /// <summary>One half of Thumb's BL or BLX.</summary>
    ThumbBranchHalf,

    /// <summary>The register that a branch reads is m.</summary>
    BranchRegister,
}
