using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>Replies, breakpoints and faults on their way to the chip, in order of their causes.</summary>
internal sealed class NoticeQueue(long outboundTicks) : IStateful
{
    private Notice[] _notices = new Notice[4];
    private int _count;

    /// <summary>Tick at which the oldest reaches the chip, or Never.</summary>
    public long NextArrival => _count == 0 ? Ticks.Never : _notices[0].Time + outboundTicks;

    public void Add(in Notice notice)
    {
        if (_count == _notices.Length)
        {
            Array.Resize(ref _notices, 2 * _count);
        }

        _notices[_count++] = notice;
    }

    public void Take(out Notice notice)
    {
        notice = _notices[0];
        _count--;
        _notices.AsSpan(1, _count).CopyTo(_notices);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            HashStops(visitor);
            return;
        }

        visitor.Value(ref _count);
        if (visitor.IsRestoring && _count > _notices.Length)
        {
            _notices = new Notice[_count];
        }

        visitor.Block(_notices.AsSpan(0, _count));
    }

    /// <summary>Trace points observe: they are no part of the state.</summary>
    private void HashStops(StateVisitor visitor)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_notices[i].Kind != NoticeKind.TracePoint)
            {
                visitor.Value(ref _notices[i]);
            }
        }
    }
}
