using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Pci.Bus;

/// <summary>
/// Posted writes on their way through a bridge, first in first out, bounded in entries and bytes (whole quadwords). An
/// entry that is leaving counts as free from its first data phase, since it drains at least as fast as another burst
/// fills. Holds the frame tags of its bytes.
/// </summary>
public sealed class PostingQueue(string name, int entries, int bytes, FrameLedger ledger) : IQueueProbe, IStateful
{
    private readonly PciTransaction[] _items = new PciTransaction[entries];
    private readonly long[] _entered = new long[entries];
    private readonly long[] _earliest = new long[entries];
    private QueueStatistics _statistics;
    private long _posted;
    private long _completed;
    private int _head;
    private int _count;
    private int _bytes;
    private int _draining;

    public string Name { get; } = name;

    public int Capacity { get; } = entries;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    public int Count => _count;

    /// <summary>Number of the last write that came in.</summary>
    public long Posted => _posted;

    /// <summary>Number of the last write that completed on the far side or was discarded.</summary>
    public long Completed => _completed;

    /// <summary>The oldest write; what is left of it.</summary>
    public ref PciTransaction Head => ref _items[_head];

    /// <summary>Tick from which the oldest write may be sent.</summary>
    public long HeadEarliest => _earliest[_head];

    /// <summary>Room for another burst; 0 when no entry is free.</summary>
    public int FreeBytes => _count == Capacity ? 0 : bytes - _bytes + _draining;

    /// <summary>Takes a copy of a write; the caller has looked at <see cref="FreeBytes"/>.</summary>
    public void Post(long now, in PciTransaction write, long earliest)
    {
        if (_count == Capacity)
        {
            throw new InvalidOperationException($"{Name} is full");
        }

        int slot = (_head + _count) % Capacity;
        _items[slot] = write;
        _entered[slot] = now;
        _earliest[slot] = earliest;
        _count++;
        _posted++;
        _bytes += Size(in write);
        _statistics.Enter(now);
        ledger.Hold(write.Tag);
    }

    /// <summary>The oldest write is in its data phases.</summary>
    public void StartDraining() => _draining = Size(in _items[_head]);

    /// <summary>Bytes of the oldest write have moved; when all have, it leaves.</summary>
    public void Advance(int moved, long now)
    {
        ref PciTransaction head = ref _items[_head];
        if (moved >= head.Length)
        {
            Discard(now);
            return;
        }

        _bytes -= Size(in head);
        head.Advance(moved);
        _bytes += Size(in head);
        _draining = 0;
    }

    /// <summary>The oldest write leaves.</summary>
    public void Discard(long now)
    {
        ref PciTransaction head = ref _items[_head];
        _bytes -= Size(in head);
        _draining = 0;
        _completed++;
        _statistics.Leave(now, _entered[_head]);
        int tag = head.Tag;
        _head = (_head + 1) % Capacity;
        _count--;
        ledger.Release(tag, now);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Value(ref _posted);
        visitor.Value(ref _completed);
        visitor.Value(ref _bytes);
        visitor.Value(ref _draining);
        if (visitor.IsRestoring)
        {
            _head = 0;
        }

        for (int i = 0; i < _count; i++)
        {
            int slot = (_head + i) % Capacity;
            _items[slot].Sync(visitor);
            visitor.Value(ref _entered[slot]);
            visitor.Value(ref _earliest[slot]);
        }

        if (!visitor.IsHashing)
        {
            visitor.Value(ref _statistics);
        }
    }

    private static int Size(in PciTransaction write) => 8 * PciTransaction.Phases(write.Address, write.Length, 8);
}
