namespace IxpSvnic.Arm.Coprocessors;

/// <summary>What became of a coprocessor access.</summary>
public enum CoprocessorOutcome : byte
{
    Done,

    /// <summary>No such register, or no right to it: the instruction is UNDEFINED.</summary>
    Undefined,

    /// <summary>Must wait for the bus (drain, clean): the instruction is undone and executed again.</summary>
    Wait,

    /// <summary>The operation aborted (a cache operation on an address without translation).</summary>
    Abort,
}
