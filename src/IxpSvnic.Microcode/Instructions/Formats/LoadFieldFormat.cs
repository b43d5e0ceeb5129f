namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>ld_field and ld_field_w_clr: destination and source share the two source fields (section 2.8).</summary>
internal sealed class LoadFieldFormat(bool readsDestination) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        bool swap = word.Bit(19);
        int codeA = word.Field(7, 0);
        int codeB = word.Field(17, 10);
        if (!OperandCodes.TryDecodeDestination8(swap ? codeB : codeA, swap, out Operand destination)
            || !OperandCodes.TryDecode8(swap ? codeA : codeB, !swap, word.Bit(18), out Operand source))
        {
            return false;
        }

        (ShiftKind kind, byte amount) = ShiftCode.Decode(word);
        fields = fields with
        {
            Dest = destination,
            A = readsDestination ? destination : Operand.None,
            B = source,
            Shift = kind,
            ShiftAmount = amount,
            ByteMask = (byte)word.Field(27, 24),
            SetsConditionCodes = word.Bit(34),
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed | WordBits.Place(fields.ByteMask, 24) | WordBits.Place(fields.SetsConditionCodes, 34)
            | ShiftCode.Encode(fields.Shift, fields.ShiftAmount);
        if (!SourcePair.TryPlace(fields.Dest, fields.B, out SourcePair pair, out error))
        {
            return false;
        }

        word |= WordBits.Place(pair.Swap, 19) | pair.Codes8();
        if (fields.Dest.IsNone)
        {
            word |= WordBits.Place(OperandCodes.None8, pair.Swap ? 10 : 0);
        }

        return true;
    }
}
