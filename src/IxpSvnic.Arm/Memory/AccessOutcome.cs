namespace IxpSvnic.Arm.Memory;

/// <summary>Why an access did not happen.</summary>
public enum AccessOutcome : byte
{
    /// <summary>It happened.</summary>
    Done,

    /// <summary>An abort: fault status and address are recorded, the instruction takes the exception.</summary>
    Abort,

    /// <summary>The bus has not answered yet: the instruction is undone and executed again when <see cref="CoreMemory.IsWaiting"/> is false.</summary>
    Wait,

    /// <summary>A watchpoint of the debugger: the instruction is undone, the core stops.</summary>
    Watchpoint,
}
