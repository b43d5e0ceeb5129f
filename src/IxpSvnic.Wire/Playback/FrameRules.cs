namespace IxpSvnic.Wire.Playback;

/// <summary>How a captured frame becomes bytes on the wire.</summary>
public sealed record FrameRules
{
    /// <summary>The largest untagged or tagged frame of IEEE 802.3 3.2.7 with its FCS.</summary>
    public const int DefaultMaximumWireLength = 1522;

    /// <summary>1522 bytes, cut frames zero-filled.</summary>
    public static FrameRules Default { get; } = new();

    /// <summary>The longest frame the MAC takes, FCS included.</summary>
    public int MaximumWireLength { get; init; } = DefaultMaximumWireLength;

    /// <summary>What becomes of cut frames.</summary>
    public TruncatedFrames Truncated { get; init; } = TruncatedFrames.Pad;
}
