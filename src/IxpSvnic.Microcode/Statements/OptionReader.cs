using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Statements;

/// <summary>Options of a statement to decoded fields.</summary>
internal static class OptionReader
{
    /// <summary>Reads one option; the answer is empty or what is wrong with it.</summary>
    public static string Read(InstructionRow row, StatementOption option, ref DecodedInstruction fields)
    {
        string name = option.Name.ToLowerInvariant();
        if (name == row.RequiredOption)
        {
            return "";
        }

        if (!row.Options.Contains(name))
        {
            return $"{row.Title} does not take it";
        }

        switch (name)
        {
            case "targets" or "ind_targets" or "all":
                return "";
            case "any":
                fields = fields with { WakeupMask = fields.WakeupMask | 0x10000 };
                return "";
            case "load_cc":
                fields = fields with { SetsConditionCodes = true };
                return "";
            case "bit_swap":
                fields = fields with { BitSwap = true };
                return "";
            case "indirect_ref":
                fields = fields with { IndirectRef = true };
                return "";
            case "ignore_data_error":
                fields = fields with { IgnoreDataError = true };
                return "";
        }

        if (CrcText.TryParseBytes(name, out CrcBytes bytes))
        {
            fields = fields with { CrcBytes = bytes };
            return "";
        }

        return option.Arguments.Count == 1
            ? ReadArgument(row, name, option.Arguments[0], ref fields)
            : "needs one argument";
    }

    /// <summary>What the options and operands must agree on.</summary>
    public static string CheckTogether(InstructionRow row, Statement statement, in DecodedInstruction fields)
    {
        if (row.Timing == TimingClass.Command)
        {
            if (statement.FindOption("ctx_swap") is not null && statement.FindOption("sig_done") is not null)
            {
                return "ctx_swap and sig_done exclude each other";
            }

            if (fields.Defer > 0 && !fields.Swaps)
            {
                return "defer needs ctx_swap on a command";
            }

            if (fields.Signal % 2 != 0 && row.Flags.HasFlag(InstructionFlags.SignalPair))
            {
                return $"{row.Title} uses a pair of signals, whose first must be even, not sig{fields.Signal}";
            }

            if (!fields.IndirectRef && statement.Operands.Any(IsMaximum))
            {
                return "a max_ count needs indirect_ref";
            }
        }

        return "";
    }

    private static bool IsMaximum(string token) => token.StartsWith("max_", StringComparison.OrdinalIgnoreCase);

    private static string ReadArgument(InstructionRow row, string name, string argument, ref DecodedInstruction fields)
    {
        switch (name)
        {
            case "defer":
                if (!OperandText.TryParseNumber(argument, out long slots) || slots < 1 || slots > row.MaxDefer)
                {
                    return $"not in 1-{row.MaxDefer}";
                }

                fields = fields with { Defer = (byte)slots };
                return "";
            case "ctx_swap" or "sig_done":
                if (!StatementReader.TryParseSignal(argument, out int signal))
                {
                    return "not a signal 1-15";
                }

                fields = fields with { Signal = (byte)signal, Swaps = fields.Swaps || name == "ctx_swap" };
                return "";
            case "br":
                bool isLabel = StatementReader.TryParseLabel(argument, out ushort address);
                fields = fields with { Target = address, ResumesAtTarget = true };
                return isLabel ? "" : "not an instruction address .0-.8191";
            case "lm_addr0" or "lm_addr1":
                if (!OperandText.TryParseNumber(argument, out long record) || record is < 0 or > 3)
                {
                    return "not in 0-3";
                }

                fields = fields with { CamPointer = (byte)(name == "lm_addr0" ? 1 : 2), CamRecord = (byte)record };
                return "";
            default:
                throw new InvalidOperationException($"no reader for option {name}");
        }
    }
}
