using System.Numerics;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Sim.Events;

/// <summary>
/// The world's pending events: a timing wheel of one-tick slots with an occupancy bitmap for the near future and a binary
/// heap for the far one. Events are structs in one pool; nothing is allocated per event once the pool has grown.
/// </summary>
public sealed class EventQueue : IStateful
{
    private const int WheelBits = 13;
    private const int WheelSize = 1 << WheelBits;
    private const int WheelMask = WheelSize - 1;
    private const int None = -1;

    private readonly List<IEventTarget> _targets = [];
    private readonly HashSet<short> _observers = [];
    private readonly int[] _heads = new int[WheelSize];
    private readonly ulong[] _occupied = new ulong[WheelSize / 64];
    private SimEvent[] _pool = new SimEvent[1024];
    private int[] _heap = new int[256];
    private int _heapCount;
    private int _free = None;
    private int _used;
    private int _wheelCount;
    private long _sequence;

    public EventQueue() => Array.Fill(_heads, None);

    /// <summary>Tick of the event being handled, or the end of the last run.</summary>
    public long Now { get; private set; }

    /// <summary>Events not yet handled.</summary>
    public int Count => _wheelCount + _heapCount;

    /// <summary>Events handled so far.</summary>
    public long Handled { get; private set; }

    /// <summary>Names a target; the order of registration is part of the machine's wiring.</summary>
    public short Register(IEventTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _targets.Add(target);
        return checked((short)(_targets.Count - 1));
    }

    /// <summary>
    /// Names a target that only watches the machine: its events are saved, but no part of the state that is hashed.
    /// </summary>
    public short RegisterObserver(IEventTarget target)
    {
        short id = Register(target);
        _observers.Add(id);
        return id;
    }

    /// <summary>Adds an event at <paramref name="time"/>, which must not lie in the past.</summary>
    public void Schedule(long time, short target, int kind, long a = 0, long b = 0, int priority = 0)
    {
        if (time < Now)
        {
            throw new InvalidOperationException(
                $"event {kind} of {_targets[target].GetType().Name} at tick {time} lies before now ({Now})");
        }

        int index = Allocate();
        ref SimEvent e = ref _pool[index];
        e.Time = time;
        e.Sequence = _sequence++;
        e.A = a;
        e.B = b;
        e.Target = target;
        e.Kind = (short)kind;
        e.Priority = (short)priority;
        Insert(index);
    }

    /// <summary>Tick of the next event, or <see cref="Ticks.Never"/>.</summary>
    public long NextTime()
    {
        long far = _heapCount > 0 ? _pool[_heap[0]].Time : Ticks.Never;
        return _wheelCount == 0 ? far : Math.Min(far, _pool[_heads[FindSlot()]].Time);
    }

    /// <summary>Handles the next event if it lies at or before <paramref name="limit"/>.</summary>
    public bool RunOne(long limit)
    {
        if (_wheelCount == 0)
        {
            if (_heapCount == 0 || _pool[_heap[0]].Time > limit)
            {
                return false;
            }

            Now = _pool[_heap[0]].Time;
        }

        PullFar();
        int slot = FindSlot();
        int index = _heads[slot];
        ref SimEvent first = ref _pool[index];
        if (first.Time > limit)
        {
            return false;
        }

        SimEvent e = first;
        _heads[slot] = first.Next;
        if (first.Next == None)
        {
            _occupied[slot >> 6] &= ~(1UL << (slot & 63));
        }

        _wheelCount--;
        first.Next = _free;
        _free = index;
        Now = e.Time;
        Handled++;
        _targets[e.Target].Handle(in e);
        return true;
    }

    /// <summary>Handles every event at or before <paramref name="limit"/> and moves the clock there.</summary>
    public void RunTo(long limit)
    {
        while (RunOne(limit))
        {
        }

        AdvanceTo(limit);
    }

    /// <summary>Moves the clock forward over a stretch without events.</summary>
    public void AdvanceTo(long time)
    {
        if (time > Now)
        {
            Now = time;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            Hash(visitor);
            return;
        }

        SimEvent[] pending = visitor.IsRestoring ? [] : Sorted();
        int count = pending.Length;
        long now = Now;
        long sequence = _sequence;
        long handled = Handled;
        visitor.Value(ref now);
        visitor.Value(ref sequence);
        visitor.Value(ref handled);
        visitor.Value(ref count);
        if (visitor.IsRestoring)
        {
            Clear();
            Now = now;
            _sequence = sequence;
            Handled = handled;
            pending = new SimEvent[count];
        }

        for (int i = 0; i < count; i++)
        {
            ref SimEvent e = ref pending[i];
            e.Next = 0;
            visitor.Value(ref e);
            if (visitor.IsRestoring)
            {
                int index = Allocate();
                _pool[index] = e;
                Insert(index);
            }
        }
    }

