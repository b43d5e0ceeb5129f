using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Memory;

/// <summary>The read-modify-write operations of scratchpad and SRAM, without their timing.</summary>
public static class AtomicOperation
{
    /// <summary>What the operation leaves in memory.</summary>
    public static uint Apply(MicroOp op, uint old, uint operand) => op switch
    {
        MicroOp.ScratchSwap or MicroOp.SramSwap => operand,
        MicroOp.ScratchSet or MicroOp.ScratchTestAndSet or MicroOp.SramSet or MicroOp.SramTestAndSet => old | operand,
        MicroOp.ScratchClr or MicroOp.ScratchTestAndClr or MicroOp.SramClr or MicroOp.SramTestAndClr => old & ~operand,
        MicroOp.ScratchAdd or MicroOp.ScratchTestAndAdd or MicroOp.SramAdd or MicroOp.SramTestAndAdd => old + operand,
        MicroOp.ScratchSub or MicroOp.ScratchTestAndSub => old - operand,
        MicroOp.ScratchIncr or MicroOp.ScratchTestAndIncr or MicroOp.SramIncr or MicroOp.SramTestAndIncr => old + 1,
        MicroOp.ScratchDecr or MicroOp.ScratchTestAndDecr or MicroOp.SramDecr or MicroOp.SramTestAndDecr => old - 1,
        _ => throw new ArgumentOutOfRangeException(nameof(op), $"{op} is not an atomic operation"),
    };

    /// <summary>The old value goes back to the issuer.</summary>
    public static bool Returns(MicroOp op) => op is
        MicroOp.ScratchSwap or MicroOp.ScratchTestAndSet or MicroOp.ScratchTestAndClr or MicroOp.ScratchTestAndAdd
        or MicroOp.ScratchTestAndSub or MicroOp.ScratchTestAndIncr or MicroOp.ScratchTestAndDecr
        or MicroOp.SramSwap or MicroOp.SramTestAndSet or MicroOp.SramTestAndClr or MicroOp.SramTestAndAdd
        or MicroOp.SramTestAndIncr or MicroOp.SramTestAndDecr;

    /// <summary>An operand is pulled.</summary>
    public static bool Pulls(MicroOp op) => op is not (
        MicroOp.ScratchIncr or MicroOp.ScratchTestAndIncr or MicroOp.ScratchDecr or MicroOp.ScratchTestAndDecr
        or MicroOp.SramIncr or MicroOp.SramTestAndIncr or MicroOp.SramDecr or MicroOp.SramTestAndDecr);
}
