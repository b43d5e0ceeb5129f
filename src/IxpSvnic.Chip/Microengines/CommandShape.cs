using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>What a command pulls from out-registers, reference sections 2.13 and 3.7.</summary>
internal static class CommandShape
{
    /// <summary>Longwords pulled by a command of so many units.</summary>
    public static int PulledWords(MicroOp op, int count) => op switch
    {
        MicroOp.SramWrite or MicroOp.SramPut or MicroOp.SramJournal or MicroOp.ScratchWrite or MicroOp.ScratchPut
            or MicroOp.CapWriteCsr or MicroOp.CapWrite or MicroOp.PciWrite or MicroOp.MsfWrite => count,
        MicroOp.DramWrite or MicroOp.MsfWrite64 or MicroOp.Hash48 or MicroOp.Hash64 => 2 * count,
        MicroOp.Hash128 => 4 * count,
        MicroOp.SramSwap or MicroOp.SramSet or MicroOp.SramTestAndSet or MicroOp.SramClr or MicroOp.SramTestAndClr
            or MicroOp.SramAdd or MicroOp.SramTestAndAdd or MicroOp.SramCsrWr
            or MicroOp.ScratchSwap or MicroOp.ScratchSet or MicroOp.ScratchTestAndSet or MicroOp.ScratchClr
            or MicroOp.ScratchTestAndClr or MicroOp.ScratchAdd or MicroOp.ScratchTestAndAdd
            or MicroOp.ScratchSub or MicroOp.ScratchTestAndSub => 1,
        _ => 0,
    };
}
