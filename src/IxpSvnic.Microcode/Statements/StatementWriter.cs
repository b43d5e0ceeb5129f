using System.Globalization;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Statements;

/// <summary>Decoded fields to a statement, as the row's slots tell.</summary>
internal static class StatementWriter
{
    public static Statement Write(in DecodedInstruction fields, int contexts)
    {
        InstructionRow row = fields.Row;
        List<string> operands = [];
        if (row.Op == MicroOp.CtxArb)
        {
            WriteWakeupList(fields, operands);
        }
        else
        {
            foreach (OperandSlot slot in row.Slots)
            {
                string token = Token(slot, fields, contexts);
                if (token.Length > 0)
                {
                    operands.Add(token);
                }
            }
        }

        List<StatementOption> options = [];
        WriteOptions(row, fields, options);
        return new Statement(row.Mnemonic, operands, options);
    }

    private static string Token(OperandSlot slot, in DecodedInstruction fields, int contexts) => slot.Role switch
    {
        OperandRole.Destination or OperandRole.SourceDestination => OperandText.Format(fields.Dest),
        OperandRole.Source => OperandText.Format(slot.Field == OperandField.A ? fields.A : fields.B),
        OperandRole.Missing => "--",
        OperandRole.Keyword => slot.Keyword,
        OperandRole.Shift => ShiftText.Format(fields.Shift, fields.ShiftAmount),
        OperandRole.Immediate => Immediate(slot, fields),
        OperandRole.ByteMask => Convert.ToString(fields.ByteMask, 2).PadLeft(4, '0'),
        OperandRole.Label => Label(fields.Target),
        OperandRole.Signal or OperandRole.Context or OperandRole.BitNumber or OperandRole.ByteNumber =>
            Number(fields.Parameter),
        OperandRole.InputState => InputStates.NameOf(fields.Parameter),
        OperandRole.LocalCsr => LocalCsrs.NameOf(fields.Csr),
        OperandRole.ChipCsr => $"0x{fields.Csr:x}",
        OperandRole.CrcType => CrcText.NameOf(fields.CrcType),
        OperandRole.Transfer => slot.Direction == TransferDirection.None
            ? "--"
            : OperandText.Format(fields.TransferRegister(contexts)),
        OperandRole.Count => Number(fields.Count),
        _ => throw new InvalidOperationException($"no text for {slot.Role}"),
    };

    private static string Immediate(OperandSlot slot, in DecodedInstruction fields) => slot.Field switch
    {
        OperandField.Parameter => Number(fields.Parameter),
        OperandField.CompareValue => $"0x{fields.CompareValue:x}",
        _ => $"0x{fields.Immediate >> PlaceOf(fields):x}",
    };

    /// <summary>How far left the written value of an immed stands.</summary>
    private static int PlaceOf(in DecodedInstruction fields) => fields.Op switch
    {
        MicroOp.Immed => fields.ShiftAmount,
        MicroOp.ImmedW1 or MicroOp.ImmedB2 => 16,
        MicroOp.ImmedB1 => 8,
        MicroOp.ImmedB3 => 24,
        _ => 0,
    };

    private static void WriteWakeupList(in DecodedInstruction fields, List<string> operands)
    {
        if (fields.IsKill)
        {
            operands.Add("kill");
            return;
        }

        if (fields.KeepsWakeupMask)
        {
            operands.Add("--");
        }

        if (fields.Breakpoint)
        {
            operands.Add("bpt");
        }

        if ((fields.WakeupMask & 1) != 0)
        {
            operands.Add("voluntary");
        }

        for (int signal = 1; signal <= 15; signal++)
        {
            if (((fields.WakeupMask >> signal) & 1) != 0)
            {
                operands.Add($"sig{signal}");
            }
        }
    }

    private static void WriteOptions(InstructionRow row, in DecodedInstruction fields, List<StatementOption> options)
    {
        if (row.RequiredOption.Length > 0)
        {
            options.Add(new StatementOption(row.RequiredOption));
        }

        if (row.Op == MicroOp.CtxArb && (fields.WakeupMask & 0x10000) != 0 && !fields.IsKill)
        {
            options.Add(new StatementOption("any"));
        }

        if (fields.ResumesAtTarget)
        {
            options.Add(new StatementOption("br", [Label(fields.Target)]));
        }

        if (row.Timing == TimingClass.Command && fields.Signal > 0)
        {
            options.Add(new StatementOption(fields.Swaps ? "ctx_swap" : "sig_done", [$"sig{fields.Signal}"]));
        }

        if (fields.IndirectRef)
        {
            options.Add(new StatementOption("indirect_ref"));
        }

        if (fields.IgnoreDataError)
        {
            options.Add(new StatementOption("ignore_data_error"));
        }

        if (fields.CrcBytes != CrcBytes.Bytes0To3)
        {
            options.Add(new StatementOption(CrcText.NameOf(fields.CrcBytes)));
        }

        if (fields.BitSwap)
        {
            options.Add(new StatementOption("bit_swap"));
        }

        if (fields.CamPointer > 0)
        {
            options.Add(new StatementOption($"lm_addr{fields.CamPointer - 1}", [Number(fields.CamRecord)]));
        }

        if (fields.SetsConditionCodes && row.Options.Contains("load_cc"))
        {
            options.Add(new StatementOption("load_cc"));
        }

        if (fields.Defer > 0)
        {
            options.Add(new StatementOption("defer", [Number(fields.Defer)]));
        }
    }

    private static string Label(int address) => $".{Number(address)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
