using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>One down-counter: its count is computed from the time it was started, so that no event is spent on counting.</summary>
internal struct ApbTimer
{
    private long _since;
    private uint _count;

    /// <summary>Ticks of one count, 0 while it does not count by itself.</summary>
    private long _countTicks;

    public uint Load { get; private set; }

    /// <summary>The interrupt, until it is cleared.</summary>
    public bool IsPending { get; set; }

    /// <summary>Tick of the event that is waited for, or never.</summary>
    public long Expiry { get; set; }

    public void Reset()
    {
        Load = uint.MaxValue;
        _count = uint.MaxValue;
        _countTicks = 0;
        IsPending = false;
        Expiry = Ticks.Never;
    }

    /// <summary>The present count; an underflow reloads.</summary>
    public readonly uint Count(long now)
    {
        if (_countTicks == 0)
        {
            return _count;
        }

        long elapsed = (now - _since) / _countTicks;
        return elapsed <= _count
            ? (uint)(_count - elapsed)
            : (uint)(Load - ((elapsed - _count - 1) % (Load + 1L)));
    }

    /// <summary>First underflow after a tick.</summary>
    public readonly long NextUnderflow(long now)
    {
        if (_countTicks == 0)
        {
            return Ticks.Never;
        }

        long first = _since + ((_count + 1L) * _countTicks);
        if (first > now)
        {
            return first;
        }

        long period = (Load + 1L) * _countTicks;
        return first + (((now - first) / period) + 1) * period;
    }

    /// <summary>Counts from the present value on at another pace; 0 stops.</summary>
    public void SetPace(long now, long countTicks)
    {
        _count = Count(now);
        _since = now;
        _countTicks = countTicks;
    }

    public void SetLoad(long now, uint value)
    {
        Load = value;
        _count = value;
        _since = now;
    }

    /// <summary>Counts one edge; true when that was an underflow.</summary>
    public bool CountEdge()
    {
        bool underflow = _count == 0;
        _count = underflow ? Load : _count - 1;
        return underflow;
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _since);
        visitor.Value(ref _count);
        visitor.Value(ref _countTicks);
        (uint load, bool pending, long expiry) = (Load, IsPending, Expiry);
        visitor.Value(ref load);
        visitor.Value(ref pending);
        visitor.Value(ref expiry);
        (Load, IsPending, Expiry) = (load, pending, expiry);
    }
}
