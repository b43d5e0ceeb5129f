using System.Globalization;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// Reads <c>.ucode</c>: the C initialiser of Linux's <c>struct ixp2000_uengine_code</c>. Source: section 6.1 of the
/// MEv2 reference. *Not modelled:* C expressions other than numbers and names joined by <c>|</c>.
/// </summary>
public sealed class UcodeReader
{
    private readonly string _file;
    private readonly Dictionary<string, UcodeToken[]> _fields = [];
    private readonly int _lastLine;

    private UcodeReader(string text, string file)
    {
        _file = file;
        List<UcodeToken> tokens = UcodeScanner.Scan(text, file);
        _lastLine = tokens.Count == 0 ? 1 : tokens[^1].Line;
        CollectFields(tokens);
    }

    /// <summary>Reads the text of a file; <paramref name="file"/> is its name, for image and messages.</summary>
    public static MicrocodeImage Read(string text, string file) => new UcodeReader(text, file).Image();

    private MicrocodeImage Image()
    {
        uint parameters = (uint)Scalar("uengine_parameters", uint.MaxValue, 0);
        return new MicrocodeImage
        {
            Name = Path.GetFileNameWithoutExtension(_file),
            Words = Words(),
            Contexts = (parameters & UengineParameterBits.FourContexts) != 0 ? 4 : 8,
            UengineParameters = parameters,
            InitialRegisters = InitialRegisters(),
            CpuModels = (uint)Scalar("cpu_model_bitmask", uint.MaxValue, 0x3fe),
            CpuMinRevision = (byte)Scalar("cpu_min_revision", byte.MaxValue, 0),
            CpuMaxRevision = (byte)Scalar("cpu_max_revision", byte.MaxValue, byte.MaxValue),
        };
    }

    /// <summary>Every <c>.name = value</c> of the outermost braces.</summary>
    private void CollectFields(List<UcodeToken> tokens)
    {
        int i = tokens.FindIndex(token => token.Text == "{") + 1;
        if (i == 0)
        {
            throw new ObjectFormatException($"{_file}:{_lastLine}: no initialiser {{ ... }}");
        }

        while (i < tokens.Count && tokens[i].Text != "}")
        {
            if (tokens[i].Text != "." || i + 2 >= tokens.Count || !tokens[i + 1].IsName || tokens[i + 2].Text != "=")
            {
                throw Error(tokens[i], "expected .name = value");
            }

            UcodeToken name = tokens[i + 1];
            int start = i + 3;
            i = EndOfValue(tokens, start);
            if (!_fields.TryAdd(name.Text, [.. tokens[start..i]]))
            {
                throw Error(name, "the field is given twice");
            }

            i += i < tokens.Count && tokens[i].Text == "," ? 1 : 0;
        }

        if (i >= tokens.Count)
        {
            throw new ObjectFormatException($"{_file}:{_lastLine}: the initialiser is not closed");
        }
    }

    private static int EndOfValue(List<UcodeToken> tokens, int i)
    {
        for (int depth = 0; i < tokens.Count; i++)
        {
            switch (tokens[i].Text)
            {
                case "{" or "(":
                    depth++;
                    break;
                case "}" or ")" when depth > 0:
                    depth--;
                    break;
                case "}" or ",":
                    if (depth == 0)
                    {
                        return i;
                    }

                    break;
            }
        }

        return i;
    }

    private ulong[] Words()
    {
        UcodeToken[] list = Braced("insns");
        long words = Scalar("num_insns", ControlStore.Words, -1);
        byte[] bytes = new byte[list.Length];
        for (int i = 0; i < list.Length; i++)
        {
            long value = Number(list[i]);
            bytes[i] = value is >= 0 and <= 255
                ? (byte)value
                : throw Error(list[i], $"byte {i} of insns is not in 0-255");
        }

        if (bytes.Length != words * ControlStore.BytesPerWord || words == 0)
        {
            int line = list.Length == 0 ? _lastLine : list[^1].Line;
            throw new ObjectFormatException(
                $"{_file}:{line}: insns has {bytes.Length} bytes, num_insns {words} says {words * 5}");
        }

        ulong[] result = new ulong[words];
        for (int i = 0; i < words; i++)
        {
            result[i] = RawWords.ReadWord(bytes.AsSpan(i * ControlStore.BytesPerWord));
        }

        return result;
    }

