using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// A command FIFO at a unit's door, by times alone: a command enters when it arrives and leaves when its service
/// starts. Both are known when it is granted, so a full FIFO can tell when it will have room.
/// </summary>
public sealed class CommandInlet(string name, int depth) : IQueueProbe, IStateful
{
    private readonly long[] _arrivals = new long[depth];
    private readonly long[] _starts = new long[depth];
    private QueueStatistics _statistics;
    private int _next;
    private int _inside;

    public string Name { get; } = name;

    public int Capacity { get; } = depth;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    /// <summary>Start of service of the newest command: no later one starts earlier.</summary>
    public long LastStart { get; private set; }

    /// <summary>Tick from which there is room; at or before <paramref name="now"/> = at once.</summary>
    public long FreeAt(long now) => Math.Max(now, _starts[_next]);

    /// <summary>A command arrives whose service will start at a tick, not before that of the command ahead.</summary>
    public void Add(long arrival, long start)
    {
        Settle(arrival);
        if (_inside == Capacity)
        {
            throw new InvalidOperationException($"{Name}: a command was granted although {Capacity} wait");
        }

        _statistics.Enter(arrival);
        _arrivals[_next] = arrival;
        _starts[_next] = start;
        _next = _next + 1 == Capacity ? 0 : _next + 1;
        _inside++;
        LastStart = start;
    }

    /// <summary>Brings the statistics up to a tick.</summary>
    public void Settle(long now)
    {
        while (_inside > 0)
        {
            int oldest = _next - _inside;
            oldest = oldest < 0 ? oldest + Capacity : oldest;
            if (_starts[oldest] > now)
            {
                return;
            }

            _statistics.Leave(_starts[oldest], _arrivals[oldest]);
            _inside--;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        long last = LastStart;
        visitor.Value(ref last);
        LastStart = last;
        visitor.Value(ref _next);
        visitor.Block(_starts);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _inside);
            visitor.Block(_arrivals);
            visitor.Value(ref _statistics);
        }
    }
}
