namespace IxpSvnic.Wire.Captures;

/// <summary>Lengths beyond which a capture is called absurd.</summary>
public static class CaptureLimits
{
    /// <summary>Longest record accepted, libpcap's MAXIMUM_SNAPLEN.</summary>
    public const int MaximumRecordLength = 256 * 1024;

    /// <summary>Longest pcapng block accepted, as in libpcap and Wireshark.</summary>
    public const int MaximumBlockLength = 16 * 1024 * 1024;
}
