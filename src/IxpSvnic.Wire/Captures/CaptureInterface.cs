namespace IxpSvnic.Wire.Captures;

/// <summary>A tap a capture was taken at.</summary>
/// <param name="Name">if_name of pcapng; null when the file does not name it.</param>
/// <param name="LinkType">Link type of the tcpdump.org registry; only Ethernet (1) can be read from.</param>
/// <param name="SnapLength">The capture's cut-off, 0 for none.</param>
public sealed record CaptureInterface(
    string? Name, int LinkType = CaptureInterface.EthernetLinkType, long SnapLength = 0)
{
    /// <summary>LINKTYPE_ETHERNET.</summary>
    public const int EthernetLinkType = 1;
}
