namespace IxpSvnic.Microcode.Instructions;

/// <summary>Which operand code table a register operand is encoded with.</summary>
public enum OperandWidth : byte
{
    /// <summary>Not a register operand.</summary>
    None,

    /// <summary>8 bits: no absolute registers, no <c>n$n</c>, no local memory <c>++</c>/<c>--</c>, offsets 0-7.</summary>
    Restricted8,

    /// <summary>8 bits without a constant's most significant bit: constants 0-127 (commands).</summary>
    Restricted8Command,

    /// <summary>10 bits: every form.</summary>
    Unrestricted10,
}
