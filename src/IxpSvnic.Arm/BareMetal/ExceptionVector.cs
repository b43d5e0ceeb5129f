namespace IxpSvnic.Arm.BareMetal;

/// <summary>One exception vector: its place, and how far before the link register the culprit lies.</summary>
/// <param name="Name">The architecture's name.</param>
/// <param name="Offset">From the vector base.</param>
/// <param name="ArmReturn">Distance in ARM state.</param>
/// <param name="ThumbReturn">Distance in Thumb state.</param>
/// <param name="HasFault">FSR and FAR tell more.</param>
internal sealed record ExceptionVector(string Name, uint Offset, uint ArmReturn, uint ThumbReturn, bool HasFault)
{
    /// <summary>All vectors, reset first: a jump to 0 ends there.</summary>
    public static readonly ExceptionVector[] All =
    [
        new("reset", 0x00, 0, 0, false),
        new("undefined instruction", 0x04, 4, 2, false),
        new("software interrupt", 0x08, 4, 2, false),
        new("prefetch abort", 0x0c, 4, 4, true),
        new("data abort", 0x10, 8, 8, true),
        new("interrupt", 0x18, 4, 4, false),
        new("fast interrupt", 0x1c, 4, 4, false),
    ];
}
