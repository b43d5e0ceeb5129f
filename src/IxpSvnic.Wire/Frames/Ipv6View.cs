using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>
/// An IPv6 header, read in place (RFC 8200, 3). <em>Not modelled:</em> extension headers are payload.
/// </summary>
public readonly ref struct Ipv6View
{
    private const int HeaderLength = 40;

    private readonly ReadOnlySpan<byte> _packet;

    private Ipv6View(ReadOnlySpan<byte> packet) => _packet = packet;

    /// <summary>Traffic class.</summary>
    public int TrafficClass => (BinaryPrimitives.ReadUInt16BigEndian(_packet) >> 4) & 0xFF;

    /// <summary>Flow label, 20 bits.</summary>
    public int FlowLabel => (int)(BinaryPrimitives.ReadUInt32BigEndian(_packet) & 0xF_FFFF);

    /// <summary>Bytes behind the header.</summary>
    public int PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_packet[4..]);

    /// <summary>Protocol number of the payload.</summary>
    public int NextHeader => _packet[6];

    /// <summary>Hop limit.</summary>
    public int HopLimit => _packet[7];

    /// <summary>Source address, 16 bytes.</summary>
    public ReadOnlySpan<byte> Source => _packet.Slice(8, 16);

    /// <summary>Destination address, 16 bytes.</summary>
    public ReadOnlySpan<byte> Destination => _packet.Slice(24, 16);

    /// <summary>The payload as far as it is there.</summary>
    public ReadOnlySpan<byte> Payload => _packet[HeaderLength..Math.Min(HeaderLength + PayloadLength, _packet.Length)];

    /// <summary>Views a packet, false when its header is not whole or not version 6.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out Ipv6View view)
    {
        bool fits = packet.Length >= HeaderLength && packet[0] >> 4 == 6;
        view = fits ? new Ipv6View(packet) : default;
        return fits;
    }
}
