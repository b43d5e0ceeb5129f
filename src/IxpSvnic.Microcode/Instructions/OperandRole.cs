namespace IxpSvnic.Microcode.Instructions;

/// <summary>What one operand position of an instruction is for.</summary>
public enum OperandRole : byte
{
    /// <summary>Written.</summary>
    Destination,

    /// <summary>Read.</summary>
    Source,

    /// <summary>Read and written (<c>ld_field</c>, <c>immed_w0</c> and kin).</summary>
    SourceDestination,

    /// <summary>Must be <c>--</c>.</summary>
    Missing,

    /// <summary>A fixed word that is part of the instruction's name: <c>+</c>, <c>read</c>, <c>ALU</c>.</summary>
    Keyword,

    /// <summary>A shift: <c>&lt;&lt;5</c>, <c>&gt;&gt;rot9</c>, <c>&gt;&gt;indirect</c>.</summary>
    Shift,

    /// <summary>A constant of the size the instruction documents.</summary>
    Immediate,

    /// <summary>Byte mask of four binary digits.</summary>
    ByteMask,

    /// <summary>An instruction address.</summary>
    Label,

    /// <summary>A signal, or a list of them (<c>ctx_arb</c>).</summary>
    Signal,

    /// <summary>A context number.</summary>
    Context,

    /// <summary>An input-state name or number.</summary>
    InputState,

    /// <summary>A bit number 0-31.</summary>
    BitNumber,

    /// <summary>A byte number 0-3.</summary>
    ByteNumber,

    /// <summary>A local CSR name or number.</summary>
    LocalCsr,

    /// <summary>A CSR number outside the engine (16 bits).</summary>
    ChipCsr,

    /// <summary>CRC polynomial name.</summary>
    CrcType,

    /// <summary>First transfer register of a command; the slot's direction says which file.</summary>
    Transfer,

    /// <summary>Number of units a command moves.</summary>
    Count,
}
