using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// How long packets stay on a queue, or longwords on a ring, by entry times alone; follows the entry's count. Loading
/// another descriptor into the entry counts as leaving or entering now.
/// </summary>
internal sealed class QueueResidence(string name) : IQueueProbe, IStateful
{
    // Counts beyond the largest ring come from descriptors that hold something else.
    private const int MaxLength = 64 << 10;

    private long[] _entered = new long[64];
    private QueueStatistics _statistics;
    private int _head;
    private int _count;

    public string Name { get; } = name;

    /// <summary>A queue in SRAM has no capacity of its own.</summary>
    public int Capacity => MaxLength;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    public void Follow(uint count, long now)
    {
        int wanted = count > MaxLength ? 0 : (int)count;
        while (_count > wanted)
        {
            _statistics.Leave(now, _entered[_head]);
            _head = (_head + 1) & (_entered.Length - 1);
            _count--;
        }

        while (_count < wanted)
        {
            if (_count == _entered.Length)
            {
                Grow();
            }

            _entered[(_head + _count) & (_entered.Length - 1)] = now;
            _statistics.Enter(now);
            _count++;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        int size = _entered.Length;
        visitor.Value(ref size);
        if (visitor.IsRestoring)
        {
            _entered = new long[size];
        }

        visitor.Block(_entered);
        visitor.Value(ref _head);
        visitor.Value(ref _count);
        visitor.Value(ref _statistics);
    }

    private void Grow()
    {
        long[] larger = new long[_entered.Length * 2];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _entered[(_head + i) & (_entered.Length - 1)];
        }

        _entered = larger;
        _head = 0;
    }
}
