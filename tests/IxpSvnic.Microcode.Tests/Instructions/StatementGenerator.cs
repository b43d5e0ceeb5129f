using CsCheck;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Instructions;

/// <summary>Random statements in canonical form, with random operands and options, for 8 contexts.</summary>
internal static class StatementGenerator
{
    private static readonly Gen<string> Gpr =
        Gen.Select(OneOfWords("a", "b"), Gen.Int[0, 15], (bank, number) => $"{bank}{number}");

    private static readonly Gen<string> Transfer =
        Gen.Select(OneOfWords("$", "$$"), Gen.Int[0, 15], (kind, number) => $"{kind}{number}");

    private static readonly Gen<string> Restricted = Gen.OneOf(
        Gpr,
        Gpr,
        Transfer,
        LocalMemory(7),
        OneOfWords("*$index", "*$index++", "*$index--", "*$$index", "*$$index++", "*$$index--", "*n$index++"));

    private static readonly Gen<string> Unrestricted = Gen.OneOf(
        Restricted,
        Gen.Select(OneOfWords("@a", "@b"), Gen.Int[0, 127], (bank, number) => $"{bank}{number}"),
        Gen.Int[0, 15].Select(number => $"n${number}"),
        LocalMemory(15),
        OneOfWords("*l$index0++", "*l$index0--", "*l$index1++", "*l$index1--"));

    private static readonly Gen<string> Shift = Gen.OneOf(
        Gen.Select(OneOfWords("<<", ">>", ">>rot"), Gen.Int[1, 31], (kind, amount) => $"{kind}{amount}"),
        OneOfWords("<<indirect", ">>indirect"));

    private static readonly Gen<string> RightShift =
        Gen.OneOf(Gen.Int[1, 31].Select(amount => $">>{amount}"), Gen.Const(">>indirect"));

    public static Gen<Statement> Any { get; } = Gen.OneOf([.. InstructionTable.Rows.Select(Row)]);

    private static Gen<Statement> Row(InstructionRow row)
    {
        Gen<string[]> operands = Gen.Const(Array.Empty<string>());
        foreach (OperandSlot slot in row.Slots)
        {
            operands = Gen.Select(operands, Operand(row, slot), (list, token) => token == "" ? list : [.. list, token]);
        }

        if (row.Op == MicroOp.CtxArb)
        {
            operands = Gen.Int[1, 0x7fff].Select(mask =>
                Enumerable.Range(1, 15).Where(n => ((mask >> (n - 1)) & 1) != 0).Select(n => $"sig{n}").ToArray());
        }

        return Gen.Select(
            operands, Options(row), (list, options) => new Statement(row.Mnemonic, list, options));
    }

    private static Gen<string> Operand(InstructionRow row, OperandSlot slot) => slot.Role switch
    {
        OperandRole.Destination or OperandRole.SourceDestination => Wide(slot)
            ? Gen.OneOf(Unrestricted, Gen.Const("--"))
            : Gen.OneOf(Restricted, Gen.Const("--")),
        OperandRole.Source => Source(row, slot),
        OperandRole.Missing => Gen.Const("--"),
        OperandRole.Keyword => Gen.Const(slot.Keyword),
        OperandRole.Shift when row.Op == MicroOp.Immed => OneOfWords("", "<<8", "<<16"),
        OperandRole.Shift when row.Op is MicroOp.Asr or MicroOp.DblShf => RightShift,
        OperandRole.Shift => Gen.OneOf(Shift, Gen.Const("")),
        OperandRole.Immediate => Immediate(row, slot),
        OperandRole.ByteMask => Gen.Int[0, 15].Select(mask => Convert.ToString(mask, 2).PadLeft(4, '0')),
        OperandRole.Label => Gen.Int[1, 8191].Select(address => $".{address}"),
        OperandRole.Signal => Number(1, 15),
        OperandRole.Context => Number(0, 7),
        OperandRole.BitNumber => Number(0, 31),
        OperandRole.ByteNumber => Number(0, 3),
        OperandRole.InputState => Gen.Int[0, 15].Select(InputStates.NameOf),
        OperandRole.LocalCsr => Gen.Int[0, 2047].Select(LocalCsrs.NameOf),
        OperandRole.ChipCsr => Hex(0xffff),
        OperandRole.CrcType => OneOfWords("--", "crc_ccitt", "crc_32", "crc_iscsi", "crc_10", "crc_5"),
        OperandRole.Transfer => slot.Direction == TransferDirection.None ? Gen.Const("--") : Transfer,
        OperandRole.Count => Number(1, row.MaxCount),
        _ => throw new InvalidOperationException($"no generator for {slot.Role}"),
    };

