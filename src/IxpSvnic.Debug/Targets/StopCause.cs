namespace IxpSvnic.Debug.Targets;

/// <summary>What a stop is about.</summary>
public enum StopCause
{
    /// <summary>A step, an interrupt or a fault: the signal says which.</summary>
    Signal,

    /// <summary>The instruction at the program counter has a breakpoint.</summary>
    Breakpoint,

    /// <summary>The instruction at the program counter would touch a watched address.</summary>
    Watchpoint,

    /// <summary>The program has ended.</summary>
    Exit,
}
