namespace IxpSvnic.Wire.Playback;

/// <summary>A frame as it goes onto the wire; the bytes are valid until the shaper's next frame.</summary>
public readonly ref struct ShapedFrame
{
    /// <summary>
    /// Padded bytes and the FCS; also there for frames with a bad fate, so that a MAC can see and drop them.
    /// </summary>
    public ReadOnlySpan<byte> WireBytes { get; init; }

    /// <summary>What the rules say.</summary>
    public FrameFate Fate { get; init; }

    /// <summary>The capture held only the beginning.</summary>
    public bool WasCut { get; init; }
}
