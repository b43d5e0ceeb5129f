namespace IxpSvnic.Debug.Targets;

/// <summary>Why a program stands still, as the debugger is told.</summary>
/// <param name="Cause">What stopped it.</param>
/// <param name="Number">The signal; of an end the exit code.</param>
/// <param name="Point">The stop point that was hit, where one was.</param>
public readonly record struct StopEvent(StopCause Cause, int Number, StopPoint Point = default)
{
    /// <summary>SIGINT, SIGTRAP and so on as the protocol numbers them.</summary>
    public const int Interrupt = 2;
    public const int IllegalInstruction = 4;
    public const int Trap = 5;
    public const int SegmentationFault = 11;
    public const int BadSystemCall = 12;

    /// <summary>One instruction is done, or the program waits at its entry.</summary>
    public static StopEvent Step { get; } = new(StopCause.Signal, Trap);
}
