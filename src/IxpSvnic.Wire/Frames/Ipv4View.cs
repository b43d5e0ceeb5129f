using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>An IPv4 header, read in place (RFC 791, 3.1).</summary>
public readonly ref struct Ipv4View
{
    private const int MinimumLength = 20;

    private readonly ReadOnlySpan<byte> _packet;

    private Ipv4View(ReadOnlySpan<byte> packet) => _packet = packet;

    /// <summary>Bytes of header with options.</summary>
    public int HeaderLength => 4 * (_packet[0] & 0xF);

    /// <summary>Bytes of header and payload; an Ethernet frame's padding lies beyond.</summary>
    public int TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_packet[2..]);

    /// <summary>Time to live.</summary>
    public int TimeToLive => _packet[8];

    /// <summary>Protocol number of the payload.</summary>
    public int Protocol => _packet[9];

    /// <summary>Source address, first byte most significant.</summary>
    public uint Source => BinaryPrimitives.ReadUInt32BigEndian(_packet[12..]);

    /// <summary>Destination address, first byte most significant.</summary>
    public uint Destination => BinaryPrimitives.ReadUInt32BigEndian(_packet[16..]);

    /// <summary>The payload as far as it is there.</summary>
    public ReadOnlySpan<byte> Payload => _packet[HeaderLength..Math.Clamp(TotalLength, HeaderLength, _packet.Length)];

    /// <summary>Whether the header checksum holds (RFC 1071).</summary>
    public bool IsChecksumValid
    {
        get
        {
            uint sum = 0;
            for (int i = 0; i < HeaderLength; i += 2)
            {
                sum += BinaryPrimitives.ReadUInt16BigEndian(_packet[i..]);
            }

            return (ushort)(sum + (sum >> 16)) == 0xFFFF;
        }
    }

    /// <summary>Views a packet, false when its header is not whole or not version 4.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out Ipv4View view)
    {
        bool fits = packet.Length >= MinimumLength && packet[0] >> 4 == 4
            && 4 * (packet[0] & 0xF) >= MinimumLength && 4 * (packet[0] & 0xF) <= packet.Length;
        view = fits ? new Ipv4View(packet) : default;
        return fits;
    }
}
