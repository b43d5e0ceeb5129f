namespace IxpSvnic.Wire.Playback;

/// <summary>What becomes of a frame of which the capture holds only the beginning.</summary>
public enum TruncatedFrames
{
    /// <summary>Zero-filled to its original length.</summary>
    Pad,

    /// <summary>Never sent.</summary>
    Drop,
}
