using System.Globalization;

namespace IxpSvnic.Machine.Boot;

/// <summary>Addresses and sizes on the command line: decimal or 0x hexadecimal, with K, M or G.</summary>
public static class AddressText
{
    public static bool TryParse(string text, out uint value)
    {
        value = 0;
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        ReadOnlySpan<char> digits = shift > 0 ? text.AsSpan(0, text.Length - 1) : text;
        bool hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool valid = hexadecimal
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        if (!valid || number > (uint.MaxValue >> shift))
        {
            return false;
        }

        value = (uint)number << shift;
        return true;
    }

    /// <summary>Same, as an option's value; the error names both.</summary>
    public static uint Parse(string option, string text) => TryParse(text, out uint value)
        ? value
        : throw new FormatException($"{option}: '{text}' is not an address or size such as 0x8000 or 64M");
}
