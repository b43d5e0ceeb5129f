namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>What an instruction needs around it to run in a random program.</summary>
internal enum FuzzKind
{
    /// <summary>Nothing: it reads and writes registers and flags.</summary>
    Plain,

    /// <summary>Nothing, but none of its registers may be pc.</summary>
    Registers,
    DataProcessing,
    Multiply,
    LongMultiply,
    StatusImmediate,
    Swap,
    Single,
    Extra,
    Multiple,
    Branch,
    BranchExchange,
    Jump,
    Loop,
    Island,
    Accumulate,
    AccumulatorRead,
    HighRegisters,
    ThumbRegisterOffset,
    ThumbImmediateOffset,
    ThumbStack,
    ThumbMultiple,
    ThumbConditional,
    ThumbBranch,
    ThumbJump,
}
