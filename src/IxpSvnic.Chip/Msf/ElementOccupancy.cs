using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Msf;

/// <summary>How many elements of a buffer are in use over time; elements leave in any order.</summary>
internal sealed class ElementOccupancy(string name) : IQueueProbe, IStateful
{
    private const long Absent = -1;

    private readonly long[] _entered = NewTimes();
    private QueueStatistics _statistics;

    public string Name { get; } = name;

    /// <summary>Elements of the size in use.</summary>
    public int Capacity { get; set; } = MediaBuffer.MaxElements;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    public void Enter(int element, long now)
    {
        _entered[element] = now;
        _statistics.Enter(now);
    }

    /// <summary>The element leaves; ignored when it never entered.</summary>
    public void Leave(int element, long now)
    {
        if (_entered[element] != Absent)
        {
            _statistics.Leave(now, _entered[element]);
            _entered[element] = Absent;
        }
    }

    public void LeaveAll(long now)
    {
        for (int i = 0; i < _entered.Length; i++)
        {
            Leave(i, now);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (!visitor.IsHashing)
        {
            visitor.Block(_entered);
            visitor.Value(ref _statistics);
        }
    }

    private static long[] NewTimes()
    {
        long[] times = new long[MediaBuffer.MaxElements];
        Array.Fill(times, Absent);
        return times;
    }
}
