namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>
/// jump and rtn: a register in the field of its bank (without a bank: B), the address split (section 2.9).
/// </summary>
internal sealed class JumpFormat : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int codeA = word.Field(9, 0);
        int codeB = word.Field(19, 10);
        bool registerInB = OperandCodes.IsConstant10(codeA);
        int constant = registerInB ? codeA : codeB;
        int code = registerInB ? codeB : codeA;
        if (!OperandCodes.IsConstant10(constant) || OperandCodes.IsConstant10(code)
            || !OperandCodes.TryDecode10(code, registerInB, out Operand register))
        {
            return false;
        }

        fields = fields with
        {
            A = register,
            Target = (ushort)((word.Field(26, 22) << 8) | (constant & 0xff)),
            Defer = (byte)word.Field(21, 20),
            Stage = (byte)row.Stage,
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        int constant = 0x300 | (fields.Target & 0xff);
        int register = OperandCodes.Encode10(fields.A);
        word = row.Fixed | WordBits.Place(fields.Target >> 8, 22) | WordBits.Place(fields.Defer, 20);
        word |= fields.A.IsBankA
            ? WordBits.Place(constant, 10) | WordBits.Place(register, 0)
            : WordBits.Place(register, 10) | WordBits.Place(constant, 0);
        error = fields.A.Kind == OperandKind.Constant ? "a register is needed, not a constant" : "";
        return error.Length == 0;
    }
}
