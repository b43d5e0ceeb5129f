namespace IxpSvnic.Wire.Playback;

/// <summary>How a capture is played.</summary>
public sealed record CapturePlayerOptions
{
    /// <summary>Recorded pace, once, on port 0.</summary>
    public static CapturePlayerOptions Default { get; } = new();

    /// <summary>The port whose wire the capture plays on.</summary>
    public int Port { get; init; }

    /// <summary>When frames start.</summary>
    public Pace Pace { get; init; } = Pace.Recorded;

    /// <summary>Passes over the capture, at least 1; each starts when the wire is free of the one before.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Sizes and cut frames.</summary>
    public FrameRules Rules { get; init; } = FrameRules.Default;

    /// <summary>A file that ends inside a record ends before it instead of being an error.</summary>
    public bool AllowCut { get; init; }
}