    // What has happened and what will, in order; how often watchers looked is left out, and with it the sequence numbers.
    private void Hash(StateVisitor visitor)
    {
        long now = Now;
        visitor.Value(ref now);
        foreach (SimEvent pending in Sorted())
        {
            if (!_observers.Contains(pending.Target))
            {
                SimEvent e = pending;
                e.Sequence = 0;
                e.Next = 0;
                visitor.Value(ref e);
            }
        }
    }

    private static bool Before(in SimEvent x, in SimEvent y) =>
        x.Time != y.Time ? x.Time < y.Time
        : x.Priority != y.Priority ? x.Priority < y.Priority
        : x.Sequence < y.Sequence;

    private int Allocate()
    {
        if (_free != None)
        {
            int index = _free;
            _free = _pool[index].Next;
            return index;
        }

        if (_used == _pool.Length)
        {
            Array.Resize(ref _pool, _pool.Length * 2);
        }

        return _used++;
    }

    private void Insert(int index)
    {
        ref SimEvent e = ref _pool[index];
        if (e.Time - Now >= WheelSize)
        {
            PushHeap(index);
            return;
        }

        int slot = (int)e.Time & WheelMask;
        _wheelCount++;
        int head = _heads[slot];
        if (head == None)
        {
            e.Next = None;
            _heads[slot] = index;
            _occupied[slot >> 6] |= 1UL << (slot & 63);
            return;
        }

        int previous = None;
        int current = head;
        while (current != None && Before(in _pool[current], in e))
        {
            previous = current;
            current = _pool[current].Next;
        }

        e.Next = current;
        if (previous == None)
        {
            _heads[slot] = index;
        }
        else
        {
            _pool[previous].Next = index;
        }
    }

    // Every wheel event lies within one turn of Now, so the first occupied slot from Now on holds the earliest.
    private int FindSlot()
    {
        int start = (int)Now & WheelMask;
        int word = start >> 6;
        ulong bits = _occupied[word] & (ulong.MaxValue << (start & 63));
        for (int i = 0; i <= _occupied.Length; i++)
        {
            if (bits != 0)
            {
                return (word << 6) | BitOperations.TrailingZeroCount(bits);
            }

            word = (word + 1) & (_occupied.Length - 1);
            bits = _occupied[word];
        }

        throw new InvalidOperationException("the timing wheel counts events that it does not hold");
    }

    private void PullFar()
    {
        while (_heapCount > 0 && _pool[_heap[0]].Time - Now < WheelSize)
        {
            int index = PopHeap();
            Insert(index);
        }
    }

    private void PushHeap(int index)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, _heap.Length * 2);
        }

        int child = _heapCount++;
        while (child > 0)
        {
            int parent = (child - 1) >> 1;
            if (!Before(in _pool[index], in _pool[_heap[parent]]))
            {
                break;
            }

            _heap[child] = _heap[parent];
            child = parent;
        }

        _heap[child] = index;
    }

    private int PopHeap()
    {
        int top = _heap[0];
        int last = _heap[--_heapCount];
        int parent = 0;
        for (; ; )
        {
            int child = (2 * parent) + 1;
            if (child >= _heapCount)
            {
                break;
            }

            if (child + 1 < _heapCount && Before(in _pool[_heap[child + 1]], in _pool[_heap[child]]))
            {
                child++;
            }

            if (!Before(in _pool[_heap[child]], in _pool[last]))
            {
                break;
            }

            _heap[parent] = _heap[child];
            parent = child;
        }

        if (_heapCount > 0)
        {
            _heap[parent] = last;
        }

        return top;
    }

    private SimEvent[] Sorted()
    {
        List<SimEvent> pending = new(Count);
        foreach (int head in _heads)
        {
            for (int i = head; i != None; i = _pool[i].Next)
            {
                pending.Add(_pool[i]);
            }
        }

        for (int i = 0; i < _heapCount; i++)
        {
            pending.Add(_pool[_heap[i]]);
        }

        pending.Sort((x, y) => Before(in x, in y) ? -1 : Before(in y, in x) ? 1 : 0);
        return [.. pending];
    }

    private void Clear()
    {
        Array.Fill(_heads, None);
        Array.Clear(_occupied);
        _heapCount = 0;
        _wheelCount = 0;
        _used = 0;
        _free = None;
    }
}
