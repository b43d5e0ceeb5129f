using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// The data side of the DMA channels: their bursts interleaved through one shared buffer, never a read and a write
/// outstanding together (IXP2800 HRM p72, p340). While a burst leaves for the bus the next is read from DRAM.
/// </summary>
internal sealed class DmaMover : IEventTarget, IStateful
{
    private const int BufferBytes = 64;

    private readonly ChassisFabric _fabric;
    private readonly PciTiming _clocks;
    private readonly PciUnitTiming _timing;
    private readonly IDramPort _dram;
    private readonly PciCsrs _csrs;
    private readonly DmaEngine _engine;
    private readonly DmaChannel[] _channels;
    private readonly Action _requestBus;
    private readonly long[] _bytes = new long[2];
    private readonly short _id;
    private DmaBurst _loaded;
    private DmaBurst _sending;
    private long _notBefore;
    private int _nextChannel = 1;
    private bool _onBus;

    public DmaMover(
        ChassisFabric fabric,
        PciTiming clocks,
        PciUnitTiming timing,
        IDramPort dram,
        PciCsrs csrs,
        DmaEngine engine,
        DmaChannel[] channels,
        Action requestBus)
    {
        _fabric = fabric;
        _clocks = clocks;
        _timing = timing;
        _dram = dram;
        _csrs = csrs;
        _engine = engine;
        _channels = channels;
        _requestBus = requestBus;
        _id = fabric.Events.Register(this);
    }

    private long Now => _fabric.Events.Now;

    /// <summary>A burst can go on the bus now.</summary>
    public bool HasBurst(long now) =>
        !_onBus && (_sending.IsValid ? _notBefore <= now : _loaded.IsValid && _loaded.ReadyAt <= now);

    public void Begin(ref PciTransaction transaction)
    {
        if (!_sending.IsValid)
        {
            _sending = _loaded;
            _loaded.Channel = 0;
            _loaded.Transaction.Tag = 0;
        }

        _onBus = true;
        transaction = _sending.Transaction;
    }

    public void OnDataStart(int bytes)
    {
        if (_sending.Transaction.IsWrite)
        {
            if (bytes == _sending.Transaction.Length)
            {
                Load();
            }

            return;
        }

        ref DmaChannel channel = ref _channels[_sending.Channel];
        channel.WrittenBy = Math.Max(channel.WrittenBy, _dram.Write(Now, _sending.DramAddress, bytes));
    }

    public void OnComplete(in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        _onBus = false;
        switch (outcome)
        {
            case PciOutcome.Completed:
                Complete(in transaction, bytes);
                break;
            case PciOutcome.Retry:
                _notBefore = Now + _clocks.Clocks(_timing.RetryBackoffClocks);
                _fabric.Events.Schedule(_notBefore, _id, 0);
                return;
            default:
                if (outcome == PciOutcome.MasterAbort)
                {
                    _csrs.NoteMasterAbort(isConfiguration: false);
                }

                _engine.Fail(_sending.Channel);
                break;
        }

        Load();
        if (HasBurst(Now))
        {
            _requestBus();
        }
    }

    /// <summary>Fills the buffer with the next burst, channels in turn.</summary>
    public void Load()
    {
        if (_loaded.IsValid)
        {
            return;
        }

        for (int k = 0; k < 3; k++)
        {
            int channel = ((_nextChannel - 1 + k) % 3) + 1;
            ref DmaChannel state = ref _channels[channel];
            if (state.State != DmaChannelState.Moving || state.ToIssue == 0
                || (_sending.IsValid && _sending.Transaction.IsWrite != state.ToPci))
            {
                continue;
            }

            _nextChannel = (channel % 3) + 1;
            if (state.ToPci)
            {
                LoadWrite(channel, ref state);
            }
            else
            {
                LoadRead(channel, ref state);
            }

            _fabric.Events.Schedule(_loaded.ReadyAt, _id, 0);
            return;
        }
    }