    private InitialRegister[] InitialRegisters()
    {
        if (!_fields.ContainsKey("initial_reg_values"))
        {
            return [];
        }

        List<InitialRegister> registers = [];
        List<(long Value, UcodeToken Token)> numbers = Signed(Braced("initial_reg_values"));
        for (int i = 0; i < numbers.Count; i += 2)
        {
            (long register, UcodeToken token) = numbers[i];
            if (register == -1)
            {
                return [.. registers];
            }

            if (i + 1 >= numbers.Count)
            {
                throw Error(token, "the register has no value");
            }

            registers.Add(new InitialRegister(Register(register, token), (uint)numbers[i + 1].Value));
        }

        throw new ObjectFormatException($"{_file}:{_lastLine}: initial_reg_values is not ended by a register -1");
    }

    /// <summary>0x400 bank B, 0x80 absolute, the number in [6:0].</summary>
    private Operand Register(long code, UcodeToken token)
    {
        bool isAbsolute = (code & 0x80) != 0;
        if ((code & ~0x4ffL) != 0 || (!isAbsolute && (code & 0x7f) > 31))
        {
            throw Error(token, "not a register of initial_reg_values");
        }

        OperandKind kind = ((code & 0x400) != 0, isAbsolute) switch
        {
            (false, false) => OperandKind.GprA,
            (true, false) => OperandKind.GprB,
            (false, true) => OperandKind.GprAAbsolute,
            (true, true) => OperandKind.GprBAbsolute,
        };
        return new Operand(kind, (ushort)(code & 0x7f));
    }

    /// <summary>Numbers and mode names joined by <c>|</c>.</summary>
    private long Scalar(string field, long largest, long missing)
    {
        if (!_fields.TryGetValue(field, out UcodeToken[]? tokens) || tokens.Length == 0)
        {
            return missing >= 0
                ? missing
                : throw new ObjectFormatException($"{_file}:{_lastLine}: the field {field} is missing");
        }

        long value = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            bool isJoint = i % 2 == 1;
            if (isJoint != (tokens[i].Text == "|"))
            {
                throw Error(tokens[i], $"unexpected in {field}");
            }

            value |= isJoint ? 0 : Number(tokens[i]);
        }

        return value <= largest ? value : throw Error(tokens[0], $"{field} is above {largest}");
    }

    /// <summary>The tokens inside the braces of a field, commas left out.</summary>
    private UcodeToken[] Braced(string field)
    {
        if (!_fields.TryGetValue(field, out UcodeToken[]? tokens))
        {
            throw new ObjectFormatException($"{_file}:{_lastLine}: the field {field} is missing");
        }

        int open = Array.FindIndex(tokens, token => token.Text == "{");
        return open >= 0
            ? [.. tokens[(open + 1)..].Where(token => token.Text is not ("," or "{" or "}"))]
            : throw new ObjectFormatException($"{_file}:{_lastLine}: the field {field} has no {{ ... }}");
    }

    private List<(long Value, UcodeToken Token)> Signed(UcodeToken[] tokens)
    {
        List<(long Value, UcodeToken Token)> numbers = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            bool isNegative = tokens[i].Text == "-" && i + 1 < tokens.Length;
            i += isNegative ? 1 : 0;
            numbers.Add((isNegative ? -Number(tokens[i]) : Number(tokens[i]), tokens[i]));
        }

        return numbers;
    }

    private long Number(UcodeToken token)
    {
        string text = token.Text.TrimEnd('u', 'U', 'l', 'L');
        if (token.IsNumber && OperandText.TryParseNumber(text, out long value))
        {
            return value;
        }

        return UengineParameterNames.TryGet(token.Text, out uint bits) ? bits : throw Error(token, "not a number");
    }

    private ObjectFormatException Error(UcodeToken token, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_file}:{token.Line}: '{token.Text}': {message}"));
}
