namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// br_bset, br_bclr, br=byte, br!=byte: a register in the field of its bank (without a bank: B), a constant in the
/// other (section 2.9).
/// </summary>
internal sealed class RegisterBranchFormat(bool comparesByte) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int codeA = word.Field(7, 0);
        int codeB = word.Field(17, 10);
        bool registerInB = OperandCodes.IsConstant8(codeA);
        int constant = registerInB ? codeA : codeB;
        int code = registerInB ? codeB : codeA;
        if (!OperandCodes.IsConstant8(constant) || OperandCodes.IsConstant8(code)
            || !OperandCodes.TryDecode8(code, registerInB, false, out Operand register))
        {
            return false;
        }

        fields = fields with
        {
            A = register,
            Target = BranchFormat.Target(word),
            Defer = (byte)word.Field(21, 20),
            Stage = (byte)row.Stage,
            Parameter = (byte)(comparesByte ? word.Field(9, 8) : (constant - 1) & 0x1f),
            CompareValue = (byte)(comparesByte ? OperandCodes.Constant8(constant) | (word.Field(18, 18) << 7) : 0),
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        int constant = comparesByte
            ? OperandCodes.Encode8(Operand.Constant(fields.CompareValue))
            : 0x20 | ((fields.Parameter + 1) & 0x1f);
        int register = OperandCodes.Encode8(fields.A);
        word = row.Fixed | BranchFormat.Common(fields);
        word |= fields.A.IsBankA
            ? WordBits.Place(constant, 10) | WordBits.Place(register, 0)
            : WordBits.Place(register, 10) | WordBits.Place(constant, 0);
        if (comparesByte)
        {
            word |= WordBits.Place(fields.Parameter, 8) | WordBits.Place(fields.CompareValue > 127, 18);
        }

        error = fields.A.Kind == OperandKind.Constant ? "a register is needed, not a constant" : "";
        return error.Length == 0;
    }
}
