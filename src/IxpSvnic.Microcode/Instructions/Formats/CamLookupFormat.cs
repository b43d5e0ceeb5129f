namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>cam_lookup: the B operand's field holds the raw pointer option (section 2.5).</summary>
internal sealed class CamLookupFormat : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int option = word.Bit(30) ? word.Field(9, 0) : word.Field(19, 10);
        if ((option & 3) == 3
            || !OperandCodes.TryDecodeDestination10(word.Field(29, 20), word.Bit(36), out Operand destination)
            || !AluFormat.TrySource(word, isRoleA: true, out Operand a))
        {
            return false;
        }

        fields = fields with
        {
            Dest = destination,
            A = a,
            CamPointer = (byte)(option & 3),
            CamRecord = (byte)((option & 3) == 0 ? 0 : (option >> 2) & 3),
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed | AluFormat.Destination(fields.Dest);
        int option = fields.CamPointer == 0 ? 0 : (fields.CamRecord << 2) | fields.CamPointer;
        int source = OperandCodes.Encode10(fields.A);
        word |= fields.A.IsBankB
            ? WordBits.Place(true, 30) | WordBits.Place(source, 10) | WordBits.Place(option, 0)
            : WordBits.Place(option, 10) | WordBits.Place(source, 0);
        error = OperandRules.CheckLocalMemory(fields.A, fields.Dest);
        return error.Length == 0;
    }
}
