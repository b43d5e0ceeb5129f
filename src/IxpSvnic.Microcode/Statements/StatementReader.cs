using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Statements;

/// <summary>Statement to decoded fields, as the row's slots tell; every operand is checked for itself.</summary>
internal static class StatementReader
{
    public static bool TryRead(
        InstructionRow row, Statement statement, int contexts, out DecodedInstruction fields, out string error)
    {
        fields = new DecodedInstruction
        {
            RowIndex = (short)row.Index,
            Op = row.Op,
            Count = 1,
            Stage = (byte)row.Stage,
            SetsConditionCodes = row.Flags.HasFlag(InstructionFlags.SetsConditionCodes)
                && !row.Options.Contains("load_cc"),
        };
        if (row.Op == MicroOp.CtxArb)
        {
            foreach (string token in statement.Operands)
            {
                if (!TryAddWakeup(token, ref fields, out error))
                {
                    return false;
                }
            }
        }
        else
        {
            for (int i = 0; i < statement.Operands.Count; i++)
            {
                OperandSlot slot = row.Slots[i];
                string fault = ReadOperand(row, slot, statement.Operands[i], contexts, ref fields);
                if (fault.Length > 0)
                {
                    error = $"{slot.Name} '{statement.Operands[i]}': {fault}";
                    return false;
                }
            }
        }

        foreach (StatementOption option in statement.Options)
        {
            string fault = OptionReader.Read(row, option, ref fields);
            if (fault.Length > 0)
            {
                error = $"option '{option}': {fault}";
                return false;
            }
        }

        error = OptionReader.CheckTogether(row, statement, fields);
        return error.Length == 0;
    }

    /// <summary>Reads <c>sig4</c> or <c>4</c>.</summary>
    internal static bool TryParseSignal(string token, out int signal)
    {
        string digits = token.StartsWith("sig", StringComparison.OrdinalIgnoreCase) ? token[3..] : token;
        bool read = OperandText.TryParseNumber(digits, out long number) && number is >= 1 and <= 15;
        signal = (int)number;
        return read;
    }

    /// <summary>Reads <c>.123</c>, a control-store address.</summary>
    internal static bool TryParseLabel(string token, out ushort address)
    {
        address = 0;
        if (!token.StartsWith('.') || !OperandText.TryParseNumber(token[1..], out long number)
            || number is < 0 or > 0x1fff)
        {
            return false;
        }

        address = (ushort)number;
        return true;
    }

    private static string ReadOperand(
        InstructionRow row, OperandSlot slot, string token, int contexts, ref DecodedInstruction fields)
    {
        switch (slot.Role)
        {
            case OperandRole.Destination or OperandRole.SourceDestination or OperandRole.Source:
                return ReadRegister(row, slot, token, contexts, ref fields);
            case OperandRole.Missing:
                return token == "--" ? "" : $"{row.Title} takes -- here";
            case OperandRole.Keyword:
                return "";
            case OperandRole.Shift:
                bool shifts = ShiftText.TryParse(token, out ShiftKind kind, out byte amount);
                if (row.Op == MicroOp.Immed)
                {
                    return ShiftImmediate(shifts && kind == ShiftKind.Left ? amount : 0, ref fields);
                }

                fields = fields with { Shift = kind, ShiftAmount = amount };
                return shifts ? "" : "not a shift by 1-31 or indirect";
            case OperandRole.Immediate:
                return ReadImmediate(row, slot, token, ref fields);
            case OperandRole.ByteMask:
                return ReadByteMask(token, ref fields);
            case OperandRole.Label:
                bool isLabel = TryParseLabel(token, out ushort address);
                fields = fields with { Target = address };
                return isLabel ? "" : "not an instruction address .0-.8191";
            case OperandRole.Signal:
                bool isSignal = TryParseSignal(token, out int signal);
                fields = fields with { Parameter = (byte)signal };
                return isSignal ? "" : "not a signal 1-15";
            case OperandRole.Context:
                return ReadParameter(token, 7, ref fields);
            case OperandRole.BitNumber:
                return ReadParameter(token, 31, ref fields);
            case OperandRole.ByteNumber:
                return ReadParameter(token, 3, ref fields);
            case OperandRole.InputState:
                bool isState = InputStates.TryParse(token, out int state);
                fields = fields with { Parameter = (byte)state };
                return isState ? "" : "not an input state";
            case OperandRole.LocalCsr:
                return ReadCsr(token, 0x7ff, LocalCsrs.TryGetNumber(token, out int local), local, ref fields);
            case OperandRole.ChipCsr:
                return ReadCsr(
                    token, 0xffff, PredefinedNames.TryGetCap(token, out int chip), chip, ref fields);
            case OperandRole.CrcType:
                bool isType = CrcText.TryParseType(token, out CrcType type);
                fields = fields with { CrcType = type };
                return isType ? "" : "not a crc type";
            case OperandRole.Transfer:
                return ReadTransfer(row, slot, token, contexts, ref fields);
            case OperandRole.Count:
                return ReadCount(row, token, ref fields);
            default:
                throw new InvalidOperationException($"no reader for {slot.Role}");
        }
    }

