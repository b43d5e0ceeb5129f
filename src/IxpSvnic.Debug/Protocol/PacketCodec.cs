using System.Text;

namespace IxpSvnic.Debug.Protocol;

/// <summary>
/// A packet's form on the line: <c>$payload#cc</c>, with the sum of the payload's bytes as two hex digits and <c>}</c> before a byte
/// XOR 20h where the payload has one of <c># $ } *</c>. Source: GDB manual, appendix E.1. *Not modelled:* run-length encoding of replies.
/// </summary>
public static class PacketCodec
{
    public const byte Start = (byte)'$';
    public const byte End = (byte)'#';
    public const byte Escape = (byte)'}';
    public const byte EscapeFlip = 0x20;

    /// <summary>A payload, one character a byte, as it goes over the line.</summary>
    public static byte[] Encode(string payload)
    {
        List<byte> line = new(payload.Length + 4) { Start };
        foreach (byte value in Encoding.Latin1.GetBytes(payload))
        {
            if (value is Start or End or Escape or (byte)'*')
            {
                line.Add(Escape);
                line.Add((byte)(value ^ EscapeFlip));
            }
            else
            {
                line.Add(value);
            }
        }

        byte sum = 0;
        for (int i = 1; i < line.Count; i++)
        {
            sum += line[i];
        }

        line.Add(End);
        line.AddRange(Encoding.Latin1.GetBytes($"{sum:x2}"));
        return [.. line];
    }
}
