namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>alu and its relatives with up to one destination and two 10-bit sources (section 2.5).</summary>
internal sealed class AluFormat(bool hasA, bool hasDestination = true, int missingA = 0) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        Operand destination = default;
        if (hasDestination
            && !OperandCodes.TryDecodeDestination10(word.Field(29, 20), word.Bit(36), out destination))
        {
            return false;
        }

        Operand a = default;
        if (!TrySource(word, isRoleA: false, out Operand b) || (hasA && !TrySource(word, isRoleA: true, out a)))
        {
            return false;
        }

        fields = fields with { Dest = destination, A = a, B = row.Timing == TimingClass.Cam ? CamEntry(b) : b };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed;
        if (!SourcePair.TryPlace(fields.A, fields.B, out SourcePair pair, out error)
            || !pair.AllowsDestination(fields.Dest, out error))
        {
            return false;
        }

        word |= Destination(fields.Dest) | WordBits.Place(pair.Swap, 30) | pair.Codes10(missingA);
        return true;
    }

    /// <summary>Destination field and bank bit.</summary>
    internal static ulong Destination(Operand destination) =>
        WordBits.Place(OperandCodes.Encode10(destination), 20) | WordBits.Place(destination.IsBankB, 36);

    /// <summary>A constant CAM entry counts with its low four bits.</summary>
    internal static Operand CamEntry(Operand entry) =>
        entry.Kind == OperandKind.Constant ? Operand.Constant(entry.Value & 0xf) : entry;

    /// <summary>The operation's own A or B operand, the swap bit undone.</summary>
    internal static bool TrySource(ulong word, bool isRoleA, out Operand operand)
    {
        bool inFieldB = isRoleA == word.Bit(30);
        return OperandCodes.TryDecode10(inFieldB ? word.Field(19, 10) : word.Field(9, 0), inFieldB, out operand);
    }
}
