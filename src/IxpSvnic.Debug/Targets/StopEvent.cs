using IxpSvnic.Arm.Debugging;

namespace IxpSvnic.Debug.Targets;

/// <summary>Why a program stands still, as the debugger is told.</summary>
/// <param name="Cause">What stopped it.</param>
/// <param name="Number">The signal; of an end the exit code.</param>
/// <param name="Point">The stop point that was hit, where one was.</param>
public readonly record struct StopEvent(StopCause Cause, int Number, StopPoint Point = default)
{
    /// <summary>One instruction is done, or the program waits at its entry.</summary>
    public static StopEvent Step { get; } = new(StopCause.Signal, StopSignal.Trap);
}
