using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Pci.HostSide;

/// <summary>
/// The host's bridge on its PCI bus: host memory as a target, the processors as initiator with posted writes and
/// blocking reads. Reads follow earlier writes; writes keep their order. *Not modelled:* snoop traffic, its own
/// configuration space.
/// </summary>
public sealed class HostBridge
    : IPciTarget, IPciInitiator, IPciInterruptPin, IHostCpuPort, IEventTarget, IStateful, IStatisticsSource
{
    private const int PageBytes = 4096;
    private const int Kick = 0;
    private const int Answer = 1;
    private const int MaxReads = 512;

    private readonly EventQueue _events;
    private readonly PciBus _bus;
    private readonly IUpstreamMemory _memory;
    private readonly IHostInterruptPin _pin;
    private readonly List<IHostCpuClient> _clients = [];
    private readonly PostingQueue _writes;
    private readonly TimedFifo<HostRead> _reads = new("hostBridge.reads", MaxReads);
    private readonly LostCopies _lost;
    private readonly int _port;
    private readonly short _id;
    private long _writeNotBefore;
    private long _readNotBefore;
    private long _headEnd;
    private long _aborts;
    private long _faults;
    private bool _readOnBus;

    public HostBridge(
        EventQueue events, FrameLedger ledger, PciBus bus, IUpstreamMemory memory, IHostInterruptPin pin)
    {
        _events = events;
        _bus = bus;
        _memory = memory;
        _pin = pin;
        int entries = bus.Timing.HostPostingEntries;
        _writes = new PostingQueue("hostBridge.writes", entries, entries * 72, ledger);
        _lost = new LostCopies(ledger);
        _id = events.Register(this);
        _port = bus.AddInitiator("hostBridge", this);
        bus.AddTarget(this);
    }

    /// <inheritdoc/>
    public int PendingWrites => _writes.Count;

    /// <inheritdoc/>
    public long RoomAt => _writes.Count < _writes.Capacity
        ? _events.Now
        : Math.Max(_events.Now + _bus.Timing.ClockTicks, _headEnd);

    /// <inheritdoc/>
    public void AddClient(IHostCpuClient client)
    {
        if (!_clients.Contains(client))
        {
            _clients.Add(client);
        }
    }

    /// <inheritdoc/>
    public bool TryPostWrite(uint address, ReadOnlySpan<byte> data, int tag)
    {
        if (data.Length is < 1 or > 64 || (address & 63) + data.Length > 64)
        {
            throw new ArgumentException(
                $"a processor's write of {data.Length} bytes at 0x{address:x8} leaves its 64-byte line");
        }

        if (_writes.Count == _writes.Capacity)
        {
            return false;
        }

        PciTransaction write = default;
        write.Set(PciCommand.MemoryWrite, address, data.Length, tag);
        data.CopyTo(write.Payload);
        long earliest = _bus.Timing.Edge(_events.Now + _bus.Timing.Clocks(_bus.Timing.HostCpuToBusClocks));
        _writes.Post(_events.Now, in write, earliest);
        _events.Schedule(earliest, _id, Kick);
        return true;
    }

    /// <inheritdoc/>
    public void StartRead(uint address, IHostCpuClient client, long cookie)
    {
        AddClient(client);
        long earliest = _bus.Timing.Edge(_events.Now + _bus.Timing.Clocks(_bus.Timing.HostCpuToBusClocks));
        HostRead read = new()
        {
            Cookie = cookie,
            AfterPosted = _writes.Posted,
            Earliest = earliest,
            Address = address,
            Client = _clients.IndexOf(client),
        };
        if (!_reads.TryEnqueue(_events.Now, in read))
        {
            throw new InvalidOperationException($"more than {MaxReads} processor reads outstanding (0x{address:x8})");
        }

        _events.Schedule(earliest, _id, Kick);
    }

    /// <inheritdoc/>
    public bool Claims(in PciTransaction transaction) =>
        transaction.IsMemory && _memory.Claims(transaction.Address);

    /// <inheritdoc/>
    public PciResponse Access(ref PciTransaction transaction, long now)
    {
        int bytes = Math.Min(transaction.Length, PageBytes - (int)(transaction.Address & (PageBytes - 1)));
        UpstreamResult result;
        if (transaction.IsWrite)
        {
            result = _memory.Write(transaction.Address, transaction.Payload[..bytes], transaction.Tag, now);
            if (!result.Ok)
            {
                _faults++;
            }

            return PciResponse.Accept(bytes, result.DelayTicks);
        }

        result = _memory.Read(transaction.Address, transaction.Payload[..bytes], out transaction.Tag, now);
        if (!result.Ok)
        {
            _faults++;
            if (_bus.Timing.FaultedReadsAbort)
            {
                return PciResponse.TargetAbort;
            }
        }

        return PciResponse.Accept(
            bytes, _bus.Timing.Clocks(_bus.Timing.HostReadLatencyClocks) + result.DelayTicks);
    }

    /// <inheritdoc/>
    public bool Begin(int port, ref PciTransaction transaction)
    {
        long now = _events.Now;
        if (!_reads.IsEmpty && _readNotBefore <= now)
        {
            ref HostRead read = ref _reads.Peek();
            if (read.Earliest <= now && read.AfterPosted <= _writes.Completed)
            {
                transaction.Set(PciCommand.MemoryRead, read.Address, 4);
                _readOnBus = true;
                return true;
            }
        }

        if (_writes.Count > 0 && _writeNotBefore <= now && _writes.HeadEarliest <= now)
        {
            transaction = _writes.Head;
            _readOnBus = false;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
        if (!_readOnBus)
        {
            _headEnd = end;
            _writes.StartDraining();
        }
    }

    /// <inheritdoc/>
    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        long now = _events.Now;
        if (outcome == PciOutcome.Retry)
        {
            long again = now + _bus.Timing.Clocks(_bus.Timing.HostRetryBackoffClocks);
            (_readOnBus ? ref _readNotBefore : ref _writeNotBefore) = again;
            _events.Schedule(again, _id, Kick);
        }
        else if (_readOnBus)
        {
            FinishRead(in transaction, outcome, bytes, now);
        }
        else if (outcome == PciOutcome.Completed)
        {
            _writes.Advance(bytes, now);
        }
        else
        {
            _aborts++;
            _lost.Lose(in transaction, Reason(outcome), now);
            _writes.Discard(now);
        }

        if (_writes.Count > 0 || !_reads.IsEmpty)
        {
            _bus.Request(_port);
        }
    }

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted) => _pin.OnInterruptLine(asserted);

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (e.Kind == Kick)
        {
            _bus.Request(_port);
        }
        else
        {
            _clients[(int)(e.B >> 32)].OnReadComplete(e.A, (uint)e.B);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("hostBridge");
        visitor.Visit(_writes);
        visitor.Visit(_reads);
        visitor.Visit(_lost);
        visitor.Value(ref _writeNotBefore);
        visitor.Value(ref _readNotBefore);
        visitor.Value(ref _headEnd);
        visitor.Value(ref _readOnBus);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _aborts);
            visitor.Value(ref _faults);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Queue(_writes);
        sheet.Queue(_reads);
        sheet.Count("hostBridge.aborts", _aborts);
        sheet.Count("hostBridge.stoppedByIommu", _faults);
    }

    internal static DropReason Reason(PciOutcome outcome) =>
        outcome == PciOutcome.TargetAbort ? DropReason.TargetAbort : DropReason.MasterAbort;

    // A dword read may have been cut by nobody: a short answer leaves the missing lanes at one.
    private void FinishRead(in PciTransaction transaction, PciOutcome outcome, int bytes, long now)
    {
        _reads.TryDequeue(now, out HostRead read);
        uint value = uint.MaxValue;
        if (outcome == PciOutcome.Completed)
        {
            value = transaction.ReadLane(out _);
            value |= bytes >= 4 ? 0 : uint.MaxValue << (8 * bytes);
        }
        else
        {
            _aborts++;
        }

        _events.Schedule(
            now + _bus.Timing.Clocks(_bus.Timing.HostBusToCpuClocks),
            _id,
            Answer,
            read.Cookie,
            ((long)read.Client << 32) | value);
    }
}
