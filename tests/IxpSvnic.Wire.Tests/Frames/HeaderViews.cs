using System.Net;
using System.Net.NetworkInformation;
using CsCheck;
using IxpSvnic.Wire.Frames;
using PacketDotNet;

namespace IxpSvnic.Wire.Tests.Frames;

/// <summary>The views read what PacketDotNet wrote.</summary>
[TestClass]
public sealed class HeaderViews
{
    private static readonly PhysicalAddress s_destination = PhysicalAddress.Parse("021122334455");
    private static readonly PhysicalAddress s_source = PhysicalAddress.Parse("0A66778899AA");

    [TestMethod]
    public void A_tagged_IPv4_frame_shows_all_its_fields()
    {
        var udp = new UdpPacket(1000, 2000) { PayloadData = [1, 2, 3, 4, 5] };
        var ip = new IPv4Packet(IPAddress.Parse("10.1.2.3"), IPAddress.Parse("192.168.200.1"))
        {
            TimeToLive = 17,
            PayloadPacket = udp,
        };
        ip.UpdateIPChecksum();
        var tag = new Ieee8021QPacket(new PacketDotNet.Utils.ByteArraySegment(new byte[4]))
        {
            VlanIdentifier = 0xABC,
            PriorityControlPoint = (IeeeP8021PPriority)5,
            PayloadPacket = ip,
            Type = EthernetType.IPv4,
        };
        var ethernet =
            new EthernetPacket(s_source, s_destination, EthernetType.VLanTaggedFrame) { PayloadPacket = tag };

        Assert.IsTrue(EthernetView.TryRead(ethernet.Bytes, out EthernetView view));
        Assert.AreEqual(MacAddress.Parse("02:11:22:33:44:55"), view.Destination);
        Assert.AreEqual(MacAddress.Parse("0a:66:77:88:99:aa"), view.Source);
        Assert.IsTrue(VlanView.TryRead(view.TypeOrLength, view.Payload, out VlanView vlan));
        Assert.AreEqual(0xABC, vlan.Identifier);
        Assert.AreEqual((int)tag.PriorityControlPoint, vlan.Priority);
        Assert.IsFalse(vlan.IsDropEligible);
        Assert.AreEqual(EtherType.Ipv4, view.InnerType(out ReadOnlySpan<byte> payload));
        Assert.IsTrue(Ipv4View.TryRead(payload, out Ipv4View inner));
        Assert.AreEqual(17, inner.TimeToLive);
        Assert.AreEqual(17, inner.Protocol);
        Assert.AreEqual(0x0A010203u, inner.Source);
        Assert.AreEqual(0xC0A8C801u, inner.Destination);
        Assert.AreEqual(20 + 8 + 5, inner.TotalLength);
        Assert.AreEqual(13, inner.Payload.Length);
        Assert.IsTrue(inner.IsChecksumValid);
        ip.Checksum ^= 0x0100;
        Ipv4View.TryRead(ip.Bytes, out Ipv4View damaged);
        Assert.IsFalse(damaged.IsChecksumValid);
    }

    [TestMethod]
    public void An_IPv6_packet_shows_all_its_fields()
    {
        var ip = new IPv6Packet(IPAddress.Parse("fe80::1"), IPAddress.Parse("2001:db8::7"))
        {
            TrafficClass = 0xA5,
            FlowLabel = 0x54321,
            HopLimit = 3,
            PayloadPacket = new UdpPacket(1, 2) { PayloadData = [9, 9] },
        };

        Assert.IsTrue(Ipv6View.TryRead(ip.Bytes, out Ipv6View view));
        Assert.AreEqual(0xA5, view.TrafficClass);
        Assert.AreEqual(0x54321, view.FlowLabel);
        Assert.AreEqual(3, view.HopLimit);
        Assert.AreEqual(17, view.NextHeader);
        Assert.AreEqual(10, view.PayloadLength);
        CollectionAssert.AreEqual(IPAddress.Parse("fe80::1").GetAddressBytes(), view.Source.ToArray());
        CollectionAssert.AreEqual(IPAddress.Parse("2001:db8::7").GetAddressBytes(), view.Destination.ToArray());
        Assert.AreEqual(10, view.Payload.Length);
    }

    [TestMethod]
    public void An_ARP_request_shows_who_asks_for_whom()
    {
        var arp = new ArpPacket(
            ArpOperation.Request,
            PhysicalAddress.Parse("000000000000"),
            IPAddress.Parse("10.0.0.2"),
            s_source,
            IPAddress.Parse("10.0.0.1"));

        Assert.IsTrue(ArpView.TryRead(arp.Bytes, out ArpView view));
        Assert.AreEqual(1, view.Operation);
        Assert.AreEqual(MacAddress.Parse("0a:66:77:88:99:aa"), view.SenderMac);
        Assert.AreEqual(0x0A000001u, view.SenderAddress);
        Assert.AreEqual(0UL, view.TargetMac.Value);
        Assert.AreEqual(0x0A000002u, view.TargetAddress);
    }

    [TestMethod]
    public void No_bytes_whatever_make_a_view_read_beyond_them() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        if (EthernetView.TryRead(bytes, out EthernetView view))
        {
            view.InnerType(out ReadOnlySpan<byte> payload);
            Touch(payload);
        }

        Touch(bytes);
    });

    private static void Touch(ReadOnlySpan<byte> payload)
    {
        if (Ipv4View.TryRead(payload, out Ipv4View four))
        {
            _ = four.IsChecksumValid;
            _ = four.Payload.Length + four.Source + four.Destination;
        }

        if (Ipv6View.TryRead(payload, out Ipv6View six))
        {
            _ = six.Payload.Length + six.Source.Length + six.Destination.Length;
        }

        if (ArpView.TryRead(payload, out ArpView arp))
        {
            _ = arp.TargetAddress + arp.SenderAddress + arp.TargetMac.Value;
        }
    }
}
