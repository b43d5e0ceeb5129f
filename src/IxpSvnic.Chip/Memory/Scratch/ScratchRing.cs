using IxpSvnic.Sim.Memory;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Scratch;

/// <summary>
/// One of the 16 rings in the scratchpad: SCRATCH_RING_BASE, HEAD, TAIL and a word count. A get with too few words
/// returns one 0; a put never refuses: an overfull ring loses its oldest words, keeps HEAD and counts to its size
/// (reference 2.6, 9.4).
/// </summary>
public sealed class ScratchRing(int number, FlatMemory memory, int[] fullAt) : IQueueProbe, IStateful
{
    private const int MaxWords = 1024;

    private readonly long[] _entered = new long[MaxWords];
    private QueueStatistics _statistics;
    private uint _base;
    private int _head;
    private int _tail;
    private int _count;

    public string Name { get; } = $"scratch.ring{number}";

    /// <summary>Longwords: 128, 256, 512 or 1024.</summary>
    public int Capacity => 128 << SizeCode;

    public ref readonly QueueStatistics Statistics => ref _statistics;

    /// <summary>Longwords on the ring.</summary>
    public int Count => _count;

    /// <summary>Longwords stored over older ones.</summary>
    public long Overflows { get; private set; }

    /// <summary>
    /// The ring's status as microengines test it: full (used at or above the mark), or empty if so chosen.
    /// </summary>
    public bool Status => (_base >> 26 & 1) != 0 ? _count == 0 : _count >= fullAt[SizeCode];

    /// <summary>SCRATCH_RING_BASE.</summary>
    public uint Base => _base;

    /// <summary>SCRATCH_RING_HEAD: byte offset of the next get.</summary>
    public uint Head => (uint)_head << 2;

    /// <summary>SCRATCH_RING_TAIL: byte offset of the next put.</summary>
    public uint Tail => (uint)_tail << 2;

    private int SizeCode => (int)(_base >> 30);

    public void WriteBase(uint value, long now)
    {
        LeaveAll(now);
        _base = value;
        Recount(now);
    }

    public void WriteHead(uint value, long now)
    {
        LeaveAll(now);
        _head = (int)(value >> 2) & (MaxWords - 1);
        Recount(now);
    }

    public void WriteTail(uint value, long now)
    {
        LeaveAll(now);
        _tail = (int)(value >> 2) & (MaxWords - 1);
        Recount(now);
    }

    public void Put(ReadOnlySpan<uint> words, long now)
    {
        foreach (uint word in words)
        {
            if (_count == Capacity)
            {
                Overflows++;
                _statistics.Leave(now, _entered[_tail]);
            }
            else
            {
                _count++;
            }

            memory.WriteWord(Address(_tail), word);
            _entered[_tail] = now;
            _statistics.Enter(now);
            _tail = (_tail + 1) & (Capacity - 1);
        }
    }

    /// <summary>Takes words off the ring, all or none; returns how many to push: all, or a single 0.</summary>
    public int Get(Span<uint> words, long now)
    {
        if (_count < words.Length)
        {
            words[0] = 0;
            return 1;
        }

        for (int i = 0; i < words.Length; i++)
        {
            words[i] = memory.ReadWord(Address(_head));
            _statistics.Leave(now, _entered[_head]);
            _head = (_head + 1) & (Capacity - 1);
        }

        _count -= words.Length;
        return words.Length;
    }

    /// <summary>The word at a place of the ring, on it or not.</summary>
    public uint Word(int place) => memory.ReadWord(Address(place & (Capacity - 1)));

    /// <summary>The words on the ring, oldest first.</summary>
    public uint[] Words()
    {
        uint[] words = new uint[_count];
        for (int i = 0; i < _count; i++)
        {
            words[i] = memory.ReadWord(Address((_head + i) & (Capacity - 1)));
        }

        return words;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _base);
        visitor.Value(ref _head);
        visitor.Value(ref _tail);
        visitor.Value(ref _count);
        if (!visitor.IsHashing)
        {
            visitor.Block(_entered);
            visitor.Value(ref _statistics);
            long overflows = Overflows;
            visitor.Value(ref overflows);
            Overflows = overflows;
        }
    }

    private long Address(int index) => ((_base & 0x3e00) + ((uint)index << 2)) & 0x3ffc;

    private void LeaveAll(long now)
    {
        for (int i = 0; i < _count; i++)
        {
            _statistics.Leave(now, _entered[(_head + i) & (Capacity - 1)]);
        }

        _count = 0;
    }

    // What the registers say is on the ring entered when they said so.
    private void Recount(long now)
    {
        _head &= Capacity - 1;
        _tail &= Capacity - 1;
        _count = (_tail - _head) & (Capacity - 1);
        for (int i = 0; i < _count; i++)
        {
            _entered[(_head + i) & (Capacity - 1)] = now;
            _statistics.Enter(now);
        }
    }
}
