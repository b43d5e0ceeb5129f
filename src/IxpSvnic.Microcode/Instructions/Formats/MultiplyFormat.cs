namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>mul_step: two sources in the steps, a destination in field A in the last ones (section 2.11).</summary>
internal sealed class MultiplyFormat(bool isLast) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        if (isLast)
        {
            bool decoded = OperandCodes.TryDecodeDestination10(
                word.Field(9, 0), word.Bit(23), out Operand destination);
            fields = fields with { Dest = destination };
            return decoded;
        }

        if (!AluFormat.TrySource(word, isRoleA: true, out Operand a)
            || !AluFormat.TrySource(word, isRoleA: false, out Operand b))
        {
            return false;
        }

        fields = fields with { A = a, B = b };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed;
        if (isLast)
        {
            error = "";
            word |= WordBits.Place(fields.Dest.IsBankB, 23) | WordBits.Place(OperandCodes.None10, 10)
                | WordBits.Place(OperandCodes.Encode10(fields.Dest), 0);
            return true;
        }

        if (!SourcePair.TryPlace(fields.A, fields.B, out SourcePair pair, out error))
        {
            return false;
        }

        word |= WordBits.Place(pair.Swap, 30) | pair.Codes10();
        return true;
    }
}
