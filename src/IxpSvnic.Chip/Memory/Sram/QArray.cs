using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// The 64 queue descriptors on chip and what the queue commands do with them; effects only, no time. Link longwords are
/// {EOP, cells, next}. Source: reference 2.9 (IXP2800 HRM p54, p213-216).
/// </summary>
public sealed class QArray(FlatMemory memory, long bytes) : IStateful
{
    public const int Entries = 64;

    private readonly QueueDescriptor[] _entries = new QueueDescriptor[Entries];

    /// <summary>SRAM_CONTROL bit 13: every dequeue removes a buffer, whatever its cell count.</summary>
    public bool IgnoreCells { get; set; }

    /// <summary>SRAM_CONTROL bit 14: every buffer counts as a packet's end.</summary>
    public bool IgnoreEop { get; set; }

    /// <summary>Pointers followed that lead beyond the populated memory; they read 0 and store nothing.</summary>
    public long Misses { get; private set; }

    public ref readonly QueueDescriptor this[int entry] => ref _entries[entry];

    /// <summary>Loads head, and count when asked for two longwords; gives them back.</summary>
    public void LoadHead(int entry, uint address, Span<uint> words)
    {
        ref QueueDescriptor d = ref _entries[entry];
        d.Head = words[0] = Load(address, 0);
        d.Valid = 1;
        if (words.Length > 1)
        {
            d.Count = words[1] = Load(address, 2) & QueueDescriptor.PointerMask;
            d.Valid |= 4;
        }
    }

    /// <summary>Loads tail, and count when asked for two longwords.</summary>
    public void LoadTail(int entry, uint address, int words)
    {
        ref QueueDescriptor d = ref _entries[entry];
        d.Tail = Load(address, 1) & QueueDescriptor.PointerMask;
        d.Valid = 2;
        if (words > 1)
        {
            d.Count = Load(address, 2) & QueueDescriptor.PointerMask;
            d.Valid |= 4;
        }
    }

    /// <summary>Loads what is not valid yet.</summary>
    public void LoadOther(int entry, uint address)
    {
        ref QueueDescriptor d = ref _entries[entry];
        if ((d.Valid & 1) == 0)
        {
            d.Head = Load(address, 0);
        }

        if ((d.Valid & 2) == 0)
        {
            d.Tail = Load(address, 1) & QueueDescriptor.PointerMask;
        }

        if ((d.Valid & 4) == 0)
        {
            d.Count = Load(address, 2) & QueueDescriptor.PointerMask;
        }

        d.Valid = 7;
    }

    /// <summary>Stores the valid longwords.</summary>
    public void Store(int entry, uint address)
    {
        ref readonly QueueDescriptor d = ref _entries[entry];
        if ((d.Valid & 1) != 0)
        {
            Save(address, 0, d.Head);
        }

        if ((d.Valid & 2) != 0)
        {
            Save(address, 1, d.Tail);
        }

        if ((d.Valid & 4) != 0)
        {
            Save(address, 2, d.Count);
        }
    }

    public void StoreCount(int entry, uint address) => Save(address, 2, _entries[entry].Count);

    /// <summary>Links a buffer behind the tail; it becomes head of an empty queue.</summary>
    public void Enqueue(int entry, uint buffer, int cells, bool eop)
    {
        ref QueueDescriptor d = ref _entries[entry];
        uint link = ((uint)cells & 0x7f) << 24 | (buffer & QueueDescriptor.PointerMask);
        if (eop)
        {
            link |= QueueDescriptor.EopBit;
        }

        if (d.Count == 0)
        {
            d.Head = link;
        }
        else
        {
            Save(d.Tail, 0, link);
        }

        d.Tail = buffer & QueueDescriptor.PointerMask;
        d.Valid = 7;
        if (eop || IgnoreEop)
        {
            d.Count = (d.Count + 1) & QueueDescriptor.PointerMask;
        }
    }

    /// <summary>The tail is the last buffer of a string that software has linked.</summary>
    public void EnqueueTail(int entry, uint buffer) => _entries[entry].Tail = buffer & QueueDescriptor.PointerMask;

    /// <summary>
    /// Gives head EOP, cell count and pointer as they stand, 0 from an empty queue. A buffer with cells left stays and
    /// loses one.
    /// </summary>
    public uint Dequeue(int entry)
    {
        ref QueueDescriptor d = ref _entries[entry];
        if (d.Count == 0)
        {
            return 0;
        }

        uint head = d.Head;
        if (d.Cells > 0 && !IgnoreCells)
        {
            d.Head -= 1u << 24;
            return head;
        }

        if (d.Eop || IgnoreEop)
        {
            d.Count--;
        }

        d.Head = Load(head, 0);
        return head;
    }

    /// <summary>
    /// Puts longwords on a ring if all fit; returns the status longword: bit 31 stored, 23:0 count before.
    /// </summary>
    public uint Put(int entry, ReadOnlySpan<uint> words)
    {
        ref QueueDescriptor d = ref _entries[entry];
        uint before = d.Count;
        if (d.RingWords - before < words.Length)
        {
            return before;
        }

        Append(ref d, words);
        d.Count += (uint)words.Length;
        return 1u << 31 | before;
    }

    /// <summary>Takes longwords off a ring, all or none; returns how many to push: all, or a single 0.</summary>
    public int Get(int entry, Span<uint> words)
    {
        ref QueueDescriptor d = ref _entries[entry];
        if (d.Count < words.Length)
        {
            words[0] = 0;
            return 1;
        }

        uint size = d.Head & 0xe000_0000;
        uint head = d.Head & QueueDescriptor.PointerMask;
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Load(head, 0);
            head = d.Advance(head, 1);
        }

        d.Head = size | head;
        d.Count -= (uint)words.Length;
        return words.Length;
    }

    /// <summary>Writes longwords at a journal's tail; it wraps and never fills.</summary>
    public void Journal(int entry, ReadOnlySpan<uint> words) => Append(ref _entries[entry], words);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_entries);
        bool[] modes = [IgnoreCells, IgnoreEop];
        visitor.Block(modes);
        (IgnoreCells, IgnoreEop) = (modes[0], modes[1]);
    }

    private void Append(ref QueueDescriptor d, ReadOnlySpan<uint> words)
    {
        foreach (uint word in words)
        {
            Save(d.Tail, 0, word);
            d.Tail = d.Advance(d.Tail, 1);
        }
    }

    private uint Load(uint pointer, int word)
    {
        long address = ((long)(pointer & QueueDescriptor.PointerMask) << 2) + (4 * word);
        if (address + 4 <= bytes)
        {
            return memory.ReadWord(address);
        }

        Misses++;
        return 0;
    }

    private void Save(uint pointer, int word, uint value)
    {
        long address = ((long)(pointer & QueueDescriptor.PointerMask) << 2) + (4 * word);
        if (address + 4 <= bytes)
        {
            memory.WriteWord(address, value);
        }
        else
        {
            Misses++;
        }
    }
}
