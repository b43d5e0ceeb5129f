using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// One direction through the bridge: posted writes in order, delayed reads that follow the posted writes ahead of them,
/// and whose data follow the posted writes of the other direction. Bursts flow through: the far side may start before
/// the near side has ended.
/// </summary>
internal sealed class BridgePath : IPciInitiator, IEventTarget, IStateful
{
    private const int PostedOnBus = -2;
    private const int NothingOnBus = -1;

    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly PciBus _near;
    private readonly PciBus _far;
    private readonly BridgeConfig _config;
    private readonly DelayedRead[] _reads;
    private readonly LostCopies _lost;
    private readonly string _name;
    private readonly int _port;
    private readonly short _id;
    private long _writeNotBefore;
    private long _discardedWrites;
    private long _discardedReads;
    private long _fetches;
    private long _unreadBytes;
    private int _onBus = NothingOnBus;
    private int _nextRead;

    public BridgePath(
        string name, EventQueue events, FrameLedger ledger, PciBus near, PciBus far, BridgeConfig config)
    {
        _name = name;
        _events = events;
        _ledger = ledger;
        _near = near;
        _far = far;
        _config = config;
        _reads = new DelayedRead[config.DelayedReads];
        _lost = new LostCopies(ledger);
        Writes = new PostingQueue($"{name}.posted", config.PostingEntries, config.PostingBytes, ledger);
        _id = events.Register(this);
        _port = far.AddInitiator("bridge", this);
    }

    public PostingQueue Writes { get; }

    public BridgePath? Opposite { get; set; }

    /// <summary>Posted writes thrown away because nobody took them.</summary>
    public long DiscardedWrites => _discardedWrites;

    /// <summary>Takes a write of up to <paramref name="limit"/> bytes for an address of the far bus.</summary>
    public PciResponse Post(in PciTransaction write, uint translated, int limit, long now)
    {
        int wanted = Math.Min(write.Length, limit);
        int shift = (int)(write.Address & 7);
        int free = Writes.FreeBytes - shift;
        if (free < Math.Min(wanted, _config.PostingThresholdBytes))
        {
            return PciResponse.Retry;
        }

        int bytes = Math.Min(wanted, free);
        PciTransaction posted = write;
        posted.Address = translated;
        posted.Length = bytes;
        long lag = (_near.Timing.ClockTicks - _far.Timing.ClockTicks)
            * PciTransaction.Phases(translated, bytes, 8);
        long earliest = _far.Timing.Edge(now + _far.Timing.Clocks(_config.ForwardClocks) + Math.Max(0, lag));
        Writes.Post(now, in posted, earliest);
        _events.Schedule(earliest, _id, 0);
        return PciResponse.Accept(bytes);
    }

    /// <summary>Throws away a write that the look-up table stops.</summary>
    public PciResponse DiscardWrite(in PciTransaction write, int limit, long now)
    {
        _discardedWrites++;
        _lost.Lose(in write, DropReason.IommuFault, now);
        return PciResponse.Accept(Math.Min(write.Length, limit));
    }

    /// <summary>
    /// Answers a read: from a fetch that has come back, else by a retry. The fetch takes <paramref name="fetch"/>
    /// bytes.
    /// </summary>
    public PciResponse Read(ref PciTransaction read, uint translated, int fetch, long now)
    {
        for (int i = 0; i < _reads.Length; i++)
        {
            ref DelayedRead slot = ref _reads[i];
            if (slot.State != DelayedReadState.Free && slot.Address == read.Address && slot.Command == read.Command)
            {
                return slot.State == DelayedReadState.Ready && now >= slot.ReadyAt
                    && Opposite!.Writes.Completed >= slot.AfterOpposite
                    ? Collect(ref slot, ref read)
                    : PciResponse.Retry;
            }
        }

        int free = FreeSlot(now);
        if (free >= 0)
        {
            Latch(ref _reads[free], in read, translated, fetch, now);
        }

        return PciResponse.Retry;
    }

    /// <inheritdoc/>
    public bool Begin(int port, ref PciTransaction transaction)
    {
        long now = _events.Now;
        for (int k = 0; k < _reads.Length; k++)
        {
            int i = (_nextRead + k) % _reads.Length;
            ref DelayedRead slot = ref _reads[i];
            if (slot.State == DelayedReadState.Requested && slot.NotBefore <= now
                && slot.AfterPosted <= Writes.Completed)
            {
                transaction = slot.Fetch;
                _onBus = i;
                _nextRead = (i + 1) % _reads.Length;
                return true;
            }
        }

        if (Writes.Count > 0 && Writes.HeadEarliest <= now && _writeNotBefore <= now)
        {
            transaction = Writes.Head;
            _onBus = PostedOnBus;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
        if (_onBus == PostedOnBus)
        {
            Writes.StartDraining();
            return;
        }

        // The near side may start as soon as it cannot overtake the far side.
        ref DelayedRead slot = ref _reads[_onBus];
        long forward = _near.Timing.Clocks(_config.ForwardClocks);
        int phases = PciTransaction.Phases(transaction.Address, bytes, 8);
        long first = end - _far.Timing.Clocks(phases - 1);
        slot.ReadyAt = Math.Max(first, end - _near.Timing.Clocks(phases - 1)) + forward;
        slot.Fetch = transaction;
        slot.Bytes = bytes;
        Finish(ref slot);
        _ledger.Hold(slot.Fetch.Tag);
    }

    /// <inheritdoc/>
    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        long now = _events.Now;
        if (_onBus == PostedOnBus)
        {
            CompleteWrite(in transaction, outcome, bytes, now);
        }
        else if (outcome != PciOutcome.Completed)
        {
            CompleteRead(ref _reads[_onBus], outcome, now);
        }

        _onBus = NothingOnBus;
        if (HasWork())
        {
            _far.Request(_port);
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e) => _far.Request(_port);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section(_name);
        visitor.Visit(Writes);
        visitor.Visit(_lost);
        visitor.Value(ref _writeNotBefore);
        visitor.Value(ref _onBus);
        visitor.Value(ref _nextRead);
        foreach (ref DelayedRead slot in _reads.AsSpan())
        {
            int tag = slot.Fetch.Tag;
            slot.Fetch.Tag = visitor.IsHashing ? 0 : tag;
            visitor.Value(ref slot);
            slot.Fetch.Tag = visitor.IsHashing ? tag : slot.Fetch.Tag;
        }

        if (!visitor.IsHashing)
        {
            visitor.Value(ref _discardedWrites);
            visitor.Value(ref _discardedReads);
            visitor.Value(ref _fetches);
            visitor.Value(ref _unreadBytes);
        }
    }

