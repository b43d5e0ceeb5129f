namespace IxpSvnic.Arm.Core;

/// <summary>How an instruction outside the interpreter's loop ended.</summary>
internal enum StepResult : byte
{
    Next,

    /// <summary>Goes on at the target.</summary>
    Jump,

    /// <summary>Next, but interrupts, sleep or aborts must be looked at first.</summary>
    NextAndLook,

    /// <summary>Jump, but interrupts, sleep or aborts must be looked at first.</summary>
    JumpAndLook,

    // The instruction did not happen.
    Wait,
    Watchpoint,
    Semihosting,
}
