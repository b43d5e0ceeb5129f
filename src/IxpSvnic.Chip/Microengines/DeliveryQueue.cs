using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>What is on its way into one engine, in order of (time, source, arrival).</summary>
internal sealed class DeliveryQueue : IStateful
{
    private const int SlotWords = 32;

    private PendingDelivery[] _entries = new PendingDelivery[64];
    private uint[] _data = new uint[64 * SlotWords];
    private int[] _freeSlots = new int[64];
    private int _head;
    private int _tail;
    private int _freeCount;

    public DeliveryQueue() => FreeAllSlots();

    public int Count => _tail - _head;

    /// <summary>Tick of the first entry, or Never.</summary>
    public long NextTime { get; private set; } = Ticks.Never;

    public void Add(PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        if (data.Length > SlotWords)
        {
            throw new ArgumentException($"a delivery of {data.Length} longwords exceeds {SlotWords}", nameof(data));
        }

        MakeRoom();
        entry.Slot = _freeSlots[--_freeCount];
        entry.DataWords = (byte)data.Length;
        data.CopyTo(_data.AsSpan(entry.Slot * SlotWords));
        int place = _tail++;
        while (place > _head && IsBefore(in entry, in _entries[place - 1]))
        {
            _entries[place] = _entries[place - 1];
            place--;
        }

        _entries[place] = entry;
        NextTime = _entries[_head].Time;
    }

    public ref readonly PendingDelivery First => ref _entries[_head];

    public ReadOnlySpan<uint> FirstData =>
        _data.AsSpan(_entries[_head].Slot * SlotWords, _entries[_head].DataWords);

    public void RemoveFirst()
    {
        _freeSlots[_freeCount++] = _entries[_head++].Slot;
        if (_head == _tail)
        {
            _head = 0;
            _tail = 0;
            NextTime = Ticks.Never;
        }
        else
        {
            NextTime = _entries[_head].Time;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        int count = Count;
        visitor.Value(ref count);
        if (visitor.IsRestoring)
        {
            _head = 0;
            _tail = 0;
            NextTime = Ticks.Never;
            FreeAllSlots();
            Span<uint> data = stackalloc uint[SlotWords];
            for (int i = 0; i < count; i++)
            {
                PendingDelivery entry = default;
                visitor.Value(ref entry);
                visitor.Block(data[..entry.DataWords]);
                Add(entry, data[..entry.DataWords]);
            }

            return;
        }

        for (int i = _head; i < _tail; i++)
        {
            PendingDelivery entry = _entries[i];
            int slot = entry.Slot;
            entry.Slot = 0;
            visitor.Value(ref entry);
            visitor.Block(_data.AsSpan(slot * SlotWords, entry.DataWords));
        }
    }

    private static bool IsBefore(in PendingDelivery a, in PendingDelivery b) =>
        a.Time != b.Time ? a.Time < b.Time : a.Source < b.Source;

    private void FreeAllSlots()
    {
        _freeCount = _freeSlots.Length;
        for (int i = 0; i < _freeCount; i++)
        {
            _freeSlots[i] = _freeCount - 1 - i;
        }
    }

    private void MakeRoom()
    {
        if (_tail < _entries.Length)
        {
            return;
        }

        if (_head > 0)
        {
            _entries.AsSpan(_head, Count).CopyTo(_entries);
            _tail -= _head;
            _head = 0;
            return;
        }

        int old = _entries.Length;
        Array.Resize(ref _entries, 2 * old);
        Array.Resize(ref _data, 2 * old * SlotWords);
        Array.Resize(ref _freeSlots, 2 * old);
        for (int i = old; i < 2 * old; i++)
        {
            _freeSlots[_freeCount++] = i;
        }
    }
}
