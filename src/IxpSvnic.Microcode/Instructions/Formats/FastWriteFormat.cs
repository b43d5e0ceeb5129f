namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// cap fast_wr: a CSR number, with the data in the word or taken from the previous result (section 2.13).
/// </summary>
internal sealed class FastWriteFormat(bool hasConstant) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        fields = fields with
        {
            Csr = (ushort)((word.Field(17, 10) << 8) | word.Field(7, 0)),
            Immediate = hasConstant ? (uint)word.Field(31, 18) : 0,
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        error = "";
        word = row.Fixed | WordBits.Place(fields.Csr >> 8, 10) | WordBits.Place(fields.Csr & 0xff, 0)
            | (hasConstant ? WordBits.Place((int)fields.Immediate, 18) : 0);
        return true;
    }
}
