using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>
/// The Ethernet header of a frame, read in place (IEEE 802.3, 3.2). For showing frames, never for delivering them.
/// </summary>
public readonly ref struct EthernetView
{
    private readonly ReadOnlySpan<byte> _frame;

    private EthernetView(ReadOnlySpan<byte> frame) => _frame = frame;

    /// <summary>Destination address.</summary>
    public MacAddress Destination => MacAddress.Read(_frame);

    /// <summary>Source address.</summary>
    public MacAddress Source => MacAddress.Read(_frame[MacAddress.Length..]);

    /// <summary>EtherType, a tag's type or a length.</summary>
    public ushort TypeOrLength => BinaryPrimitives.ReadUInt16BigEndian(_frame[12..]);

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Payload => _frame[EthernetFrame.HeaderLength..];

    /// <summary>Views a frame, false when it is shorter than the header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out EthernetView view)
    {
        bool fits = frame.Length >= EthernetFrame.HeaderLength;
        view = fits ? new EthernetView(frame) : default;
        return fits;
    }

    /// <summary>The type behind any VLAN tags and what follows it.</summary>
    public ushort InnerType(out ReadOnlySpan<byte> payload)
    {
        ushort type = TypeOrLength;
        payload = Payload;
        while (VlanView.TryRead(type, payload, out VlanView tag))
        {
            type = tag.TypeOrLength;
            payload = tag.Payload;
        }

        return type;
    }
}
