using System.Net.NetworkInformation;
using IxpSvnic.Wire.Frames;
using PacketDotNet;
using PacketDotNet.Utils;

namespace IxpSvnic.Wire.Live.Traces;

/// <summary>Crafts whole frames, without FCS, with PacketDotNet: right lengths and checksums, drawn payloads.</summary>
internal sealed class FrameCrafter(TraceRandom random)
{
    private const int Ipv4UdpHeaders = EthernetFrame.HeaderLength + 20 + 8;
    private const int Ipv6UdpHeaders = EthernetFrame.HeaderLength + 40 + 8;
    private const ushort DiscardPort = 9;

    // IEEE 802 local experimental EtherType 1.
    private const ushort ExperimentalType = 0x88B5;

    /// <summary>UDP over IPv4, <paramref name="length"/> bytes in all (at least 42, tagged 46).</summary>
    public byte[] Udp4(Station from, Station to, int length, ushort? vlan = null)
    {
        UdpPacket udp = Datagram(length - Ipv4UdpHeaders - TagLength(vlan));
        var ip = new IPv4Packet(from.Ipv4, to.Ipv4) { PayloadPacket = udp };
        udp.UpdateUdpChecksum();
        ip.UpdateIPChecksum();
        return Frame(from, to, EthernetType.IPv4, ip, vlan);
    }

    /// <summary>UDP over IPv6, <paramref name="length"/> bytes in all (at least 62, tagged 66).</summary>
    public byte[] Udp6(Station from, Station to, int length, ushort? vlan = null)
    {
        UdpPacket udp = Datagram(length - Ipv6UdpHeaders - TagLength(vlan));
        var ip = new IPv6Packet(from.Ipv6, to.Ipv6) { PayloadPacket = udp };
        udp.UpdateUdpChecksum();
        return Frame(from, to, EthernetType.IPv6, ip, vlan);
    }

    /// <summary>A TCP segment over IPv4 with <paramref name="payload"/> bytes of payload.</summary>
    public byte[] Tcp4(Station from, Station to, TcpSegment segment, int payload)
    {
        var tcp = new TcpPacket(segment.SourcePort, segment.DestinationPort)
        {
            SequenceNumber = segment.Sequence,
            AcknowledgmentNumber = segment.Acknowledgement,
            WindowSize = 8192,
            Synchronize = segment.IsSynchronize,
            Acknowledgment = segment.IsAcknowledge,
            Finished = segment.IsFinish,
            PayloadData = random.Bytes(payload),
        };
        var ip = new IPv4Packet(from.Ipv4, to.Ipv4) { PayloadPacket = tcp };
        tcp.UpdateTcpChecksum();
        ip.UpdateIPChecksum();
        return Frame(from, to, EthernetType.IPv4, ip, null);
    }

    /// <summary>A broadcast question for an address, 42 bytes as its sender's own capture shows it.</summary>
    public static byte[] ArpRequest(Station from, Station to)
    {
        var arp = new ArpPacket(
            ArpOperation.Request, PhysicalAddress.Parse("000000000000"), to.Ipv4, from.Physical, from.Ipv4);
        return Frame(from, to with { Mac = MacAddress.Broadcast }, EthernetType.Arp, arp, null);
    }

    /// <summary>The answer to <see cref="ArpRequest"/>.</summary>
    public static byte[] ArpReply(Station from, Station to)
    {
        var arp = new ArpPacket(ArpOperation.Response, to.Physical, to.Ipv4, from.Physical, from.Ipv4);
        return Frame(from, to, EthernetType.Arp, arp, null);
    }

    /// <summary>Exactly <paramref name="length"/> bytes, however few or many, that begin like a frame.</summary>
    public byte[] Raw(Station from, Station to, int length)
    {
        var ethernet = new EthernetPacket(from.Physical, to.Physical, (EthernetType)ExperimentalType)
        {
            PayloadData = random.Bytes(Math.Max(0, length - EthernetFrame.HeaderLength)),
        };
        return ethernet.Bytes[..length];
    }

    private static int TagLength(ushort? vlan) => vlan is null ? 0 : VlanView.Length;

    private static byte[] Frame(Station from, Station to, EthernetType type, Packet payload, ushort? vlan)
    {
        var ethernet = new EthernetPacket(from.Physical, to.Physical, type);
        if (vlan is ushort identifier)
        {
            // The payload goes in before the type: setting a type first makes PacketDotNet parse the empty tag.
            ethernet.PayloadPacket = new Ieee8021QPacket(new ByteArraySegment(new byte[VlanView.Length]))
            {
                VlanIdentifier = identifier,
                PriorityControlPoint = (IeeeP8021PPriority)(identifier & 7),
                PayloadPacket = payload,
                Type = type,
            };
            ethernet.Type = EthernetType.VLanTaggedFrame;
        }
        else
        {
            ethernet.PayloadPacket = payload;
        }

        return ethernet.Bytes;
    }

    private UdpPacket Datagram(int payload) =>
        new((ushort)random.Between(49152, 65535), DiscardPort) { PayloadData = random.Bytes(payload) };
}
