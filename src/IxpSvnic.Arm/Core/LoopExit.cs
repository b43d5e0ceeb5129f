namespace IxpSvnic.Arm.Core;

/// <summary>Why the interpreter's loop was left.</summary>
internal enum LoopExit : byte
{
    Limit,

    /// <summary>Interrupts, sleep, aborts or breakpoints must be looked at.</summary>
    Look,

    Wait,
    Watchpoint,
    Semihosting,
}
