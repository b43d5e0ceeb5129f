namespace IxpSvnic.Microcode.Instructions;

/// <summary>Properties of an instruction row that more than one reader of the table needs.</summary>
[Flags]
public enum InstructionFlags : ushort
{
    None = 0,

    /// <summary>Sets the condition codes (for <c>ld_field</c>: only with <c>load_cc</c>).</summary>
    SetsConditionCodes = 1,

    /// <summary>Uses signals n and n+1, n even.</summary>
    SignalPair = 2,

    /// <summary>May carry <c>ctx_swap</c> or <c>sig_done</c>.</summary>
    TakesSignal = 4,

    /// <summary>Must carry a signal: its result cannot be used without one.</summary>
    NeedsSignal = 8,

    /// <summary>The transfer registers are D registers by default.</summary>
    DefaultD = 0x10,

    /// <summary>Destination and source obey the bank rule like two sources.</summary>
    DestinationInBankRule = 0x20,

    /// <summary>Leaves a value that a following adjacent instruction may use as the previous result.</summary>
    LeavesResult = 0x40,

    /// <summary>Transfers control when it is executed, always.</summary>
    Unconditional = 0x80,

    /// <summary>Units of the count are 8 bytes, two transfer registers.</summary>
    CountsQuadwords = 0x100,

    /// <summary>May be followed by <c>indirect_ref</c>.</summary>
    TakesIndirectRef = 0x200,

    /// <summary>The two address operands may change places.</summary>
    Commutative = 0x400,
}
