using System.Globalization;
using System.Text;

namespace IxpSvnic.Debug.Protocol;

/// <summary>Numbers and bytes as packets write them.</summary>
internal static class Hex
{
    /// <summary>1 to 8 hex digits, nothing else.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        return text.Length is > 0 and <= 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Pairs of hex digits, nothing else.</summary>
    public static bool TryBytes(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 2];
        if (text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        bytes = Convert.FromHexString(text);
        return true;
    }

    /// <summary>A register's four bytes in the target's byte order.</summary>
    public static string Register(uint value, bool isBigEndian) =>
        (isBigEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The opposite of <see cref="Register"/>.</summary>
    public static bool TryRegister(ReadOnlySpan<char> text, bool isBigEndian, out uint value)
    {
        if (text.Length != 8 || !TryNumber(text, out value))
        {
            value = 0;
            return false;
        }

        value = isBigEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
        return true;
    }

    public static string Text(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
