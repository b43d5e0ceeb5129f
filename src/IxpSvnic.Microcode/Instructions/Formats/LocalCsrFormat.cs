namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>local_csr_rd and local_csr_wr: the CSR number straddles the top byte (section 2.12).</summary>
internal sealed class LocalCsrFormat(bool isWrite) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        fields = fields with { Csr = (ushort)word.Field(32, 22) };
        if (!isWrite)
        {
            return true;
        }

        int codeA = word.Field(9, 0);
        int codeB = word.Field(19, 10);
        bool inB = !OperandCodes.IsConstant10(codeB);
        if ((inB && !OperandCodes.IsConstant10(codeA))
            || !OperandCodes.TryDecode10(inB ? codeB : codeA, inB, out Operand source))
        {
            return false;
        }

        fields = fields with { A = source };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        error = "";
        word = row.Fixed | WordBits.Place(fields.Csr, 22);
        if (!isWrite)
        {
            word |= WordBits.Place(OperandCodes.None10, 10);
            return true;
        }

        int code = OperandCodes.Encode10(fields.A);
        int codeA = fields.A.IsBankB ? OperandCodes.None10 : code;
        int codeB = fields.A.IsBankB || fields.A.Kind == OperandKind.Constant ? code : OperandCodes.None10;
        word |= WordBits.Place(codeB, 10) | WordBits.Place(codeA, 0);
        return true;
    }
}