    public void Report(StatisticsSheet sheet)
    {
        sheet.Queue(Writes);
        sheet.Count($"{_name}.discardedWrites", _discardedWrites);
        sheet.Count($"{_name}.discardedReads", _discardedReads);
        sheet.Count($"{_name}.delayedReads", _fetches);
        sheet.Count($"{_name}.prefetchedInVain", _unreadBytes);
    }

    private bool HasWork()
    {
        if (Writes.Count > 0)
        {
            return true;
        }

        foreach (ref DelayedRead slot in _reads.AsSpan())
        {
            if (slot.State == DelayedReadState.Requested)
            {
                return true;
            }
        }

        return false;
    }

    private void CompleteWrite(in PciTransaction transaction, PciOutcome outcome, int bytes, long now)
    {
        switch (outcome)
        {
            case PciOutcome.Completed:
                Writes.Advance(bytes, now);
                break;
            case PciOutcome.Retry:
                _writeNotBefore = now + _far.Timing.Clocks(_config.RetryBackoffClocks);
                _events.Schedule(_writeNotBefore, _id, 0);
                break;
            default:
                _discardedWrites++;
                DropReason reason = outcome == PciOutcome.TargetAbort
                    ? DropReason.TargetAbort
                    : DropReason.MasterAbort;
                _lost.Lose(in transaction, reason, now);
                Writes.Discard(now);
                break;
        }
    }

    private void CompleteRead(ref DelayedRead slot, PciOutcome outcome, long now)
    {
        if (outcome == PciOutcome.Retry)
        {
            slot.NotBefore = now + _far.Timing.Clocks(_config.RetryBackoffClocks);
            _events.Schedule(slot.NotBefore, _id, 0);
            return;
        }

        slot.ReadyAt = now + _near.Timing.Clocks(_config.ForwardClocks);
        slot.Aborted = outcome == PciOutcome.TargetAbort || _config.MasterAbortMode;
        slot.Bytes = slot.Fetch.Length;
        slot.Fetch.Payload.Fill(0xff);
        Finish(ref slot);
    }

    private void Finish(ref DelayedRead slot)
    {
        slot.State = DelayedReadState.Ready;
        slot.AfterOpposite = Opposite!.Writes.Posted;
    }

    private PciResponse Collect(ref DelayedRead slot, ref PciTransaction read)
    {
        slot.State = DelayedReadState.Free;
        if (slot.Aborted)
        {
            return PciResponse.TargetAbort;
        }

        int bytes = Math.Min(read.Length, slot.Bytes);
        slot.Fetch.Payload[..bytes].CopyTo(read.Payload);
        read.Tag = slot.Fetch.Tag;
        slot.Fetch.Tag = 0;
        _unreadBytes += slot.Bytes - bytes;
        return new PciResponse(PciOutcome.Completed, bytes, HandsOverTag: read.Tag != 0);
    }

    private void Latch(ref DelayedRead slot, in PciTransaction read, uint translated, int fetch, long now)
    {
        _fetches++;
        slot.State = DelayedReadState.Requested;
        slot.Address = read.Address;
        slot.Command = read.Command;
        slot.Aborted = false;
        slot.Fetch.Set(read.Command, translated, fetch);
        slot.Fetch.Wide = read.Wide;
        slot.AfterPosted = Writes.Posted;
        slot.NotBefore = _far.Timing.Edge(now + _far.Timing.Clocks(_config.ForwardClocks));
        _events.Schedule(slot.NotBefore, _id, 0);
    }

    private int FreeSlot(long now)
    {
        long stale = now - _near.Timing.Clocks(_config.DiscardTimerClocks);
        for (int i = 0; i < _reads.Length; i++)
        {
            ref DelayedRead slot = ref _reads[i];
            if (slot.State == DelayedReadState.Ready && slot.ReadyAt < stale)
            {
                _discardedReads++;
                slot.State = DelayedReadState.Free;
                int tag = slot.Fetch.Tag;
                slot.Fetch.Tag = 0;
                _ledger.Release(tag, now);
            }

            if (slot.State == DelayedReadState.Free)
            {
                return i;
            }
        }

        return -1;
    }
}
