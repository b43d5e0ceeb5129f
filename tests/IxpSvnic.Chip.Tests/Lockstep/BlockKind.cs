namespace IxpSvnic.Chip.Tests.Lockstep;

/// <summary>What a block of a random program is about.</summary>
internal enum BlockKind
{
    Alu,
    Shift,
    IndirectShift,
    Immediate,
    LoadField,
    Condition,
    RegisterBranch,
    Jump,
    LocalMemory,
    TransferIndex,
    ByteAlign,
    Cam,
    Crc,
    Multiply,
    Signal,
    Read,
    Write,
    Atomic,
    Burst,
    Override,
    Ring,
    AnySignal,
    Yield,
    CsrRead,
    Neighbour,
    BitSearch,
}
