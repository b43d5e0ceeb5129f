using System.Text;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>
/// A random structured program as source text, computed at the same time in plain C#: what the assembled program must
/// leave in its sixteen variables. Even and odd variables are only read together, so that banks always suffice.
/// </summary>
internal sealed class RandomProgram
{
    private const int Variables = 16;

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _budget = 60;

    private RandomProgram(int seed)
    {
        _random = new Random(seed);
        StringBuilder text = _text;
        text.AppendLine("#macro swap_parts(out, in)\n.begin\n.reg v0 low");
        text.AppendLine(
            "alu_shf[v0, --, B, in, <<16]\nalu_shf[low, --, B, in, >>16]\nalu[out, v0, OR, low]\n.end\n#endm");
        text.AppendLine(".reg $out[16]\n.addr $out 0");
        for (int i = 0; i < Variables; i++)
        {
            text.AppendLine($".reg v{i}\nimmed[v{i}, {i}]");
            Values[i] = (uint)i;
        }

        Block(0, Values);
        for (int i = 0; i < Variables; i++)
        {
            text.AppendLine($"alu[$out[{i}], --, B, v{i}]");
        }
    }

    public uint[] Values { get; } = new uint[Variables];

    public string Text => _text.ToString();

    public static RandomProgram Make(int seed) => new(seed);

    private int Even() => _random.Next(Variables / 2) * 2;

    private int Odd() => Even() + 1;

    /// <summary>Writes a block; values is null where the block is not executed.</summary>
    private void Block(int depth, uint[]? values)
    {
        int count = _random.Next(1, 8);
        for (int i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            switch (_random.Next(depth < 4 ? 8 : 6))
            {
                case 6:
                    If(depth, values);
                    break;
                case 7:
                    Macro(values);
                    break;
                default:
                    Compute(values);
                    break;
            }
        }
    }

    private void Compute(uint[]? values)
    {
        int destination = _random.Next(Variables);
        int left = Even();
        bool constant = _random.Next(3) == 0;
        int right = constant ? _random.Next(256) : Odd();
        (int first, int second, bool swapped) = (left, right, !constant && _random.Next(2) == 0);
        uint a = values?[first] ?? 0;
        uint b = constant ? (uint)right : values?[second] ?? 0;
        (string nameA, string nameB) = ($"v{first}", constant ? $"{right}" : $"v{second}");
        if (swapped)
        {
            (a, b, nameA, nameB) = (b, a, nameB, nameA);
        }

        (string operation, uint result) = _random.Next(6) switch
        {
            0 => ("+", a + b),
            1 => ("-", a - b),
            2 => ("XOR", a ^ b),
            3 => ("OR", a | b),
            4 => ("B-A", b - a),
            _ => ("AND~", a & ~b),
        };
        _text.AppendLine($"alu[v{destination}, {nameA}, {operation}, {nameB}]");
        if (values is not null)
        {
            values[destination] = result;
        }
    }

    private void Macro(uint[]? values)
    {
        int destination = _random.Next(Variables);
        int source = _random.Next(Variables);
        _text.AppendLine($"swap_parts(v{destination}, v{source})");
        if (values is not null)
        {
            values[destination] = uint.RotateLeft(values[source], 16);
        }
    }

    private void If(int depth, uint[]? values)
    {
        int left = Even();
        int right = Odd();
        uint a = values?[left] ?? 0;
        uint b = values?[right] ?? 0;
        bool isUnsigned = _random.Next(2) == 0;
        (string comparison, bool holds) = _random.Next(6) switch
        {
            0 => ("==", a == b),
            1 => ("!=", a != b),
            2 => ("<", isUnsigned ? a < b : (int)a < (int)b),
            3 => ("<=", isUnsigned ? a <= b : (int)a <= (int)b),
            4 => (">", isUnsigned ? a > b : (int)a > (int)b),
            _ => (">=", isUnsigned ? a >= b : (int)a >= (int)b),
        };
        string condition = $"v{left} {comparison} v{right}";
        int bit = _random.Next(32);
        bool bitIsSet = (a >> bit & 1) != 0;
        switch (_random.Next(4))
        {
            case 0:
                (condition, holds) = ($"{condition} && BIT(v{left}, {bit})", holds && bitIsSet);
                break;
            case 1:
                (condition, holds) = ($"!({condition}) || !BIT(v{left}, {bit})", !holds || !bitIsSet);
                break;
            case 2:
                (condition, holds) = ($"({condition}) || v{right} & 15", holds || (b & 15) != 0);
                break;
            default:
                break;
        }

        _text.AppendLine($".if{(isUnsigned ? "_unsigned" : "")} ({condition})");
        Block(depth + 1, holds ? values : null);
        if (_random.Next(2) == 0)
        {
            _text.AppendLine(".else");
            Block(depth + 1, holds ? null : values);
        }

        _text.AppendLine(".endif");
    }
}
