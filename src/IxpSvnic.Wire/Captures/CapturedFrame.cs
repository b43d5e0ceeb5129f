namespace IxpSvnic.Wire.Captures;

/// <summary>
/// One record of a capture. The spans point into the reader's buffers: valid until the next read.
/// </summary>
public readonly ref struct CapturedFrame
{
    /// <summary>
    /// The captured bytes, with <see cref="FcsLength"/> trailing FCS bytes where the file declares them.
    /// </summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The record's comment in UTF-8 (pcapng), usually empty.</summary>
    public ReadOnlySpan<byte> Comment { get; init; }

    /// <summary>Unix time in nanoseconds; a record without a time repeats the one before.</summary>
    public long TimestampNanoseconds { get; init; }

    /// <summary>The frame's length on the wire as the file states it, never below the captured length.</summary>
    public int OriginalLength { get; init; }

    /// <summary>Index into <see cref="CaptureReader.Interfaces"/>, counted through all sections of the file.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>Declared FCS bytes at the end of the frame: 0 or 4.</summary>
    public int FcsLength { get; init; }

    /// <summary>Which way the frame went, where the file says so.</summary>
    public FrameDirection Direction { get; init; }

    /// <summary>False for a pcapng simple packet, which carries no time.</summary>
    public bool HasTimestamp { get; init; }

    /// <summary>True when the capture holds fewer bytes than were on the wire.</summary>
    public bool IsCut => Data.Length < OriginalLength;
}
