namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// cam_write and cam_write_state: the destination field holds the state, operand B the entry, A the tag (section 2.5).
/// </summary>
internal sealed class CamWriteFormat(bool hasTag) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        Operand tag = default;
        if (!OperandCodes.IsConstant10(word.Field(29, 20))
            || !AluFormat.TrySource(word, isRoleA: false, out Operand entry)
            || (hasTag && !AluFormat.TrySource(word, isRoleA: true, out tag)))
        {
            return false;
        }

        fields = fields with { A = tag, B = AluFormat.CamEntry(entry), Parameter = (byte)word.Field(23, 20) };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed | WordBits.Place(0x300 | fields.Parameter, 20);
        if (!SourcePair.TryPlace(fields.A, fields.B, out SourcePair pair, out error))
        {
            return false;
        }

        // A tag without a bank goes to field B, as the descendants' assembler does, unless the entry needs that field.
        if (hasTag && !pair.Swap && !fields.A.IsBankA && !fields.B.IsBankB)
        {
            pair = new SourcePair(fields.B, fields.A, true);
        }

        word |= WordBits.Place(pair.Swap, 30) | pair.Codes10();
        return true;
    }
}
