namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>The immed family: 16 bits, their place, and the destination in a source field (section 2.7).</summary>
internal sealed class ImmediateFormat(ImmediatePart part) : InstructionFormat
{
    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int codeA = word.Field(9, 0);
        int codeB = word.Field(19, 10);
        bool destinationInB = OperandCodes.IsConstant10(codeA)
            && (!OperandCodes.IsConstant10(codeB) || codeA != OperandCodes.None10);
        int constant = destinationInB ? codeA : codeB;
        if (!OperandCodes.IsConstant10(constant)
            || !OperandCodes.TryDecodeDestination10(
                destinationInB ? codeB : codeA, destinationInB, out Operand destination))
        {
            return false;
        }

        uint low = (uint)(constant & 0xff);
        uint high = (uint)word.Field(27, 20) << 8;
        int shift = word.Field(34, 33) * 8;
        fields = fields with { Dest = destination, ShiftAmount = 0 };
        switch (part)
        {
            case ImmediatePart.Whole:
                uint value = (high | low) << shift;
                bool inverted = word.Bit(31);
                fields = fields with
                {
                    Immediate = inverted ? ~value : value,
                    ImmediateMask = uint.MaxValue,
                    Shift = inverted || shift == 0 ? ShiftKind.None : ShiftKind.Left,
                    ShiftAmount = (byte)(inverted ? 0 : shift),
                };
                return true;
            case ImmediatePart.Half:
                fields = fields with
                {
                    A = destination,
                    Immediate = (high | low) << shift,
                    ImmediateMask = 0xffffu << shift,
                };
                return true;
            default:
                fields = fields with { A = destination, Immediate = low << shift, ImmediateMask = 0xffu << shift };
                return true;
        }
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        word = row.Fixed;
        error = "";
        uint bits;
        if (part == ImmediatePart.Whole)
        {
            if (!TryChooseForm(fields, out bits, out ulong form))
            {
                error = $"the value 0x{fields.Immediate:x} needs two instructions";
                return false;
            }

            word |= form;
        }
        else
        {
            bits = fields.Immediate >> (row.Fixed.Field(34, 33) * 8);
        }

        int constant = 0x300 | (int)(bits & 0xff);
        int destination = OperandCodes.Encode10(fields.Dest);
        word |= WordBits.Place((int)(bits >> 8), 20);
        word |= fields.Dest.IsBankB
            ? WordBits.Place(destination, 10) | WordBits.Place(constant, 0)
            : WordBits.Place(constant, 10) | WordBits.Place(destination, 0);
        return true;
    }

    /// <summary>Plain, inverted, shifted, or both; a shift that was written out is kept.</summary>
    private static bool TryChooseForm(in DecodedInstruction fields, out uint bits, out ulong form)
    {
        uint value = fields.Immediate;
        int first = fields.Shift == ShiftKind.None ? 0 : fields.ShiftAmount / 8;
        int last = fields.Shift == ShiftKind.None ? 2 : first;
        for (int shift = first; shift <= last; shift++)
        {
            bits = value >> (shift * 8);
            form = WordBits.Place(shift, 33);
            if (bits <= 0xffff && bits << (shift * 8) == value)
            {
                return true;
            }

            bits = ~value >> (shift * 8);
            form |= WordBits.Place(true, 31);
            if (bits <= 0xffff && bits << (shift * 8) == ~value && fields.Shift == ShiftKind.None)
            {
                return true;
            }
        }

        (bits, form) = (0, 0);
        return false;
    }
}
