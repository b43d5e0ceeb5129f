namespace IxpSvnic.Arm.Instructions;

/// <summary>
/// What the interpreter does. Operands: d, n, m, s and an immediate. "Operand" is (m SHL s) + immediate, which is a constant, a register or a
/// register shifted left, as m or the immediate is nothing.
/// </summary>
public enum MicroOp : byte
{
    /// <summary>Behind the last instruction of a line: goes on to the next line.</summary>
    EndOfLine,

    // d = n op operand; no flags.
    And,
    Eor,
    Sub,
    Rsb,
    Add,
    Adc,
    Sbc,
    Rsc,
    Orr,
    Mov,
    Bic,
    Mvn,

    // The same with flags; the logical ones leave C alone (no shift).
    Ands,
    Eors,
    Subs,
    Rsbs,
    Adds,
    Adcs,
    Sbcs,
    Rscs,
    Tst,
    Teq,
    Cmp,
    Cmn,
    Orrs,
    Movs,
    Bics,
    Mvns,

    // The operand is m shifted right by s.
    AndLsr,
    EorLsr,
    SubLsr,
    AddLsr,
    OrrLsr,
    MovLsr,
    AndAsr,
    EorAsr,
    SubAsr,
    AddAsr,
    OrrAsr,
    MovAsr,
    AndRor,
    EorRor,
    AddRor,
    OrrRor,
    MovRor,

    // Moves of m shifted by a constant of 1 to 31, with flags and the carry of the shifter.
    MovsLsl,
    MovsLsr,
    MovsAsr,

    // Moves of m shifted by the register s.
    MovLslRegister,
    MovLsrRegister,
    MovAsrRegister,

    /// <summary>Any data processing: carry of the shifter, rotate with extend, program counter as destination.</summary>
    DataProcessing,

    CountLeadingZeros,
    Multiply,
    MultiplyAccumulate,
    MultiplyLong,
    MultiplyHalf,
    Saturate,
    InternalAccumulate,
    MoveToAccumulator,
    MoveFromAccumulator,

    // Loads and stores of d at n + operand: offset, pre-indexed, post-indexed.
    Ldr,
    LdrPre,
    LdrPost,
    Ldrb,
    LdrbPre,
    LdrbPost,
    Ldrh,
    LdrhPre,
    LdrhPost,
    Ldrsb,
    LdrsbPre,
    LdrsbPost,
    Ldrsh,
    LdrshPre,
    LdrshPost,
    Str,
    StrPre,
    StrPost,
    Strb,
    StrbPre,
    StrbPost,
    Strh,
    StrhPre,
    StrhPost,

    // Loads and stores of d and the register after it.
    Ldrd,
    LdrdPre,
    LdrdPost,
    Strd,
    StrdPre,
    StrdPost,

    /// <summary>Any other load or store of a word or byte: shifted index, LDRT family, program counter.</summary>
    Transfer,

    /// <summary>Any other load or store of a halfword or signed byte.</summary>
    TransferHalf,

    /// <summary>Any other load or store of two registers.</summary>
    TransferDual,

    TransferMultiple,
    Swap,
    Preload,

    MoveFromStatus,
    MoveToStatus,

    // Branches by the immediate.
    Branch,
    BranchEq,
    BranchNe,
    BranchCs,
    BranchCc,
    BranchMi,
    BranchPl,
    BranchVs,
    BranchVc,
    BranchHi,
    BranchLs,
    BranchGe,
    BranchLt,
    BranchGt,
    BranchLe,
    BranchLink,

    /// <summary>BLX with an offset, from ARM.</summary>
    BranchLinkExchange,

    /// <summary>The first halfword of Thumb's BL.</summary>
    ThumbLinkPrefix,

    /// <summary>The second halfword of Thumb's BL.</summary>
    ThumbLink,

    /// <summary>The second halfword of Thumb's BLX.</summary>
    ThumbLinkExchange,

    // Branches to m.
    BranchExchange,
    BranchLinkExchangeRegister,

    /// <summary>MOV pc, m.</summary>
    MovPc,

    /// <summary>LDR pc without write-back: the way compilers branch through a table.</summary>
    LdrPc,

    SoftwareInterrupt,
    Breakpoint,
    CoprocessorToRegister,
    RegisterToCoprocessor,
    Undefined,
}
