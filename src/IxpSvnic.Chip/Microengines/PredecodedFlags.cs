namespace IxpSvnic.Chip.Microengines;

/// <summary>Yes-or-no properties of a predecoded instruction.</summary>
[Flags]
internal enum PredecodedFlags : byte
{
    None = 0,

    /// <summary>ld_field with load_cc.</summary>
    SetsConditionCodes = 1,

    /// <summary>Some operand changes a pointer after the instruction.</summary>
    PostModifies = 2,

    /// <summary>Command: ctx_swap. ctx_arb: resumes at its target.</summary>
    Swaps = 4,

    IndirectRef = 8,

    SignalPair = 0x10,

    /// <summary>Command: D transfer registers. crc: bit swap.</summary>
    IsD = 0x20,

    /// <summary>ctx_arb[--].</summary>
    KeepsWakeupMask = 0x40,

    /// <summary>ctx_arb[bpt]. Illegal: the word's parity is wrong.</summary>
    Breakpoint = 0x80,
}
