namespace IxpSvnic.Arm.Instructions;

/// <summary>What an instruction costs besides its memory accesses; <see cref="Timing.PipelineTiming"/> has the figures.</summary>
public enum TimingClass : byte
{
    Data,

    /// <summary>Data processing with a shift by register.</summary>
    DataShiftedByRegister,

    Multiply,

    MultiplyLong,

    Load,

    LoadDual,

    Store,

    StoreDual,

    Multiple,

    Swap,

    StatusRead,

    StatusWrite,

    CoprocessorRead,

    CoprocessorWrite,

    Branch,

    Exception,
}
