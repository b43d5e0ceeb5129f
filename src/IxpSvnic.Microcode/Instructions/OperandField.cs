namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// Which part of a <see cref="DecodedInstruction"/> an operand position stands for, where the role leaves a choice.
/// </summary>
public enum OperandField : byte
{
    /// <summary>The role says it all.</summary>
    None,

    /// <summary><see cref="DecodedInstruction.Dest"/>.</summary>
    Destination,

    /// <summary><see cref="DecodedInstruction.A"/>.</summary>
    A,

    /// <summary><see cref="DecodedInstruction.B"/>.</summary>
    B,

    /// <summary><see cref="DecodedInstruction.Immediate"/>.</summary>
    Immediate,

    /// <summary><see cref="DecodedInstruction.Parameter"/>.</summary>
    Parameter,

    /// <summary><see cref="DecodedInstruction.CompareValue"/>.</summary>
    CompareValue,
}
