using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Queues;

/// <summary>A bounded first-in first-out queue of plain values that keeps its own statistics. A full one refuses.
/// Values are hashed as bytes: give a struct with gaps explicit zero fields.</summary>
public sealed class TimedFifo<T>(string name, int capacity) : IQueueProbe, IStateful
    where T : unmanaged
{
    private readonly T[] _items = new T[capacity];
    private readonly long[] _entered = new long[capacity];
    private QueueStatistics _statistics;
    private int _head;
    private int _count;

    public string Name { get; } = name;

    public int Capacity { get; } = capacity;

    public int Count => _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == Capacity;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    /// <summary>The i-th entry from the head.</summary>
    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count);
            return ref _items[Wrap(_head + index)];
        }
    }

    public bool TryEnqueue(long now, in T item)
    {
        if (IsFull)
        {
            return false;
        }

        int slot = Wrap(_head + _count);
        _items[slot] = item;
        _entered[slot] = now;
        _count++;
        _statistics.Enter(now);
        return true;
    }

    public bool TryDequeue(long now, out T item)
    {
        if (IsEmpty)
        {
            item = default;
            return false;
        }

        item = _items[_head];
        _statistics.Leave(now, _entered[_head]);
        _head = Wrap(_head + 1);
        _count--;
        return true;
    }

    public ref T Peek() => ref this[0];

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        if (visitor.IsRestoring)
        {
            _head = 0;
        }

        for (int i = 0; i < _count; i++)
        {
            visitor.Value(ref _items[Wrap(_head + i)]);
            visitor.Value(ref _entered[Wrap(_head + i)]);
        }

        if (!visitor.IsHashing)
        {
            visitor.Value(ref _statistics);
        }
    }

    private int Wrap(int index) => index >= Capacity ? index - Capacity : index;
}
