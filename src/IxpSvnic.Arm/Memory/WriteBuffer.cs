using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The write buffer as a queue of up to 8 entries of 16 bytes (IXP2800 HRM p99). Only the newest entry may be open and collect stores (A72).
/// </summary>
internal sealed class WriteBuffer(int depth) : IStateful
{
    public const int MostEntries = 8;

    private readonly WriteEntry[] _entries = new WriteEntry[MostEntries];
    private int _head;
    private int _count;
    private long _lastFreed;

    public int Count => _count;

    public bool IsFull => _count >= depth;

    public int Room => depth - _count;

    /// <summary>Slot of the oldest entry.</summary>
    public int Head => _head;

    public ref WriteEntry this[int slot] => ref _entries[slot];

    /// <summary>Slot of the n-th oldest entry.</summary>
    public int Slot(int n) => (_head + n) & (MostEntries - 1);

    /// <summary>The newest entry's slot if it is open, else -1.</summary>
    public int OpenSlot
    {
        get
        {
            if (_count == 0)
            {
                return -1;
            }

            int slot = Slot(_count - 1);
            return _entries[slot].State == TransferState.Open ? slot : -1;
        }
    }

    /// <summary>A new entry at the end.</summary>
    public int Add(uint block, TransferState state, long cycle)
    {
        int slot = Slot(_count++);
        ref WriteEntry entry = ref _entries[slot];
        entry.Address = block;
        entry.Mask = 0;
        entry.Data = default;
        entry.State = state;
        entry.Cycle = cycle;
        return slot;
    }

    /// <summary>Puts bytes (lanes of the block) into an entry.</summary>
    public void Put(int slot, uint offset, int bytes, uint value)
    {
        ref WriteEntry entry = ref _entries[slot];
        entry.Mask |= ((1u << bytes) - 1) << (int)offset;
        Span<uint> words = entry.Data;
        Span<byte> data = MemoryMarshal.AsBytes(words);
        switch (bytes)
        {
            case 4:
                Unsafe.WriteUnaligned(ref data[(int)offset], value);
                break;
            case 2:
                Unsafe.WriteUnaligned(ref data[(int)offset], (ushort)value);
                break;
            default:
                data[(int)offset] = (byte)value;
                break;
        }
    }

    /// <summary>When the oldest entry, which has been answered, leaves: in order, whatever order the answers came in.</summary>
    public long HeadFreed => Math.Max(_entries[_head].Cycle, _lastFreed);

    /// <summary>Lets the entries go whose writes have been taken by a cycle.</summary>
    public void Retire(long cycle)
    {
        while (_count > 0 && _entries[_head].State == TransferState.Answered && HeadFreed <= cycle)
        {
            _lastFreed = HeadFreed;
            _entries[_head] = default;
            _head = Slot(1);
            _count--;
        }
    }

    public void Reset()
    {
        _entries.AsSpan().Clear();
        _head = 0;
        _count = 0;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_entries);
        visitor.Value(ref _head);
        visitor.Value(ref _count);
        visitor.Value(ref _lastFreed);
    }
}
