using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Machine.Replay;

/// <summary>
/// The frames of a capture that one guest sends: those whose source is its MAC and, for VIF 0, those whose source is no VIF's. Runts, cut and
/// oversize frames are left out and counted, since a guest cannot send them.
/// </summary>
internal sealed class GuestCaptureSource : IGuestFrameSource, IDisposable
{
    private readonly CaptureReader _reader;
    private readonly ulong _mac;
    private readonly IReadOnlySet<ulong> _known;
    private readonly bool _takesUnknown;
    private readonly int _longest;
    private readonly byte[] _frame;
    private long _first = -1;
    private long _index = -1;
    private long _read;
    private int _length;

    public GuestCaptureSource(string path, ulong mac, IReadOnlySet<ulong> known, bool takesUnknown, int longest, bool allowCut)
    {
        _reader = CaptureReader.Open(path, new CaptureReaderOptions { AllowCut = allowCut });
        _mac = mac;
        _known = known;
        _takesUnknown = takesUnknown;
        _longest = longest;
        _frame = new byte[longest];
    }

    /// <inheritdoc/>
    public long DueTicks { get; private set; }

    /// <summary>Tick from which the capture's times count.</summary>
    public long OriginTicks { get; set; }

    /// <summary>The guest has taken every frame of its own.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Frames of its own that it cannot send: cut, shorter than a header, longer than a slot.</summary>
    public long Unsendable { get; private set; }

    /// <inheritdoc/>
    public long InputIndex => _index;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Frame => _frame.AsSpan(0, _length);

    /// <inheritdoc/>
    public bool MoveNext()
    {
        while (_reader.TryRead(out CapturedFrame frame))
        {
            _index = _read++;
            if (_first < 0)
            {
                _first = frame.TimestampNanoseconds;
            }

            int length = frame.OriginalLength - frame.FcsLength;
            bool hasSource = frame.Data.Length >= 2 * MacAddress.Length;
            ulong source = hasSource ? MacAddress.Read(frame.Data[MacAddress.Length..]).Value : 0;
            bool isOwn = hasSource && source == _mac;
            bool isNobodys = !hasSource || !_known.Contains(source);
            if (!isOwn && !(_takesUnknown && isNobodys))
            {
                continue;
            }

            if (frame.IsCut || length < EthernetFrame.HeaderLength || length > _longest)
            {
                Unsendable++;
                continue;
            }

            frame.Data[..length].CopyTo(_frame);
            _length = length;
            DueTicks = OriginTicks + Ticks.FromNanoseconds(Math.Max(0, frame.TimestampNanoseconds - _first));
            return true;
        }

        HasEnded = true;
        return false;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        long index = _index;
        long origin = OriginTicks;
        visitor.Value(ref index);
        visitor.Value(ref origin);
        OriginTicks = origin;
        if (visitor.IsRestoring)
        {
            while (_index < index && MoveNext())
            {
            }
        }
    }

    public void Dispose() => _reader.Dispose();
}
