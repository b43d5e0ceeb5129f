using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// Sends given frames at given times, or as soon after as the send queue has room, in order. Frames that arrive are
/// consumed.
/// </summary>
public sealed class PlayerApplication : IGuestApplication, IEventTarget
{
    private readonly EventQueue _events;
    private readonly short _target;
    private readonly IGuestFrameSource _source;
    private IGuestPort? _port;
    private bool _hasFrame;
    private long _worstDelay;
    private long _late;

    public PlayerApplication(EventQueue events, IGuestFrameSource source)
    {
        _events = events;
        _target = events.Register(this);
        _source = source;
    }

    /// <summary>All frames have been put into the send queue.</summary>
    public bool IsDone => _port is not null && !_hasFrame;

    /// <summary>Frames sent later than they were due.</summary>
    public long Late => _late;

    /// <summary>Longest time between a frame's due time and its send.</summary>
    public long WorstDelayTicks => _worstDelay;

    /// <inheritdoc/>
    public void Start(IGuestPort port)
    {
        _port = port;
        Next();
        Arm();
    }

    /// <inheritdoc/>
    public bool IsReady(IGuestPort port) => true;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, IGuestPort port, long now)
    {
    }

    /// <inheritdoc/>
    public void OnSendReady(IGuestPort port, long now)
    {
        if (Play())
        {
            Arm();
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (Play())
        {
            Arm();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _hasFrame);
        visitor.Visit(_source);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _worstDelay);
            visitor.Value(ref _late);
        }
    }

    // Sends what is due. False: the driver will say when there is room.
    private bool Play()
    {
        while (_hasFrame && _source.DueTicks <= _events.Now)
        {
            long delay = _events.Now - _source.DueTicks;
            if (!_port!.TrySend(_source.Frame, _source.InputIndex))
            {
                return false;
            }

            _late += delay > 0 ? 1 : 0;
            _worstDelay = Math.Max(_worstDelay, delay);
            Next();
        }

        return true;
    }

    private void Next() => _hasFrame = _source.MoveNext();

    private void Arm()
    {
        if (_hasFrame)
        {
            _events.Schedule(Math.Max(_source.DueTicks, _events.Now), _target, 0);
        }
    }
}
