using System.Buffers.Binary;

namespace IxpSvnic.Wire.Frames;

/// <summary>A VLAN tag, read in place behind its tag type (IEEE 802.1Q, 9.6).</summary>
public readonly ref struct VlanView
{
    /// <summary>Bytes a tag adds to a frame.</summary>
    public const int Length = 4;

    private readonly ReadOnlySpan<byte> _tag;

    private VlanView(ReadOnlySpan<byte> tag) => _tag = tag;

    /// <summary>VLAN identifier, 12 bits.</summary>
    public int Identifier => Control & 0xFFF;

    /// <summary>Priority code point, 3 bits.</summary>
    public int Priority => Control >> 13;

    /// <summary>Drop eligible indicator.</summary>
    public bool IsDropEligible => (Control & 0x1000) != 0;

    /// <summary>EtherType, a further tag's type or a length.</summary>
    public ushort TypeOrLength => BinaryPrimitives.ReadUInt16BigEndian(_tag[2..]);

    /// <summary>What follows the tag.</summary>
    public ReadOnlySpan<byte> Payload => _tag[Length..];

    private ushort Control => BinaryPrimitives.ReadUInt16BigEndian(_tag);

    /// <summary>
    /// Views the tag that <paramref name="type"/> announces, false when it announces none or it is cut.
    /// </summary>
    public static bool TryRead(ushort type, ReadOnlySpan<byte> payload, out VlanView view)
    {
        bool fits = type is EtherType.Vlan or EtherType.ServiceVlan && payload.Length >= Length;
        view = fits ? new VlanView(payload) : default;
        return fits;
    }
}
