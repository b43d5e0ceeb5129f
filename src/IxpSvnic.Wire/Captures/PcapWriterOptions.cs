namespace IxpSvnic.Wire.Captures;

/// <summary>Variant of pcap to write.</summary>
public sealed record PcapWriterOptions
{
    /// <summary>Nanoseconds, little endian, no FCS: what the simulator writes.</summary>
    public static PcapWriterOptions Default { get; } = new();

    /// <summary>Byte order of the headers.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Microsecond timestamps, cut off, instead of nanoseconds.</summary>
    public bool Microseconds { get; init; }

    /// <summary>The data given ends in a four-byte FCS, and the file says so.</summary>
    public bool DeclareFcs { get; init; }

    /// <summary>The cut-off stated in the file header.</summary>
    public int SnapLength { get; init; } = CaptureLimits.MaximumRecordLength;
}