    private static Gen<string> Source(InstructionRow row, OperandSlot slot)
    {
        Gen<string> register = Gen.OneOf(Wide(slot) ? Unrestricted : Restricted, Gen.Const("*n$index"));
        bool takesConstant = row.Timing != TimingClass.Branch && row.Timing != TimingClass.Crc;
        int largest = slot.Width == OperandWidth.Restricted8Command ? 127 : 255;
        return takesConstant
            ? Gen.OneOf(register, Hex(row.Timing == TimingClass.Cam && slot.Field == OperandField.B ? 15 : largest))
            : register;
    }

    private static Gen<string> Immediate(InstructionRow row, OperandSlot slot) => (slot.Field, row.Op) switch
    {
        (OperandField.Parameter, _) => Number(0, 15),
        (OperandField.CompareValue, _) => Hex(0xff),
        (_, MicroOp.Immed or MicroOp.ImmedW0 or MicroOp.ImmedW1) => Gen.Int[1, 0xffff].Select(v => $"0x{v:x}"),
        (_, MicroOp.CapFastWrConst) => Hex(0x3fff),
        _ => Hex(0xff),
    };

    private static Gen<StatementOption[]> Options(InstructionRow row)
    {
        Gen<StatementOption[]> options = Gen.Const<StatementOption[]>(
            row.RequiredOption.Length > 0 ? [new StatementOption(row.RequiredOption)] : []);
        options = Append(options, row, "any", Gen.Const(Array.Empty<string>()));
        options = Append(options, row, "br", Gen.Int[0, 8191].Select(address => new[] { $".{address}" }));
        if (row.Flags.HasFlag(InstructionFlags.TakesSignal))
        {
            Gen<string> signal = row.Flags.HasFlag(InstructionFlags.SignalPair)
                ? Gen.Int[1, 7].Select(half => $"sig{2 * half}")
                : Gen.Int[1, 15].Select(number => $"sig{number}");
            options = Gen.Select(options, Completion(signal), (list, more) => (StatementOption[])[.. list, .. more]);
        }

        string[] flags = ["indirect_ref", "ignore_data_error"];
        foreach (string flag in flags)
        {
            options = Append(options, row, flag, Gen.Const(Array.Empty<string>()));
        }

        if (row.Timing == TimingClass.Crc)
        {
            options = Append(options, row, "bytes_0_1", Gen.Const(Array.Empty<string>()));
            options = Append(options, row, "bit_swap", Gen.Const(Array.Empty<string>()));
        }

        options = Append(options, row, "lm_addr1", Gen.Int[0, 3].Select(record => new[] { $"{record}" }));
        options = Append(options, row, "load_cc", Gen.Const(Array.Empty<string>()));
        return row.Timing == TimingClass.Command
            ? options.Select(MoveDeferToTheEnd)
            : Append(options, row, "defer", Number(1, Math.Max(1, row.MaxDefer)).Select(slots => new[] { slots }));
    }

    private static Gen<StatementOption[]> Completion(Gen<string> signal) => Gen.OneOf(
        Gen.Const(Array.Empty<StatementOption>()),
        signal.Select(name => new StatementOption[] { new("sig_done", [name]) }),
        signal.Select(name => new StatementOption[] { new("ctx_swap", [name]) }),
        Gen.Select(signal, Number(1, 2), (name, slots) => new StatementOption[]
        {
            new("ctx_swap", [name]), new("defer", [slots]),
        }));

    private static StatementOption[] MoveDeferToTheEnd(StatementOption[] options) =>
        [.. options.Where(option => option.Name != "defer"), .. options.Where(option => option.Name == "defer")];

    private static Gen<StatementOption[]> Append(
        Gen<StatementOption[]> options, InstructionRow row, string name, Gen<string[]> arguments) =>
        row.Options.Contains(name)
            ? Gen.Select(options, Gen.Bool, arguments, (list, taken, words) =>
                taken ? [.. list, new StatementOption(name, words)] : list)
            : options;

    private static Gen<string> OneOfWords(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static bool Wide(OperandSlot slot) => slot.Width == OperandWidth.Unrestricted10;

    private static Gen<string> LocalMemory(int largest) => Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, largest],
        (pointer, offset) => offset == 0 ? $"*l$index{pointer}" : $"*l$index{pointer}[{offset}]");

    private static Gen<string> Number(int smallest, int largest) => Gen.Int[smallest, largest].Select(n => $"{n}");

    private static Gen<string> Hex(int largest) => Gen.Int[0, largest].Select(n => $"0x{n:x}");
}
