using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>A 48-bit MAC address; the first byte on the wire is the most significant (IEEE 802-2014, 8).</summary>
/// <param name="Value">The address in the low 48 bits.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>Bytes of an address.</summary>
    public const int Length = 6;

    private const ulong Mask = 0xFFFF_FFFF_FFFF;
    private const ulong GroupBit = 0x0100_0000_0000;
    private const ulong LocalBit = 0x0200_0000_0000;

    /// <summary>ff:ff:ff:ff:ff:ff.</summary>
    public static MacAddress Broadcast => new(Mask);

    /// <summary>Multicast or broadcast (the I/G bit).</summary>
    public bool IsGroup => (Value & GroupBit) != 0;

    /// <summary>One station's address.</summary>
    public bool IsUnicast => !IsGroup;

    /// <summary>All ones.</summary>
    public bool IsBroadcast => Value == Mask;

    /// <summary>Locally administered (the U/L bit).</summary>
    public bool IsLocal => (Value & LocalBit) != 0;

    /// <summary>The address at the start of <paramref name="bytes"/>.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> bytes) =>
        new(((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
            | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));

    /// <summary>Reads aa:bb:cc:dd:ee:ff, also with dashes.</summary>
    public static MacAddress Parse(string text) =>
        TryParse(text, out MacAddress mac) ? mac : throw new FormatException($"'{text}' is not a MAC address");

    /// <summary>Reads aa:bb:cc:dd:ee:ff, also with dashes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress mac)
    {
        mac = default;
        if (text.Length != (3 * Length) - 1)
        {
            return false;
        }

        ulong value = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2)
            {
                if (text[i] is not (':' or '-') || text[i] != text[2])
                {
                    return false;
                }
            }
            else if (char.IsAsciiHexDigit(text[i]))
            {
                value = (value << 4) | HexDigit(text[i]);
            }
            else
            {
                return false;
            }
        }

        mac = new MacAddress(value);
        return true;
    }

    /// <summary>Writes the six bytes in wire order.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(Value >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)Value);
    }

    /// <summary>aa:bb:cc:dd:ee:ff.</summary>
    public override string ToString() => string.Create((3 * Length) - 1, Value, static (text, value) =>
    {
        for (int i = 0; i < Length; i++)
        {
            int octet = (int)(value >> (8 * (Length - 1 - i))) & 0xFF;
            octet.TryFormat(text[(3 * i)..], out _, "x2");
            if (i < Length - 1)
            {
                text[(3 * i) + 2] = ':';
            }
        }
    });

    private static uint HexDigit(char digit) =>
        char.IsAsciiDigit(digit) ? (uint)(digit - '0') : (uint)((digit | 0x20) - 'a' + 10);
}
