using System.Globalization;

namespace IxpSvnic.Microcode.Instructions;

/// <summary>
/// The written form of an operand token in physical text, in both directions.
/// Source: the canonical text of the reference's test vectors.
/// </summary>
public static class OperandText
{
    /// <summary>Canonical text: constants in hexadecimal, offset 0 of local memory left out.</summary>
    public static string Format(Operand operand)
    {
        int value = operand.Value;
        return operand.Kind switch
        {
            OperandKind.None => "--",
            OperandKind.GprA => $"a{value}",
            OperandKind.GprB => $"b{value}",
            OperandKind.GprAAbsolute => $"@a{value}",
            OperandKind.GprBAbsolute => $"@b{value}",
            OperandKind.SXfer => $"${value}",
            OperandKind.DXfer => $"$${value}",
            OperandKind.NextNeighbour => $"n${value}",
            OperandKind.LocalMemory0 => value == 0 ? "*l$index0" : $"*l$index0[{value}]",
            OperandKind.LocalMemory0PostInc => "*l$index0++",
            OperandKind.LocalMemory0PostDec => "*l$index0--",
            OperandKind.LocalMemory1 => value == 0 ? "*l$index1" : $"*l$index1[{value}]",
            OperandKind.LocalMemory1PostInc => "*l$index1++",
            OperandKind.LocalMemory1PostDec => "*l$index1--",
            OperandKind.SIndex => "*$index",
            OperandKind.SIndexInc => "*$index++",
            OperandKind.SIndexDec => "*$index--",
            OperandKind.DIndex => "*$$index",
            OperandKind.DIndexInc => "*$$index++",
            OperandKind.DIndexDec => "*$$index--",
            OperandKind.NnIndex => "*n$index",
            OperandKind.NnIndexInc => "*n$index++",
            OperandKind.Constant => $"0x{value:x}",
            _ => throw new ArgumentOutOfRangeException(nameof(operand)),
        };
    }

    /// <summary>Reads a register, constant (0-65535) or <c>--</c> token; false when it is none of them.</summary>
    public static bool TryParse(string token, out Operand operand)
    {
        string text = token.Trim().ToLowerInvariant();
        operand = default;
        if (text == "--")
        {
            return true;
        }

        if (TryParseNumber(text, out long number))
        {
            if (number is < 0 or > ushort.MaxValue)
            {
                return false;
            }

            operand = new Operand(OperandKind.Constant, (ushort)number);
            return true;
        }

        return TryParseIndexed(text, ref operand) || TryParseRegister(text, ref operand);
    }

    /// <summary>Reads a decimal, <c>0x</c> or <c>0b</c> number, optionally negative.</summary>
    public static bool TryParseNumber(string token, out long value)
    {
        ReadOnlySpan<char> text = token.AsSpan().Trim();
        bool negative = text.StartsWith("-");
        ReadOnlySpan<char> digits = negative ? text[1..] : text;
        bool read;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            read = long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }
        else if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
        {
            read = long.TryParse(
                digits[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value);
        }
        else
        {
            read = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        value = negative ? -value : value;
        return read;
    }

    private static bool TryParseIndexed(string text, ref Operand operand)
    {
        OperandKind kind = text switch
        {
            "*$index" => OperandKind.SIndex,
            "*$index++" => OperandKind.SIndexInc,
            "*$index--" => OperandKind.SIndexDec,
            "*$$index" => OperandKind.DIndex,
            "*$$index++" => OperandKind.DIndexInc,
            "*$$index--" => OperandKind.DIndexDec,
            "*n$index" => OperandKind.NnIndex,
            "*n$index++" => OperandKind.NnIndexInc,
            "*l$index0" => OperandKind.LocalMemory0,
            "*l$index0++" => OperandKind.LocalMemory0PostInc,
            "*l$index0--" => OperandKind.LocalMemory0PostDec,
            "*l$index1" => OperandKind.LocalMemory1,
            "*l$index1++" => OperandKind.LocalMemory1PostInc,
            "*l$index1--" => OperandKind.LocalMemory1PostDec,
            _ => OperandKind.None,
        };
        if (kind != OperandKind.None)
        {
            operand = new Operand(kind, 0);
            return true;
        }

        bool first = text.StartsWith("*l$index0[", StringComparison.Ordinal);
        if ((!first && !text.StartsWith("*l$index1[", StringComparison.Ordinal)) || !text.EndsWith(']'))
        {
            return false;
        }

        if (!TryParseNumber(text[10..^1], out long offset) || offset is < 0 or > 1023)
        {
            return false;
        }

        operand = new Operand(first ? OperandKind.LocalMemory0 : OperandKind.LocalMemory1, (ushort)offset);
        return true;
    }

    private static bool TryParseRegister(string text, ref Operand operand)
    {
        (string Prefix, OperandKind Kind)[] prefixes =
        [
            ("@a", OperandKind.GprAAbsolute), ("@b", OperandKind.GprBAbsolute), ("$$", OperandKind.DXfer),
            ("n$", OperandKind.NextNeighbour), ("$", OperandKind.SXfer), ("a", OperandKind.GprA),
            ("b", OperandKind.GprB),
        ];
        foreach ((string prefix, OperandKind kind) in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal)
                && ushort.TryParse(
                    text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
            {
                operand = new Operand(kind, number);
                return true;
            }
        }

        return false;
    }
}
