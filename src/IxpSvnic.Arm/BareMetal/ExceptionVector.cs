using IxpSvnic.Arm.Debugging;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>One exception vector: its place, and how far before the link register the culprit lies.</summary>
/// <param name="Name">The architecture's name.</param>
/// <param name="Offset">From the vector base.</param>
/// <param name="ArmReturn">Distance in ARM state.</param>
/// <param name="ThumbReturn">Distance in Thumb state.</param>
/// <param name="HasFault">FSR and FAR tell more.</param>
/// <param name="Signal">What a debugger calls it.</param>
internal sealed record ExceptionVector(string Name, uint Offset, uint ArmReturn, uint ThumbReturn, bool HasFault, int Signal)
{
    /// <summary>All vectors, reset first: a jump to 0 ends there.</summary>
    public static readonly ExceptionVector[] All =
    [
        new("reset", 0x00, 0, 0, false, StopSignal.SegmentationFault),
        new("undefined instruction", 0x04, 4, 2, false, StopSignal.IllegalInstruction),
        new("software interrupt", 0x08, 4, 2, false, StopSignal.BadSystemCall),
        new("prefetch abort", 0x0c, 4, 4, true, StopSignal.SegmentationFault),
        new("data abort", 0x10, 8, 8, true, StopSignal.SegmentationFault),
        new("interrupt", 0x18, 4, 4, false, StopSignal.Interrupt),
        new("fast interrupt", 0x1c, 4, 4, false, StopSignal.Interrupt),
    ];
}
