namespace IxpSvnic.Wire.Frames;

/// <summary>EtherTypes of the IEEE registry that the header views know.</summary>
public static class EtherType
{
    /// <summary>The largest value that is a length (IEEE 802.3, 3.2.6).</summary>
    public const ushort LargestLength = 1500;

    /// <summary>IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>ARP.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>A customer VLAN tag (IEEE 802.1Q).</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>IPv6.</summary>
    public const ushort Ipv6 = 0x86DD;

    /// <summary>A service VLAN tag (IEEE 802.1ad).</summary>
    public const ushort ServiceVlan = 0x88A8;
}
