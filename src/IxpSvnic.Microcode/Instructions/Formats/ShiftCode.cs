namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>The shift control (bits 9:8) and amount (bits 32:28) fields (section 2.6).</summary>
internal static class ShiftCode
{
    private const int DoubleShift = 3;

    /// <summary>Reads both fields.</summary>
    public static (ShiftKind Kind, byte Amount) Decode(ulong word)
    {
        int amount = word.Field(32, 28);
        return (word.Field(9, 8), amount) switch
        {
            (0, 0) => (ShiftKind.None, 0),
            (0, _) => (ShiftKind.RotateRight, (byte)amount),
            (2, 0) => (ShiftKind.LeftIndirect, 0),
            (2, _) => (ShiftKind.Left, (byte)(32 - amount)),
            (_, 0) => (ShiftKind.RightIndirect, 0),
            _ => (ShiftKind.Right, (byte)amount),
        };
    }

    /// <summary>Writes both fields.</summary>
    public static ulong Encode(ShiftKind kind, int amount, bool isDouble = false)
    {
        (int control, int field) = kind switch
        {
            ShiftKind.None => (0, 0),
            ShiftKind.RotateRight => (0, amount),
            ShiftKind.Left => (2, 32 - amount),
            ShiftKind.LeftIndirect => (2, 0),
            ShiftKind.Right => (1, amount),
            _ => (1, 0),
        };
        return WordBits.Place(isDouble ? DoubleShift : control, 8) | WordBits.Place(field, 28);
    }
}
