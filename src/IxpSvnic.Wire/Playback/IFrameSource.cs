namespace IxpSvnic.Wire.Playback;

/// <summary>Something that feeds one wire: a capture, a journal, a live interface.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>Unix time in nanoseconds of tick 0.</summary>
    long EpochNanoseconds { get; }

    /// <summary>No frame will come any more.</summary>
    bool HasEnded { get; }

    /// <summary>What happened so far.</summary>
    SourceStatistics Statistics { get; }

    /// <summary>
    /// The next frame. False at the end and, while <see cref="HasEnded"/> is false, when a live source has none yet.
    /// </summary>
    /// <param name="nowTick">The simulated time; a live frame starts then or later, a recorded one whenever it is
    /// due.</param>
    /// <param name="frame">The frame.</param>
    bool TryNext(long nowTick, out SourceFrame frame);
}
