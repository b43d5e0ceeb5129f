namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Thumb of ARMv5T. Nearly every row is an ARM instruction with fewer choices and says which.</summary>
internal static class ThumbRows
{
    public static IEnumerable<InstructionRow> All => [];
}
