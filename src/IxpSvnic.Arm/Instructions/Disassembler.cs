using System.Text;

namespace IxpSvnic.Arm.Instructions;

/// <summary>
/// Words to text, from the rows: what stands in braces in a row's mnemonic and operands is replaced by what the word has there, a doubled
/// brace by one. Registers are r0 to r15; branch targets are addresses.
/// </summary>
public static class Disassembler
{
    private static readonly string[] Conditions =
        ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "", ""];

    private static readonly string[] Shifts = ["lsl", "lsr", "asr", "ror"];

    private static readonly Dictionary<string, Func<Word, string>> Tokens = new(StringComparer.Ordinal)
    {
        ["c"] = w => Condition(w.Value >> 28),
        ["z"] = w => w.Field('z') != 0 ? "s" : "",
        ["t"] = w => w.Field('p') == 0 && w.Field('w') != 0 ? "t" : "",
        ["b"] = w => w.Field('b') != 0 ? "b" : "",
        ["x"] = w => w.Field('x') != 0 ? "t" : "b",
        ["y"] = w => w.Field('y') != 0 ? "t" : "b",
        ["X"] = w => w.Field('x') != 0 ? "T" : "B",
        ["Y"] = w => w.Field('y') != 0 ? "T" : "B",
        ["w"] = w => w.Field('w') != 0 ? "!" : "",
        ["long"] = w => w.Field('a') != 0 ? "l" : "",
        ["mode"] = w => (w.Field('p') != 0, w.Field('u') != 0) switch
        {
            (false, true) => "",
            (true, true) => "ib",
            (false, false) => "da",
            _ => "db",
        },
        ["immediate"] = Immediate,
        ["shifted"] = w => Register('m')(w) + ConstantShift(w),
        ["shift"] = w => Shifts[w.Field('t')],
        ["offset12"] = w => Address(w, $"#{Sign(w)}{w.Field('i')}", w.Field('i') == 0 && w.Field('u') != 0),
        ["offset8"] = w => Address(w, $"#{Sign(w)}{w.Field('i')}", w.Field('i') == 0 && w.Field('u') != 0),
        ["offsetShifted"] = w => Address(w, Sign(w) + Register('m')(w) + ConstantShift(w), false),
        ["offsetRegister"] = w => Address(w, Sign(w) + Register('m')(w), false),
        ["offsetCoprocessor"] = CoprocessorAddress,
        ["list"] = w => List(w.Field('r')),
        ["pushed"] = w => List(w.Field('r') | w.Field('l') << 14),
        ["popped"] = w => List(w.Field('r') | w.Field('l') << 15),
        ["unlisted!"] = w => (w.Field('r') >> (int)w.Field('n') & 1) == 0 ? "!" : "",
        ["user"] = w => w.Field('a') != 0 ? "^" : "",
        ["psr"] = w => w.Field('v') != 0 ? "SPSR" : "CPSR",
        ["psrFields"] = w => (w.Field('v') != 0 ? "SPSR_" : "CPSR_")
            + string.Concat("fsxc".Where((_, i) => (w.Field('j') >> (3 - i) & 1) != 0)),
        ["code"] = w => $"0x{w.Field('i'):x8}",
        ["code4"] = w => $"0x{w.Field('i'):x4}",
        ["ihex"] = w => $"{w.Field('i'):x4}",
        ["i"] = w => $"{w.Field('i')}",
        ["i2"] = w => $"{2 * w.Field('i')}",
        ["i4"] = w => $"{4 * w.Field('i')}",
        ["i0is32"] = w => $"{(w.Field('i') == 0 ? 32 : w.Field('i'))}",
        ["q"] = w => $"{w.Field('q')}",
        ["x#"] = w => $"{w.Field('x')}",
        ["y#"] = w => $"{w.Field('y')}",
        ["e"] = w => $"cr{w.Field('e')}",
        ["f"] = w => $"cr{w.Field('f')}",
        ["g"] = w => $"cr{w.Field('g')}",
        ["d"] = Register('d'),
        ["n"] = Register('n'),
        ["m"] = Register('m'),
        ["s"] = Register('s'),
        ["h"] = Register('h'),
        ["l"] = Register('l'),
        ["target"] = Target,
    };

    /// <summary>Suffix of a condition; none for "always".</summary>
    public static string Condition(uint condition) => Conditions[condition & 15];

    /// <summary>Text of an ARM word.</summary>
    public static string Arm(uint word, uint address) => Text(InstructionTable.FindArm(word), word, address, $"undefined 0x{word:x8}");

    /// <summary>Text of a Thumb halfword. The halves of BL and BLX are shown as one each.</summary>
    public static string Thumb(uint halfword, uint address) =>
        Text(InstructionTable.FindThumb(halfword), halfword, address, $"undefined 0x{halfword:x4}");

    /// <summary>Every token that a row may use.</summary>
    internal static bool IsToken(string name) => Tokens.ContainsKey(name);

    private static string Text(InstructionRow? row, uint value, uint address, string undefined)
    {
        if (row is null)
        {
            return undefined;
        }

        Word word = new(row, value, address);
        return $"{Expand(row.Mnemonic, word)} {Expand(row.Operands, word)}";
    }

    private static string Expand(string template, in Word word)
    {
        StringBuilder text = new();
        for (int i = 0; i < template.Length; i++)
        {
            bool isDouble = template[i] is '{' or '}' && i + 1 < template.Length && template[i] == template[i + 1];
            if (template[i] != '{' || isDouble)
            {
                text.Append(template[i]);
                i += isDouble ? 1 : 0;
                continue;
            }

            int end = template.IndexOf('}', i);
            text.Append(Tokens[template[(i + 1)..end]](word));
            i = end;
        }

        return text.ToString();
    }

    private static Func<Word, string> Register(char field) => w => $"r{w.Field(field)}";

    private static string Sign(Word w) => w.Row.Pattern.Has('u') && w.Field('u') == 0 ? "-" : "";

    private static string Immediate(Word w)
    {
        int rotate = (int)w.Field('k') * 2;
        uint value = uint.RotateRight(w.Field('i'), rotate);
        int shortest = 0;
        while (uint.RotateLeft(value, shortest) > 0xff)
        {
            shortest += 2;
        }

        return shortest == rotate ? $"#{(int)value}" : $"#{w.Field('i')}, {rotate}";
    }

    private static string ConstantShift(Word w)
    {
        uint type = w.Field('t');
        uint amount = w.Field('k');
        return (type, amount) switch
        {
            (0, 0) => "",
            (3, 0) => ", rrx",
            (_, 0) => $", {Shifts[type]} #32",
            _ => $", {Shifts[type]} #{amount}",
        };
    }

    private static string Address(Word w, string offset, bool isNothing)
    {
        string basis = Register('n')(w);
        bool isPre = !w.Row.Pattern.Has('p') || w.Field('p') != 0;
        bool writesBack = w.Field('w') != 0;
        if (!isPre)
        {
            return $"[{basis}], {offset}";
        }

        return (isNothing && !writesBack ? $"[{basis}]" : $"[{basis}, {offset}]") + (writesBack ? "!" : "");
    }

    private static string CoprocessorAddress(Word w)
    {
        string basis = Register('n')(w);
        bool isPre = (w.Value >> 24 & 1) != 0;
        bool isUp = (w.Value >> 23 & 1) != 0;
        bool writesBack = (w.Value >> 21 & 1) != 0;
        string offset = $"#{(isUp ? "" : "-")}{4 * w.Field('i')}";
        return (isPre, writesBack) switch
        {
            (false, false) => $"[{basis}], {{{w.Field('i')}}}",
            (false, true) => $"[{basis}], {offset}",
            (true, false) => w.Field('i') == 0 && isUp ? $"[{basis}]" : $"[{basis}, {offset}]",
            _ => $"[{basis}, {offset}]!",
        };
    }

    private static string List(uint registers) =>
        "{" + string.Join(", ", Enumerable.Range(0, 16).Where(r => (registers >> r & 1) != 0).Select(r => $"r{r}")) + "}";

    private static string Target(Word w)
    {
        CodeInstruction code = w.Row.Pattern.Width == 32 ? Predecoder.Default.Arm(w.Value) : Predecoder.Default.Thumb(w.Value);
        return $"0x{w.Address + code.Immediate:x}";
    }

    private readonly record struct Word(InstructionRow Row, uint Value, uint Address)
    {
        public uint Field(char name) => Row.Pattern.Extract(Value, name);
    }
}