    private static string ReadRegister(
        InstructionRow row, OperandSlot slot, string token, int contexts, ref DecodedInstruction fields)
    {
        if (!OperandText.TryParse(token, out Operand operand))
        {
            return "not a register or constant";
        }

        bool isDestination = slot.Role != OperandRole.Source;
        if (isDestination)
        {
            fields = fields with { Dest = operand };
        }
        else
        {
            fields = slot.Field == OperandField.A ? fields with { A = operand } : fields with { B = operand };
        }

        bool isEntry = slot.Field == OperandField.B && row.Timing == TimingClass.Cam;
        return isEntry && operand.Kind == OperandKind.Constant && operand.Value > 15
            ? "CAM entries are 0-15"
            : OperandRules.CheckForm(operand, slot.Width, isDestination, contexts);
    }

    private static string ReadImmediate(
        InstructionRow row, OperandSlot slot, string token, ref DecodedInstruction fields)
    {
        if (!OperandText.TryParseNumber(token, out long value))
        {
            return "not a number";
        }

        (long smallest, long largest, int place) = (slot.Field, row.Op) switch
        {
            (OperandField.Parameter, _) => (0, 15, 0),
            (OperandField.CompareValue, _) => (0, 255, 0),
            (_, MicroOp.Immed) => (int.MinValue, uint.MaxValue, 0),
            (_, MicroOp.ImmedW0) => (0, 0xffff, 0),
            (_, MicroOp.ImmedW1) => (0, 0xffff, 16),
            (_, MicroOp.CapFastWrConst) => (0, 0x3fffL, 0),
            _ => (0L, 0xffL, 8 * (row.Op - MicroOp.ImmedB0)),
        };
        if (value < smallest || value > largest)
        {
            return $"not in {smallest} to {largest}";
        }

        fields = slot.Field switch
        {
            OperandField.Parameter => fields with { Parameter = (byte)value },
            OperandField.CompareValue => fields with { CompareValue = (byte)value },
            _ => fields with { Immediate = (uint)value << place },
        };
        return "";
    }

    private static string ShiftImmediate(int amount, ref DecodedInstruction fields)
    {
        if (amount is not (8 or 16))
        {
            return "immed shifts by <<8 or <<16";
        }

        if (fields.Immediate > 0xffff)
        {
            return $"the value 0x{fields.Immediate:x} has more than 16 bits";
        }

        fields = fields with
        {
            Immediate = fields.Immediate << amount,
            Shift = ShiftKind.Left,
            ShiftAmount = (byte)amount,
        };
        return "";
    }

    private static string ReadByteMask(string token, ref DecodedInstruction fields)
    {
        if (token.Length != 4 || token.Any(digit => digit is not ('0' or '1')))
        {
            return "not four binary digits";
        }

        fields = fields with { ByteMask = Convert.ToByte(token, 2) };
        return "";
    }

    private static string ReadParameter(string token, int largest, ref DecodedInstruction fields)
    {
        bool read = OperandText.TryParseNumber(token, out long number) && number >= 0 && number <= largest;
        fields = fields with { Parameter = (byte)(read ? number : 0) };
        return read ? "" : $"not in 0-{largest}";
    }

    private static string ReadCsr(string token, int largest, bool isName, int number, ref DecodedInstruction fields)
    {
        if (!isName)
        {
            if (!OperandText.TryParseNumber(token, out long value) || value < 0 || value > largest)
            {
                return $"neither a known name nor a number 0-0x{largest:x}";
            }

            number = (int)value;
        }

        fields = fields with { Csr = (ushort)number };
        return "";
    }

    private static string ReadTransfer(
        InstructionRow row, OperandSlot slot, string token, int contexts, ref DecodedInstruction fields)
    {
        if (token == "--")
        {
            return "";
        }

        if (slot.Direction == TransferDirection.None)
        {
            return $"{row.Title} moves no transfer register";
        }

        if (!OperandText.TryParse(token, out Operand register)
            || register.Kind is not (OperandKind.SXfer or OperandKind.DXfer))
        {
            return "not a transfer register";
        }

        bool isOther = (register.Kind == OperandKind.DXfer) != row.Flags.HasFlag(InstructionFlags.DefaultD);
        if (isOther && contexts == 4)
        {
            return "with 4 contexts a command reaches only its default kind of transfer register";
        }

        fields = fields with { TransferField = (byte)(register.Value | (isOther ? 0x10 : 0)) };
        return OperandRules.CheckForm(register, OperandWidth.Unrestricted10, false, contexts);
    }

    private static string ReadCount(InstructionRow row, string token, ref DecodedInstruction fields)
    {
        bool isMaximum = token.StartsWith("max_", StringComparison.OrdinalIgnoreCase);
        int largest = isMaximum ? 16 : row.MaxCount;
        if (!OperandText.TryParseNumber(isMaximum ? token[4..] : token, out long count) || count < 1 || count > largest)
        {
            return $"not in {(isMaximum ? "max_" : "")}1-{largest}";
        }

        fields = fields with { Count = (byte)Math.Min(count, row.MaxCount) };
        return "";
    }

    private static bool TryAddWakeup(string token, ref DecodedInstruction fields, out string error)
    {
        error = "";
        switch (token.ToLowerInvariant())
        {
            case "--":
                fields = fields with { KeepsWakeupMask = true };
                return true;
            case "bpt":
                fields = fields with { Breakpoint = true };
                return true;
            case "kill":
                fields = fields with { WakeupMask = fields.WakeupMask | 0x10000 };
                return true;
            case "voluntary":
                fields = fields with { WakeupMask = fields.WakeupMask | 1 };
                return true;
        }

        if (!TryParseSignal(token, out int signal))
        {
            error = $"'{token}' is not a signal 1-15, voluntary, bpt, kill or --";
            return false;
        }

        fields = fields with { WakeupMask = fields.WakeupMask | (1u << signal) };
        return true;
    }
}
