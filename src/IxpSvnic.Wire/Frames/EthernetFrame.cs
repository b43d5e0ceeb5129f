namespace IxpSvnic.Wire.Frames;

/// <summary>Sizes of IEEE 802.3 frames, in bytes.</summary>
public static class EthernetFrame
{
    /// <summary>Destination, source and type or length.</summary>
    public const int HeaderLength = 14;

    /// <summary>Shortest frame without its FCS; senders pad to it.</summary>
    public const int MinimumLength = 60;

    /// <summary>Frame check sequence.</summary>
    public const int FcsLength = 4;

    /// <summary>Preamble and start-of-frame delimiter.</summary>
    public const int PreambleLength = 8;

    /// <summary>Inter-frame gap: 96 bit times.</summary>
    public const int InterFrameGapLength = 12;

    /// <summary>What a frame occupies beyond its own bytes and FCS.</summary>
    public const int WireOverhead = PreambleLength + InterFrameGapLength;
}
