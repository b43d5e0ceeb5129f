namespace IxpSvnic.Wire.Playback;

/// <summary>What the rules of the wire say of a frame out of a capture, before any machine has seen it.</summary>
public enum FrameFate
{
    /// <summary>An ordinary frame.</summary>
    Good,

    /// <summary>Shorter than an Ethernet header: cannot be padded into a frame.</summary>
    Runt,

    /// <summary>Longer than the MAC accepts.</summary>
    Oversize,

    /// <summary>The capture holds the frame's FCS and it does not fit its bytes.</summary>
    BadFcs,

    /// <summary>The capture holds only a part of the frame and the user wants such frames left out.</summary>
    Truncated,
}
