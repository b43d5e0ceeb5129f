using IxpSvnic.Wire.Journal;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Live.Interfaces;

/// <summary>How a live interface feeds a wire.</summary>
public sealed record LiveSourceOptions
{
    /// <summary>The port whose wire the frames enter.</summary>
    public int Port { get; init; }

    /// <summary>A BPF expression, or null for everything that comes in.</summary>
    public string? Filter { get; init; }

    /// <summary>Sizes and cut frames.</summary>
    public FrameRules Rules { get; init; } = FrameRules.Default;

    /// <summary>Where each frame given out is kept with its time, or null.</summary>
    public JournalWriter? Journal { get; init; }

    /// <summary>Frames that may wait for the simulation; more are lost and counted.</summary>
    public int WaitingFrames { get; init; } = 65_536;
}
