namespace IxpSvnic.Arm.Debugging;

/// <summary>Why a program stands still, in the numbers that GDB uses for every system.</summary>
public static class StopSignal
{
    public const int Interrupt = 2;
    public const int IllegalInstruction = 4;
    public const int Trap = 5;
    public const int SegmentationFault = 11;
    public const int BadSystemCall = 12;
}