    /// <summary>The channel has failed: its bursts are gone.</summary>
    public void Discard(int channel)
    {
        if (_sending.Channel == channel)
        {
            Empty(ref _sending);
        }

        if (_loaded.Channel == channel)
        {
            Empty(ref _loaded);
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e) => _requestBus();

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        _loaded.Sync(visitor);
        _sending.Sync(visitor);
        visitor.Value(ref _notBefore);
        visitor.Value(ref _nextChannel);
        visitor.Value(ref _onBus);
        if (!visitor.IsHashing)
        {
            visitor.Block(_bytes);
        }
    }

    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("pciUnit.dma.bytesToPci", _bytes[1]);
        sheet.Count("pciUnit.dma.bytesFromPci", _bytes[0]);
    }

    private void LoadWrite(int channel, ref DmaChannel state)
    {
        int block = _timing.DmaWriteBurstBytes;
        int bytes = Math.Min(state.ToIssue, block - (int)(state.DramAddress % (uint)block));
        long read = ReadDram(state.DramAddress, bytes);
        int tag = _dram.Tags.First(state.DramAddress, bytes);
        Place(channel, ref state, PciCommand.MemoryWrite, bytes, tag);
        ByteLanes.Out(_dram.Memory, _loaded.DramAddress, _loaded.Transaction.Payload, _csrs.ReverseOut);

        // The bus is asked for while the data are still coming: the first data phase needs them, not the grant.
        long request = Math.Max(Now, read - _clocks.Clocks(_clocks.OverheadClocks));
        _loaded.ReadyAt = Math.Max(request, state.SetupEnd);
        _fabric.Ledger.Hold(tag);
        _fabric.Ledger.Reach(tag, Hop.DmaIssued, Now, _loaded.Transaction.Address);
    }

    // Whole quadwords, a buffer at a time; a longer burst leaves while its later blocks are still coming.
    private long ReadDram(uint address, int bytes)
    {
        uint end = (address + (uint)bytes + 7) & ~7u;
        long ready = 0;
        long lead = 0;
        for (uint at = address & ~7u; at < end;)
        {
            int block = (int)Math.Min(end - at, BufferBytes - (at % BufferBytes));
            ready = Math.Max(ready, _dram.Read(Now, at, block) - lead);
            lead += _clocks.Clocks(block / 8);
            at += (uint)block;
        }

        return ready;
    }

    private void LoadRead(int channel, ref DmaChannel state)
    {
        int block = _timing.DmaReadBurstBytes;
        int bytes = Math.Min(state.ToIssue, block - (int)(state.PciAddress % (uint)block));
        PciCommand command = ((_csrs.Channels[channel].Control.Value >> 5) & 3) switch
        {
            0 => PciCommand.MemoryRead,
            1 => PciCommand.MemoryReadLine,
            _ => PciCommand.MemoryReadMultiple,
        };
        Place(channel, ref state, command, bytes, 0);
        _loaded.ReadyAt = Math.Max(Now, state.SetupEnd);
    }

    private void Place(int channel, ref DmaChannel state, PciCommand command, int bytes, int tag)
    {
        _loaded.Channel = channel;
        _loaded.DramAddress = state.DramAddress;
        _loaded.Transaction.Set(command, state.PciAddress, bytes, tag, state.Copy);
        state.DramAddress += (uint)bytes;
        state.PciAddress += (uint)bytes;
        state.ToIssue -= bytes;
    }

    private void Complete(in PciTransaction transaction, int bytes)
    {
        int channel = _sending.Channel;
        ref DmaChannel state = ref _channels[channel];
        _bytes[state.ToPci ? 1 : 0] += bytes;
        if (!state.ToPci)
        {
            ReadOnlySpan<byte> data = transaction.Data;
            ByteLanes.In(_dram.Memory, _sending.DramAddress, data[..bytes], _csrs.ReverseIn);
            _dram.Tags.Mark(_sending.DramAddress, bytes, transaction.Tag, Now);
        }

        state.ToFinish -= bytes;
        if (bytes < _sending.Transaction.Length)
        {
            _sending.Transaction.Advance(bytes);
            _sending.DramAddress += (uint)bytes;
            return;
        }

        Empty(ref _sending);
        if (state.ToFinish > 0)
        {
            return;
        }

        _engine.OnMoved(channel, Math.Max(Now, state.WrittenBy));
    }

    private void Empty(ref DmaBurst burst)
    {
        int tag = burst.Transaction.IsWrite ? burst.Transaction.Tag : 0;
        burst.Channel = 0;
        burst.Transaction.Tag = 0;
        _fabric.Ledger.Release(tag, Now);
    }
}
