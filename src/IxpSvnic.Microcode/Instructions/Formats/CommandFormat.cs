namespace IxpSvnic.Microcode.Instructions.Formats;

/// <summary>I/O commands: signal, count, transfer register, completion and address (section 2.13).</summary>
internal sealed class CommandFormat(CommandAddress address) : InstructionFormat
{
    private const int NoSwap = 3;

    public override bool TryUnpack(InstructionRow row, ulong word, ref DecodedInstruction fields)
    {
        int completion = word.Field(9, 8);
        int signal = word.Field(31, 28);
        bool takesSignal = row.Flags.HasFlag(InstructionFlags.TakesSignal);
        bool swaps = takesSignal && completion != NoSwap;
        if (swaps && signal == 0)
        {
            return false;
        }

        int count = address == CommandAddress.None ? word.Field(26, 25) : word.Field(27, 25) + 1;
        if (count == 0 || !TryUnpackAddress(word, ref fields))
        {
            return false;
        }

        bool hasTransfer = HasTransfer(row);
        fields = fields with
        {
            Signal = (byte)(takesSignal ? signal : 0),
            Count = (byte)(row.MaxCount == 0 ? 1 : count),
            TransferField = (byte)(hasTransfer ? word.Field(24, 20) : 0),
            Swaps = swaps,
            Defer = (byte)(swaps ? completion : 0),
            IndirectRef = word.Bit(38),
            IgnoreDataError = word.Bit(19) && row.Options.Contains("ignore_data_error"),
        };
        return true;
    }

    public override bool TryPack(InstructionRow row, in DecodedInstruction fields, out ulong word, out string error)
    {
        int count = row.MaxCount == 0 ? 0 : address == CommandAddress.None ? fields.Count : fields.Count - 1;
        word = row.Fixed | WordBits.Place(fields.IndirectRef, 38) | WordBits.Place(fields.Signal, 28)
            | WordBits.Place(count, 25) | WordBits.Place(fields.TransferField, 20)
            | WordBits.Place(fields.IgnoreDataError, 19)
            | WordBits.Place(fields.Swaps ? fields.Defer : NoSwap, 8);
        error = "";
        switch (address)
        {
            case CommandAddress.ChipCsr:
                word |= WordBits.Place(fields.Csr >> 8, 10) | WordBits.Place(fields.Csr & 0xff, 0);
                return true;
            case CommandAddress.Sum when SourcePair.TryPlace(fields.A, fields.B, out SourcePair pair, out error):
                word |= pair.Codes8();
                return true;
            default:
                return address == CommandAddress.None;
        }
    }

    /// <summary>The transfer operand names registers.</summary>
    internal static bool HasTransfer(InstructionRow row)
    {
        foreach (OperandSlot slot in row.Slots)
        {
            if (slot.Role == OperandRole.Transfer)
            {
                return slot.Direction != TransferDirection.None;
            }
        }

        return false;
    }

    private bool TryUnpackAddress(ulong word, ref DecodedInstruction fields)
    {
        int codeA = word.Field(7, 0);
        int codeB = word.Field(17, 10);
        switch (address)
        {
            case CommandAddress.ChipCsr:
                fields = fields with { Csr = (ushort)((codeB << 8) | codeA) };
                return true;
            case CommandAddress.Sum:
                bool decoded = OperandCodes.TryDecode8(codeA, false, false, out Operand a);
                decoded &= OperandCodes.TryDecode8(codeB, true, false, out Operand b);
                fields = fields with { A = a, B = b };
                return decoded;
            default:
                return true;
        }
    }
}
