using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>An ARP message for IPv4 over Ethernet, read in place (RFC 826).</summary>
public readonly ref struct ArpView
{
    private const int Length = 28;
    private const ulong EthernetIpv4 = 0x0001_0800_06_04;

    private readonly ReadOnlySpan<byte> _message;

    private ArpView(ReadOnlySpan<byte> message) => _message = message;

    /// <summary>1 asks, 2 answers.</summary>
    public ushort Operation => BinaryPrimitives.ReadUInt16BigEndian(_message[6..]);

    /// <summary>The sender's MAC address.</summary>
    public MacAddress SenderMac => MacAddress.Read(_message[8..]);

    /// <summary>The sender's IPv4 address, first byte most significant.</summary>
    public uint SenderAddress => BinaryPrimitives.ReadUInt32BigEndian(_message[14..]);

    /// <summary>The target's MAC address.</summary>
    public MacAddress TargetMac => MacAddress.Read(_message[18..]);

    /// <summary>The target's IPv4 address, first byte most significant.</summary>
    public uint TargetAddress => BinaryPrimitives.ReadUInt32BigEndian(_message[24..]);

    /// <summary>Views the payload of an ARP frame, false when it is cut or for other address families.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ArpView view)
    {
        bool fits = payload.Length >= Length
            && BinaryPrimitives.ReadUInt64BigEndian(payload) >> 16 == EthernetIpv4;
        view = fits ? new ArpView(payload) : default;
        return fits;
    }
}
