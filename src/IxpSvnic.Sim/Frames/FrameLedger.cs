using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Frames;

/// <summary>
/// The identity of frames. A tag (1 and up; 0 = no frame) travels with the bytes through every modelled transfer, invisible to
/// firmware and outside the state hash. The ledger counts each term of the conservation law where it happens:
/// wireIn + guestSent + copies = delivered + wireOut + inside + drops.
/// A frame whose last tagged byte is overwritten while copies are outstanding is <see cref="DropReason.LostByFirmware"/>.
/// </summary>
public sealed class FrameLedger : IStateful
{
    private FrameRecord[] _records = new FrameRecord[1024];
    private int[] _free = new int[1024];
    private int _freeCount;
    private int _used = 1;
    private long _numbered;
    private readonly long[] _drops = new long[(int)DropReason.LostByFirmware + 1];

    public long WireIn { get; private set; }

    public long GuestSent { get; private set; }

    /// <summary>Σ (copies − 1) over replicated frames.</summary>
    public long Copies { get; private set; }

    public long Delivered { get; private set; }

    public long WireOut { get; private set; }

    /// <summary>Copies under way: born or copied and without a fate yet, counted up and down as it happens.</summary>
    public long Outstanding { get; private set; }

    /// <summary>Last tick at which a frame reached any hop or fate.</summary>
    public long LastMovement { get; private set; }

    public IFrameObserver? Observer { get; set; }

    public ReadOnlySpan<long> Drops => _drops;

    public long TotalDrops
    {
        get
        {
            long sum = 0;
            foreach (long drop in _drops)
            {
                sum += drop;
            }

            return sum;
        }
    }

    /// <summary>Highest tag in use plus one; with <see cref="IsInUse"/> for a walk over all.</summary>
    public int TagLimit => _used;

    public bool IsInUse(int tag) => _records[tag].InUse;

    public ref readonly FrameRecord this[int tag] => ref _records[tag];

    /// <summary>A frame is born: on a wire before its first bit, or in a guest's send queue. Starts with one live holder.</summary>
    public int Create(FrameOrigin origin, int source, int length, long time, long inputIndex)
    {
        int tag = Allocate();
        ref FrameRecord record = ref _records[tag];
        record = new FrameRecord
        {
            Number = ++_numbered,
            Born = time,
            InputIndex = inputIndex,
            Length = length,
            Live = 1,
            Expected = 1,
            Source = (short)source,
            Origin = origin,
            InUse = true,
        };
        ((Span<long>)record.Times).Fill(-1);
        Outstanding++;
        if (origin == FrameOrigin.Wire)
        {
            WireIn++;
        }
        else
        {
            GuestSent++;
        }

        Reach(tag, origin == FrameOrigin.Wire ? Hop.WireArrival : Hop.GuestSent, time, source);
        return tag;
    }

    /// <summary>The frame is at a hop; the first time counts for latency, every time is observed.</summary>
    public void Reach(int tag, Hop hop, long time, long argument = 0)
    {
        if (tag == 0)
        {
            return;
        }

        ref FrameRecord record = ref _records[tag];
        LastMovement = Math.Max(LastMovement, time);
        if (record.Times[(int)hop] < 0)
        {
            record.Times[(int)hop] = time;
        }

        Observer?.OnHop(tag, in record, hop, time, argument);
    }

    /// <summary>A line or queue entry holds the frame's bytes.</summary>
    public void Hold(int tag)
    {
        if (tag != 0)
        {
            _records[tag].Live++;
        }
    }

    /// <summary>A line or queue entry holds them no longer; the last one out decides.</summary>
    public void Release(int tag, long time)
    {
        if (tag == 0)
        {
            return;
        }

        ref FrameRecord record = ref _records[tag];
        if (--record.Live > 0)
        {
            return;
        }

        while (record.Outstanding > 0)
        {
            Drop(tag, DropReason.LostByFirmware, time);
        }

        record.InUse = false;
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _free.Length * 2);
        }

        _free[_freeCount++] = tag;
    }

    /// <summary>The device made another copy of the frame (one more fate is expected).</summary>
    public void Replicate(int tag)
    {
        if (tag != 0)
        {
            _records[tag].Expected++;
            Copies++;
            Outstanding++;
        }
    }

    /// <summary>A guest consumed a copy.</summary>
    public void Deliver(int tag, long time, int vif)
    {
        if (tag != 0)
        {
            Delivered++;
            Reach(tag, Hop.GuestReceived, time, vif);
            Settle(tag, time);
        }
    }

    /// <summary>A copy's last bit left on a wire.</summary>
    public void Depart(int tag, long time, int port)
    {
        if (tag != 0)
        {
            WireOut++;
            Reach(tag, Hop.WireDeparture, time, port);
            Settle(tag, time);
        }
    }

    /// <summary>A copy died.</summary>
    public void Drop(int tag, DropReason reason, long time)
    {
        if (tag != 0)
        {
            _drops[(int)reason]++;
            LastMovement = Math.Max(LastMovement, time);
            Observer?.OnDrop(tag, in _records[tag], reason, time);
            Settle(tag, time);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            return;
        }

        visitor.Value(ref _used);
        visitor.Value(ref _freeCount);
        visitor.Value(ref _numbered);
        if (visitor.IsRestoring)
        {
            _records = new FrameRecord[Math.Max(1024, _used)];
            _free = new int[Math.Max(1024, _freeCount)];
        }

        visitor.Block(_records.AsSpan(0, _used));
        visitor.Block(_free.AsSpan(0, _freeCount));
        visitor.Block(_drops);
        long[] terms = [WireIn, GuestSent, Copies, Delivered, WireOut, Outstanding, LastMovement];
        visitor.Block(terms);
        (WireIn, GuestSent, Copies, Delivered) = (terms[0], terms[1], terms[2], terms[3]);
        (WireOut, Outstanding, LastMovement) = (terms[4], terms[5], terms[6]);
    }

    // A fate beyond the expected ones is itself the proof of another copy.
    private void Settle(int tag, long time)
    {
        ref FrameRecord record = ref _records[tag];
        record.Fates++;
        if (record.Fates > record.Expected)
        {
            record.Expected = record.Fates;
            Copies++;
        }
        else
        {
            Outstanding--;
        }

        if (record.Fates == record.Expected)
        {
            Observer?.OnSettled(tag, in record, time);
        }
    }

    private int Allocate()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_used == _records.Length)
        {
            Array.Resize(ref _records, _records.Length * 2);
        }

        return _used++;
    }
}
