namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// crc_be and crc_le: operand B is the data, operand A a constant with type and options (section 2.5).
/// </summary>
internal sealed class CrcFormat(bool littleEndian) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        if (!AluFormat.TrySource(word, isRoleA: true, out Operand control)
            || control.Kind != OperandKind.Constant
            || !OperandCodes.TryDecodeDestination10(word.Field(29, 20), word.Bit(36), out Operand destination)
            || !AluFormat.TrySource(word, isRoleA: false, out Operand source))
        {
            return false;
        }

        int type = control.Value >> 5;
        int bytes = control.Value & 7;
        if (type is 1 or 3 || bytes == 7 || source.Kind == OperandKind.Constant)
        {
            return false;
        }

        fields = fields with
        {
            Dest = destination,
            B = source,
            CrcType = (CrcType)type,
            CrcBytes = (CrcBytes)bytes,
            BitSwap = (control.Value & 0x10) != 0,
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        int control = ((int)fields.CrcType << 5) | (fields.BitSwap ? 0x10 : 0) | (littleEndian ? 8 : 0)
            | (int)fields.CrcBytes;
        word = row.Fixed | AluFormat.Destination(fields.Dest);
        if (!SourcePair.TryPlace(Operand.Constant(control), fields.B, out SourcePair pair, out error)
            || !pair.AllowsDestination(fields.Dest, out error))
        {
            return false;
        }

        word |= WordBits.Place(pair.Swap, 30) | pair.Codes10();
        return true;
    }
}
