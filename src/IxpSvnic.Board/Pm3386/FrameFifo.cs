using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Pm3386;

/// <summary>
/// A FIFO of frames bounded in bytes. Frames are written in pieces, the last of which makes them visible, and read in pieces
/// too; a piece that has been read makes room at once. Statistics count frames.
/// </summary>
internal sealed class FrameFifo(FrameLedger ledger, string name, int bytes) : IQueueProbe, IStateful
{
    private const int MinimumFrame = 64;

    private readonly byte[] _bytes = new byte[bytes];
    private readonly FrameSlot[] _slots = new FrameSlot[Math.Max(4, bytes / MinimumFrame) + 1];
    private readonly int[] _tags = new int[Math.Max(4, bytes / MinimumFrame) + 1];
    private QueueStatistics _statistics;
    private int _readAt;
    private int _used;
    private int _firstSlot;
    private int _complete;
    private bool _open;
    private int _headRead;

    public string Name { get; } = name;

    /// <summary>Frames of minimum size that fit.</summary>
    public int Capacity { get; } = Math.Max(4, bytes / MinimumFrame);

    public ref readonly QueueStatistics Statistics => ref _statistics;

    /// <summary>Free bytes; 0 also when every frame slot is taken.</summary>
    public int Room => _complete >= Capacity ? 0 : _bytes.Length - _used;

    /// <summary>Whole frames inside.</summary>
    public int Frames => _complete;

    /// <summary>A frame has been begun and not ended.</summary>
    public bool IsOpen => _open;

    /// <summary>Bytes of the oldest whole frame still to be read.</summary>
    public int HeadRemaining => Head.Length - _headRead;

    public bool HeadIsUntouched => _headRead == 0;

    public bool HeadIsBad => Head.Bad;

    public int HeadTag => _tags[_firstSlot];

    private ref FrameSlot Head => ref _slots[_firstSlot];

    private int TailSlot => (_firstSlot + _complete) % _slots.Length;

    private ref FrameSlot Tail => ref _slots[TailSlot];

    public void Begin(long now)
    {
        Tail = new FrameSlot { Entered = now };
        _tags[TailSlot] = 0;
        _open = true;
        _statistics.Enter(now);
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        int at = (_readAt + _used) % _bytes.Length;
        int first = Math.Min(data.Length, _bytes.Length - at);
        data[..first].CopyTo(_bytes.AsSpan(at));
        data[first..].CopyTo(_bytes);
        _used += data.Length;
        Tail.Length += data.Length;
    }

    /// <summary>The open frame takes over a live hold; one is enough, further ones are given back.</summary>
    public void AddTag(int tag, long now)
    {
        ref int own = ref _tags[TailSlot];
        if (own == 0)
        {
            own = tag;
        }
        else
        {
            ledger.Release(tag, now);
        }
    }

    /// <summary>The open frame is complete and becomes readable.</summary>
    public void End(bool bad)
    {
        Tail.Bad = bad;
        _open = false;
        _complete++;
    }

    /// <summary>The open frame vanishes; its tag's hold passes to the caller.</summary>
    public int Cancel(long now)
    {
        _used -= Tail.Length;
        _open = false;
        _statistics.Leave(now, Tail.Entered);
        return _tags[TailSlot];
    }

    /// <summary>Copies the head frame's next bytes without taking them.</summary>
    public void Peek(Span<byte> data)
    {
        int first = Math.Min(data.Length, _bytes.Length - _readAt);
        _bytes.AsSpan(_readAt, first).CopyTo(data);
        _bytes.AsSpan(0, data.Length - first).CopyTo(data[first..]);
    }

    /// <summary>
    /// Takes bytes of the head frame. With the last one the frame leaves and its tag's hold passes to the caller; before
    /// that the caller gets a hold of its own.
    /// </summary>
    public int Take(int count, long now)
    {
        int tag = HeadTag;
        _readAt = (_readAt + count) % _bytes.Length;
        _used -= count;
        _headRead += count;
        if (HeadRemaining > 0)
        {
            ledger.Hold(tag);
            return tag;
        }

        _statistics.Leave(now, Head.Entered);
        _tags[_firstSlot] = 0;
        _firstSlot = (_firstSlot + 1) % _slots.Length;
        _complete--;
        _headRead = 0;
        return tag;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _readAt);
        visitor.Value(ref _used);
        visitor.Value(ref _firstSlot);
        visitor.Value(ref _complete);
        visitor.Value(ref _open);
        visitor.Value(ref _headRead);
        visitor.Block(_bytes);
        visitor.Block(_slots);
        if (!visitor.IsHashing)
        {
            visitor.Block(_tags);
            visitor.Value(ref _statistics);
        }
    }
}
