using System.Net;
using System.Net.NetworkInformation;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Live.Traces;

/// <summary>One end of the traffic that a generated capture shows.</summary>
/// <param name="Mac">Its address on the link.</param>
/// <param name="Ipv4">Its IPv4 address.</param>
/// <param name="Ipv6">Its IPv6 address.</param>
internal sealed record Station(MacAddress Mac, IPAddress Ipv4, IPAddress Ipv6)
{
    public PhysicalAddress Physical
    {
        get
        {
            var bytes = new byte[MacAddress.Length];
            Mac.WriteTo(bytes);
            return new PhysicalAddress(bytes);
        }
    }

    /// <summary>A locally administered address whose last byte is <paramref name="number"/>, the rest drawn.</summary>
    public static Station Draw(TraceRandom random, int number)
    {
        ulong middle = random.Next() & 0xFFFF_FFFF;
        return new Station(
            new MacAddress(0x0200_0000_0000 | (middle << 8) | (uint)number),
            new IPAddress([10, 24, 0, (byte)number]),
            new IPAddress([0xFD, 0x24, .. new byte[13], (byte)number]));
    }

    /// <summary>Where an IPv4 group is reached (RFC 1112, 6.4).</summary>
    public static Station Ipv4Group(byte last) => new(
        new MacAddress(0x0100_5E00_0000ul | last), new IPAddress([224, 0, 0, last]), IPAddress.IPv6None);

    /// <summary>Where an IPv6 group is reached (RFC 2464, 7).</summary>
    public static Station Ipv6Group(byte last) => new(
        new MacAddress(0x3333_0000_0000ul | last), IPAddress.None, new IPAddress([0xFF, 0x02, .. new byte[13], last]));
}
