namespace IxpSvnic.Wire.Playback;

/// <summary>What a frame source reports.</summary>
public readonly record struct SourceStatistics
{
    /// <summary>Frames given out, whatever their fate.</summary>
    public long Frames { get; init; }

    /// <summary>Frames that had to wait for the wire.</summary>
    public long DelayedFrames { get; init; }

    /// <summary>The longest wait, in ticks of 1/3 ns.</summary>
    public long WorstDelayTicks { get; init; }

    /// <summary>Frames of which the capture held only the beginning.</summary>
    public long CutFrames { get; init; }

    /// <summary>Frames a live source is known to have lost before they reached it.</summary>
    public long LostFrames { get; init; }

    /// <summary>The capture file ended inside a record.</summary>
    public bool FileWasCut { get; init; }
}
