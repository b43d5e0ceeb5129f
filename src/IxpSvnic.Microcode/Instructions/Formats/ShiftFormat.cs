namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>alu_shf, dbl_shf, asr and byte_align: 8-bit operands and the shift fields (section 2.6).</summary>
internal sealed class ShiftFormat(ShiftUse use, bool hasA, bool hasB) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        Operand a = default;
        Operand b = default;
        if (!OperandCodes.TryDecodeDestination8(word.Field(27, 20), word.Bit(36), out Operand destination)
            || (hasA && !TrySource(word, isRoleA: true, out a))
            || (hasB && !TrySource(word, isRoleA: false, out b)))
        {
            return false;
        }

        (ShiftKind kind, byte amount) = use == ShiftUse.Fixed ? default : ShiftCode.Decode(word);
        fields = fields with { Dest = destination, A = a, B = b, Shift = kind, ShiftAmount = amount };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed | WordBits.Place(OperandCodes.Encode8(fields.Dest), 20)
            | WordBits.Place(fields.Dest.IsBankB, 36);
        if (!SourcePair.TryPlace(fields.A, fields.B, out SourcePair pair, out error)
            || !pair.AllowsDestination(fields.Dest, out error))
        {
            return false;
        }

        if (use is ShiftUse.Double or ShiftUse.Arithmetic
            && fields.Shift is not (ShiftKind.Right or ShiftKind.RightIndirect))
        {
            error = $"{row.Title} shifts right only";
            return false;
        }

        word |= WordBits.Place(pair.Swap, 19) | pair.Codes8();
        if (use != ShiftUse.Fixed)
        {
            word |= ShiftCode.Encode(fields.Shift, fields.ShiftAmount, use == ShiftUse.Double);
        }

        return true;
    }

    private static bool TrySource(ulong word, bool isRoleA, out Operand operand)
    {
        bool inFieldB = isRoleA == word.Bit(19);
        int code = inFieldB ? word.Field(17, 10) : word.Field(7, 0);
        return OperandCodes.TryDecode8(code, inFieldB, word.Bit(18), out operand);
    }
}
