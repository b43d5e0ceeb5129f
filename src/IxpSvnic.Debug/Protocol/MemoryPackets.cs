using System.Text;
using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>m, M, X: memory by virtual address. A read that meets a hole ends before it; at a hole it is an error.</summary>
internal sealed class MemoryPackets(IDebugTarget target)
{
    private const int MaxBytes = PacketReader.MaxPayload / 2;

    public void AddTo(PacketTable packets)
    {
        packets.Add("m", rest => TryRange(rest, out uint address, out uint length) ? Read(address, length) : PacketError.Malformed);
        packets.Add("M", rest => WriteText(rest));
        packets.Add("X", rest => WriteBinary(rest));
    }

    private static bool TryRange(string text, out uint address, out uint length)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        length = 0;
        address = 0;
        return comma > 0 && Hex.TryNumber(text.AsSpan(0, comma), out address) && Hex.TryNumber(text.AsSpan(comma + 1), out length);
    }

    private string Read(uint address, uint length)
    {
        StringBuilder text = new();
        for (uint i = 0; i < Math.Min(length, MaxBytes); i++)
        {
            if (!target.ReadByte(address + i, out byte value))
            {
                break;
            }

            text.Append($"{value:x2}");
        }

        return text.Length == 0 && length > 0 ? PacketError.Memory : text.ToString();
    }

    private string WriteText(string packet) => Split(packet, out uint address, out uint length, out string data)
        && Hex.TryBytes(data, out byte[] bytes) && bytes.Length == length
        ? Write(address, bytes)
        : PacketError.Malformed;

    private string WriteBinary(string packet) => Split(packet, out uint address, out uint length, out string data) && data.Length == length
        ? Write(address, Encoding.Latin1.GetBytes(data))
        : PacketError.Malformed;

    private static bool Split(string packet, out uint address, out uint length, out string data)
    {
        int colon = packet.IndexOf(':', StringComparison.Ordinal);
        data = packet[(colon + 1)..];
        return TryRange(packet[..Math.Max(colon, 0)], out address, out length);
    }

    private string Write(uint address, byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!target.WriteByte(address + (uint)i, bytes[i]))
            {
                return PacketError.Memory;
            }
        }

        return "OK";
    }
}
