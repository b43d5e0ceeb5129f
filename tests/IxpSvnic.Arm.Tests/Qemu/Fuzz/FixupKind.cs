namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>How an instruction's field is made from a label.</summary>
internal enum FixupKind
{
    /// <summary>The whole word is the address.</summary>
    Address,

    /// <summary>B, BL: 24 bits of words.</summary>
    ArmBranch,

    /// <summary>BLX to Thumb: 24 bits of words and a halfword bit.</summary>
    ArmBranchExchange,

    /// <summary>ADD Rd, pc, #: eight bits of words.</summary>
    ArmPcAdd,

    /// <summary>LDR Rd, [pc, #]: twelve bits of bytes.</summary>
    ArmLoad,
    ThumbConditional,
    ThumbBranch,

    /// <summary>The BL pair.</summary>
    ThumbLong,

    /// <summary>The BLX pair: to a word-aligned ARM target.</summary>
    ThumbLongExchange,

    /// <summary>LDR Rd, [pc, #] and ADD Rd, pc, #: eight bits of words from the aligned pc.</summary>
    ThumbPcRelative,
}
