using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Playback;

/// <summary>A frame that enters a wire; the bytes are valid until the source's next frame.</summary>
public readonly ref struct SourceFrame
{
    /// <summary>The frame with its FCS.</summary>
    public ReadOnlySpan<byte> WireBytes { get; init; }

    /// <summary>Tick (1/3 ns) of the first preamble bit, never before the wire is free of the frame before.</summary>
    public long StartTick { get; init; }

    /// <summary>The port whose wire it enters.</summary>
    public int Port { get; init; }

    /// <summary>Position among the frames of its capture, from 0.</summary>
    public long Index { get; init; }

    /// <summary>Which pass over the capture, from 0.</summary>
    public int Pass { get; init; }

    /// <summary>
    /// What the rules of the wire say of it. A <see cref="FrameFate.Truncated"/> frame is never sent and takes no wire
    /// time; the others take theirs and are the MAC's to drop.
    /// </summary>
    public FrameFate Fate { get; init; }

    /// <summary>The frame without its FCS.</summary>
    public ReadOnlySpan<byte> Bytes => WireBytes[..^EthernetFrame.FcsLength];
}
