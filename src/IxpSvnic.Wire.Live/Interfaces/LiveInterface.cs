using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>A network interface that libpcap offers.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Description">libpcap's description, often empty.</param>
/// <param name="Mac">Its address, if it has one.</param>
/// <param name="Addresses">Its network addresses as text.</param>
/// <param name="IsUp">Ready to be captured from.</param>
/// <param name="IsLoopback">The host's own loop.</param>
public sealed record LiveInterface(
    string Name, string Description, MacAddress? Mac, IReadOnlyList<string> Addresses, bool IsUp, bool IsLoopback)
{
    // PCAP_IF_LOOPBACK and PCAP_IF_UP of pcap.h.
    private const uint LoopbackFlag = 1;
    private const uint UpFlag = 2;

    /// <summary>All interfaces, in libpcap's order.</summary>
    /// <exception cref="LiveWireException">libpcap is missing.</exception>
    public static IReadOnlyList<LiveInterface> List() => LibPcap.Use(() =>
    {
        var interfaces = new List<LiveInterface>();
        foreach (SharpPcap.LibPcap.LibPcapLiveDevice device in SharpPcap.LibPcap.LibPcapLiveDeviceList.New())
        {
            interfaces.Add(new LiveInterface(
                device.Name,
                device.Description ?? string.Empty,
                LibPcap.MacOf(device),
                [.. LibPcap.AddressesOf(device)],
                (device.Flags & UpFlag) != 0,
                (device.Flags & LoopbackFlag) != 0));
        }

        return interfaces;
    });
}
