using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Journal;

/// <summary>Repeats what a journal keeps for one port: the same bytes at the same ticks.</summary>
public sealed class JournalPlayer : IFrameSource
{
    private readonly JournalReader _reader;
    private readonly int _port;
    private long _frames;

    /// <summary>Opens a journal for one of its ports.</summary>
    /// <exception cref="CaptureFormatException">The journal cannot be used or does not know the port.</exception>
    public JournalPlayer(string path, int port)
    {
        _reader = new JournalReader(path);
        _port = port;
        foreach (JournalPort known in _reader.Ports)
        {
            if (known.Port == port)
            {
                return;
            }
        }

        _reader.Dispose();
        throw new CaptureFormatException(path, -1, $"keeps nothing for port {port}");
    }

    /// <inheritdoc/>
    public long EpochNanoseconds => _reader.EpochNanoseconds;

    /// <inheritdoc/>
    public bool HasEnded { get; private set; }

    /// <summary>When the journalled run let the outside go; known once <see cref="HasEnded"/>.</summary>
    public long EndTick => _reader.EndTick;

    /// <inheritdoc/>
    public SourceStatistics Statistics => new() { Frames = _frames };

    /// <inheritdoc/>
    public bool TryNext(long nowTick, out SourceFrame frame)
    {
        while (_reader.TryRead(out SourceFrame kept))
        {
            if (kept.Port == _port)
            {
                frame = new SourceFrame
                {
                    WireBytes = kept.WireBytes,
                    StartTick = kept.StartTick,
                    Port = kept.Port,
                    Index = _frames++,
                    Fate = kept.Fate,
                };
                return true;
            }
        }

        HasEnded = true;
        frame = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
