namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// The canonical placement of the operation's two sources in field A (reads bank A) and field B (reads bank B):
/// natural order unless a register's bank forces the exchange. Source: section 2.4 of the MEv2 reference.
/// </summary>
internal readonly record struct SourcePair(Operand FieldA, Operand FieldB, bool Swap)
{
    /// <summary>Places the sources, or tells why no word can hold both.</summary>
    public static bool TryPlace(Operand a, Operand b, out SourcePair pair, out string error)
    {
        bool swap = a.IsBankB || b.IsBankA;
        pair = swap ? new SourcePair(b, a, true) : new SourcePair(a, b, false);
        error = OperandRules.CheckSources(a, b);
        return error.Length == 0;
    }

    /// <summary>Checks the destination against both sources where local memory is read and written.</summary>
    public bool AllowsDestination(Operand destination, out string error)
    {
        error = OperandRules.CheckLocalMemory(FieldA, destination);
        if (error.Length == 0)
        {
            error = OperandRules.CheckLocalMemory(FieldB, destination);
        }

        return error.Length == 0;
    }

    /// <summary>The two 10-bit fields; <paramref name="missingA"/> stands for an absent field A.</summary>
    public ulong Codes10(int missingA = 0)
    {
        int a = FieldA.IsNone ? missingA : OperandCodes.Encode10(FieldA);
        return WordBits.Place(OperandCodes.Encode10(FieldB), 10) | WordBits.Place(a, 0);
    }

    /// <summary>The two 8-bit fields and the constant's bit 7; an absent operand is 00.</summary>
    public ulong Codes8()
    {
        int a = FieldA.IsNone ? 0 : OperandCodes.Encode8(FieldA);
        int b = FieldB.IsNone ? 0 : OperandCodes.Encode8(FieldB);
        bool msb = (FieldA.Kind == OperandKind.Constant && FieldA.Value > 127)
            || (FieldB.Kind == OperandKind.Constant && FieldB.Value > 127);
        return WordBits.Place(b, 10) | WordBits.Place(a, 0) | WordBits.Place(msb, 18);
    }
}
