using IxpSvnic.Arm.Instructions;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm.Timing;

/// <summary>
/// Issue and result latencies of the XScale's pipeline and the costs of its branches, in core cycles. Tags as in the chip reference.
/// *Not modelled:* the extra cycle of a shifter operand made by the last instruction of the line before; dual completion conflicts.
/// </summary>
public sealed class PipelineTiming
{
    [Parameter("cycles", "IXP45x manual p184: issue of data processing", Min = 1, Max = 100)]
    public int DataIssueCycles { get; set; } = 1;

    [Parameter("cycles", "IXP45x manual p184: issue of data processing with a shift by register", Min = 1, Max = 100)]
    public int RegisterShiftIssueCycles { get; set; } = 2;

    [Parameter("cycles", "IXP45x manual p184: a result that the next instruction shifts by a constant", Min = 0, Max = 100)]
    public int ShifterOperandCycles { get; set; } = 1;

    [Parameter("cycles", "IXP42X manual p196: issue of a 32-bit multiply", Min = 1, Max = 100)]
    public int MultiplyIssueCycles { get; set; } = 1;

    [Parameter("cycles", "IXP42X manual p196: result of a multiply by a 15-bit number", Min = 1, Max = 100)]
    public int ShortMultiplyResultCycles { get; set; } = 2;

    [Parameter("cycles", "IXP42X manual p196: result of a multiply by a 27-bit number", Min = 1, Max = 100)]
    public int MiddleMultiplyResultCycles { get; set; } = 3;

    [Parameter("cycles", "IXP42X manual p196: result of a multiply by a 32-bit number", Min = 1, Max = 100)]
    public int LongMultiplyResultCycles { get; set; } = 4;

    [Parameter("cycles", "A61: issue of a 64-bit multiply", Min = 1, Max = 100)]
    public int LongMultiplyIssueCycles { get; set; } = 2;

    [Parameter("cycles", "A61: the low word of a 64-bit product after that of a 32-bit one; the high word is as much later", Min = 0, Max = 100)]
    public int LongMultiplyExtraCycles { get; set; } = 1;

    [Parameter("cycles", "A60: result of a load that hits the data cache", Min = 1, Max = 100)]
    public int LoadResultCycles { get; set; } = 3;

    [Parameter("cycles", "A60: issue of a load of one register", Min = 1, Max = 100)]
    public int LoadIssueCycles { get; set; } = 1;

    [Parameter("cycles", "IXP42X manual p194: issue of LDRD", Min = 1, Max = 100)]
    public int LoadDualIssueCycles { get; set; } = 1;

    [Parameter("cycles", "A60: issue of a store of one register", Min = 1, Max = 100)]
    public int StoreIssueCycles { get; set; } = 1;

    [Parameter("cycles", "IXP42X manual p194: issue of STRD", Min = 1, Max = 100)]
    public int StoreDualIssueCycles { get; set; } = 2;

    [Parameter("cycles", "IXP45x manual p184: LDR pc, all in", Min = 1, Max = 100)]
    public int LoadPcCycles { get; set; } = 8;

    [Parameter("cycles", "IXP45x manual p216: issue of LDM and STM before their registers, each of which adds one", Min = 1, Max = 100)]
    public int MultipleIssueCycles { get; set; } = 2;

    [Parameter("cycles", "IXP45x manual p184: LDM with pc, for up to three registers; each further one adds one", Min = 1, Max = 100)]
    public int LoadMultiplePcCycles { get; set; } = 10;

    [Parameter("cycles", "A60: SWP and SWPB", Min = 1, Max = 100)]
    public int SwapIssueCycles { get; set; } = 5;

    [Parameter("cycles", "A62: MRS, result", Min = 1, Max = 100)]
    public int StatusReadResultCycles { get; set; } = 2;

    [Parameter("cycles", "A62: MSR of the flags", Min = 1, Max = 100)]
    public int StatusWriteIssueCycles { get; set; } = 2;

    [Parameter("cycles", "A62: MSR of the mode and interrupt bits", Min = 1, Max = 100)]
    public int ModeWriteIssueCycles { get; set; } = 6;

    [Parameter("cycles", "A62: MRC", Min = 1, Max = 100)]
    public int CoprocessorReadIssueCycles { get; set; } = 4;

    [Parameter("cycles", "A62: MCR", Min = 1, Max = 100)]
    public int CoprocessorWriteIssueCycles { get; set; } = 2;

    [Parameter("cycles", "A62: entry of SWI and of every abort, without the fetch of the vector", Min = 1, Max = 100)]
    public int ExceptionEntryCycles { get; set; } = 6;

    [Parameter("cycles", "A62: entry of an interrupt, without the fetch of the vector", Min = 1, Max = 100)]
    public int InterruptEntryCycles { get; set; } = 10;

    [Parameter("cycles", "IXP42X manual p160: issue of a branch that the branch target buffer foresaw", Min = 1, Max = 100)]
    public int BranchIssueCycles { get; set; } = 1;

    [Parameter("cycles", "IXP45x manual p184: a branch that was not foreseen, BX, MOV pc", Min = 1, Max = 100)]
    public int MispredictedBranchCycles { get; set; } = 5;

    [Parameter("cycles", "IXP45x manual p184: more of that in Thumb", Min = 0, Max = 100)]
    public int ThumbMispredictExtraCycles { get; set; } = 1;

    [Parameter("entries", "A63: branch target buffer, direct mapped by address bits 8:2, two-bit counters", Min = 128, Max = 128, ReadOnly = true)]
    public int BranchTargetEntries => 128;

    /// <summary>Issue latency of a class; what depends on operands is added by the interpreter.</summary>
    public int IssueCycles(TimingClass timing) => timing switch
    {
        TimingClass.DataShiftedByRegister => RegisterShiftIssueCycles,
        TimingClass.Multiply => MultiplyIssueCycles,
        TimingClass.MultiplyLong => LongMultiplyIssueCycles,
        TimingClass.Load => LoadIssueCycles,
        TimingClass.LoadDual => LoadDualIssueCycles,
        TimingClass.Store => StoreIssueCycles,
        TimingClass.StoreDual => StoreDualIssueCycles,
        TimingClass.Multiple => MultipleIssueCycles,
        TimingClass.Swap => SwapIssueCycles,
        TimingClass.StatusWrite => StatusWriteIssueCycles,
        TimingClass.CoprocessorRead => CoprocessorReadIssueCycles,
        TimingClass.CoprocessorWrite => CoprocessorWriteIssueCycles,
        TimingClass.Branch => BranchIssueCycles,
        _ => DataIssueCycles,
    };
}
