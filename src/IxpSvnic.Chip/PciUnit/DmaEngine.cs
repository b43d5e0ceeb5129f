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
/// DMA channels 1-3: descriptors of four longwords in SRAM, at most two channels active, their bursts interleaved
/// through one shared buffer, never a read and a write outstanding together (IXP2800 HRM p72, p340-344). While a burst leaves for
/// the bus the next is read from DRAM. A paused channel keeps its place among the two. *Not modelled:* counting registers down during a transfer.
/// </summary>
internal sealed class DmaEngine : IDmaControl, IEventTarget, IStateful
{
    private const int DescriptorLoaded = 0;
    private const int LinkLoaded = 1;
    private const int BurstReady = 2;
    private const int Moved = 3;
    private const int MaxActive = 2;
    private const int DescriptorWords = 4;
    private const int BufferBytes = 64;
    private const uint SramOffsetMask = 0x03ff_fff0;

    private readonly ChassisFabric _fabric;
    private readonly PciTiming _clocks;
    private readonly PciUnitTiming _timing;
    private readonly IDramPort _dram;
    private readonly ISramPort[] _sram;
    private readonly PciCsrs _csrs;
    private readonly Action _requestBus;
    private readonly DmaChannel[] _channels = new DmaChannel[4];
    private readonly long[] _bytes = new long[2];
    private readonly short _id;
    private DmaBurst _loaded;
    private DmaBurst _sending;
    private long _notBefore;
    private long _ignoredStarts;
    private long _errors;
    private long _chains;
    private int _sequence;
    private int _nextChannel = 1;
    private bool _onBus;

    public DmaEngine(
        ChassisFabric fabric,
        PciTiming clocks,
        PciUnitTiming timing,
        IDramPort dram,
        ISramPort[] sram,
        PciCsrs csrs,
        Action requestBus)
    {
        _fabric = fabric;
        _clocks = clocks;
        _timing = timing;
        _dram = dram;
        _sram = sram;
        _csrs = csrs;
        _requestBus = requestBus;
        _csrs.Dma = this;
        _id = fabric.Events.Register(this);
    }

    /// <summary>Starts of channels that were already active.</summary>
    public long IgnoredStarts => _ignoredStarts;

    private long Now => _fabric.Events.Now;

    /// <inheritdoc/>
    public void OnControl(int channel, uint written, uint before)
    {
        ref DmaChannel state = ref _channels[channel];
        DmaRegisters registers = _csrs.Channels[channel];
        if ((written & DmaRegisters.DescriptorAdded) != 0)
        {
            state.Added = true;
            if (state.State == DmaChannelState.Paused)
            {
                FetchLink(channel);
            }
        }

        if ((written & DmaRegisters.Enable) == 0)
        {
            return;
        }

        if (state.State != DmaChannelState.Idle)
        {
            _ignoredStarts++;
            return;
        }

        const uint Done = DmaRegisters.TransferDone | DmaRegisters.Error | DmaRegisters.ChainDone;
        registers.Control.Value = (registers.Control.Value & ~Done) | DmaRegisters.Enable;
        state.Added = false;
        if (Active() >= MaxActive)
        {
            state.State = DmaChannelState.Waiting;
        }
        else
        {
            Activate(channel);
        }
    }

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
                _fabric.Events.Schedule(_notBefore, _id, BurstReady);
                return;
            default:
                if (outcome == PciOutcome.MasterAbort)
                {
                    _csrs.NoteMasterAbort();
                }

                Fail(_sending.Channel);
                break;
        }

        Load();
        if (HasBurst(Now))
        {
            _requestBus();
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int channel = (int)e.A;
        switch (e.Kind)
        {
            case DescriptorLoaded:
                LoadDescriptor(channel);
                break;
            case LinkLoaded:
                LoadLink(channel);
                break;
            case BurstReady:
                _requestBus();
                break;
            default:
                FinishDescriptor(channel);
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("dma");
        visitor.Block(_channels);
        _loaded.Sync(visitor);
        _sending.Sync(visitor);
        visitor.Value(ref _notBefore);
        visitor.Value(ref _sequence);
        visitor.Value(ref _nextChannel);
        visitor.Value(ref _onBus);
        if (!visitor.IsHashing)
        {
            visitor.Block(_bytes);
            visitor.Value(ref _ignoredStarts);
            visitor.Value(ref _errors);
            visitor.Value(ref _chains);
        }
    }

    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("pciUnit.dma.bytesToPci", _bytes[1]);
        sheet.Count("pciUnit.dma.bytesFromPci", _bytes[0]);
        sheet.Count("pciUnit.dma.chains", _chains);
        sheet.Count("pciUnit.dma.errors", _errors);
        sheet.Count("pciUnit.dma.ignoredStarts", _ignoredStarts);
    }

    private int Active()
    {
        int active = 0;
        for (int i = 1; i <= 3; i++)
        {
            active += _channels[i].State is DmaChannelState.Idle or DmaChannelState.Waiting ? 0 : 1;
        }

        return active;
    }

    private void Activate(int channel)
    {
        DmaRegisters registers = _csrs.Channels[channel];
        if ((registers.Control.Value & DmaRegisters.InitialDescriptor) != 0)
        {
            _channels[channel].Descriptor = 0;
            _channels[channel].SetupEnd = Now + _clocks.Clocks(_timing.DmaSetupClocks);
            StartMoving(channel);
        }
        else
        {
            Fetch(channel, registers.DescriptorPointer.Value);
        }
    }

    private void Fetch(int channel, uint address)
    {
        ref DmaChannel state = ref _channels[channel];
        state.State = DmaChannelState.Fetching;
        state.Descriptor = address;
        state.SetupEnd = Now + _clocks.Clocks(_timing.DmaSetupClocks);
        if (!FindDescriptor(address, out ISramPort? sram, out uint offset))
        {
            Fail(channel);
            return;
        }

        _fabric.Events.Schedule(sram!.Read(Now, offset, DescriptorWords), _id, DescriptorLoaded, channel);
    }

    private void LoadDescriptor(int channel)
    {
        DmaRegisters registers = _csrs.Channels[channel];
        FindDescriptor(_channels[channel].Descriptor, out ISramPort? sram, out uint offset);
        registers.ByteCount.Value = sram!.Memory.ReadWord(offset);
        registers.PciAddress.Value = sram.Memory.ReadWord(offset + 4);
        registers.DramAddress.Value = sram.Memory.ReadWord(offset + 8);
        registers.DescriptorPointer.Value = sram.Memory.ReadWord(offset + 12);
        StartMoving(channel);
    }

    // The last descriptor's link has been overwritten in SRAM; one given by registers has its link there.
    private void FetchLink(int channel)
    {
        ref DmaChannel state = ref _channels[channel];
        state.State = DmaChannelState.Fetching;
        state.Added = false;
        long ready = Now;
        if (state.Descriptor != 0 && FindDescriptor(state.Descriptor, out ISramPort? sram, out uint offset))
        {
            ready = sram!.Read(Now, offset + 12, 1);
        }

        _fabric.Events.Schedule(ready, _id, LinkLoaded, channel);
    }

    private void LoadLink(int channel)
    {
        ref DmaChannel state = ref _channels[channel];
        DmaRegisters registers = _csrs.Channels[channel];
        if (state.Descriptor != 0 && FindDescriptor(state.Descriptor, out ISramPort? sram, out uint offset))
        {
            registers.DescriptorPointer.Value = sram!.Memory.ReadWord(offset + 12);
        }

        Continue(channel);
    }

    private void Continue(int channel)
    {
        uint next = _csrs.Channels[channel].DescriptorPointer.Value;
        if (next != 0)
        {
            Fetch(channel, next);
        }
        else if (_channels[channel].Added)
        {
            FetchLink(channel);
        }
        else
        {
            _channels[channel].State = DmaChannelState.Paused;
        }
    }

    private void StartMoving(int channel)
    {
        ref DmaChannel state = ref _channels[channel];
        DmaRegisters registers = _csrs.Channels[channel];
        uint count = registers.ByteCount.Value;
        int bytes = (int)(count & DmaRegisters.BytesMask);
        state.State = DmaChannelState.Moving;
        state.ToPci = (count & DmaRegisters.ToPci) != 0;
        state.PciAddress = registers.PciAddress.Value;
        state.DramAddress = registers.DramAddress.Value;
        state.ToIssue = bytes;
        state.ToFinish = bytes;
        state.WrittenBy = 0;
        _sequence = (_sequence + 1) & 0x0fff_ffff;
        state.Copy = (_sequence << 2) | channel;
        if (bytes == 0)
        {
            _fabric.Events.Schedule(Math.Max(Now, state.SetupEnd), _id, Moved, channel);
        }
        else if (state.DramAddress + (long)bytes > _dram.Bytes)
        {
            Fail(channel);
        }
        else
        {
            Load();
        }
    }

    // Fills the buffer with the next burst, channels in turn.
    private void Load()
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

            _fabric.Events.Schedule(_loaded.ReadyAt, _id, BurstReady);
            return;
        }
    }

    private void LoadWrite(int channel, ref DmaChannel state)
    {
        int block = _timing.DmaWriteBurstBytes;
        int bytes = Math.Min(state.ToIssue, block - (int)(state.DramAddress % (uint)block));
        long read = ReadDram(state.DramAddress, bytes);
        int tag = _dram.Tags.First(state.DramAddress, bytes);
        Place(channel, ref state, PciCommand.MemoryWrite, bytes, tag);
        ByteLanes.Out(_dram.Memory, _loaded.DramAddress, _loaded.Transaction.Payload, _csrs.ReverseOut);

        // The bus is asked for while the data are still coming: they are needed at the first data phase, not at the grant.
        long request = Math.Max(Now, read - _clocks.Clocks(_clocks.OverheadClocks));
        _loaded.ReadyAt = Math.Max(request, state.SetupEnd);
        _fabric.Ledger.Hold(tag);
        _fabric.Ledger.Reach(tag, Hop.DmaIssued, Now, _loaded.Transaction.Address);
    }

    // Whole quadwords, a buffer at a time; a burst longer than the buffer leaves while its later blocks are still coming.
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

        if (state.WrittenBy > Now)
        {
            _fabric.Events.Schedule(state.WrittenBy, _id, Moved, channel);
        }
        else
        {
            FinishDescriptor(channel);
        }
    }

    private void FinishDescriptor(int channel)
    {
        DmaRegisters registers = _csrs.Channels[channel];
        registers.Control.Value |= DmaRegisters.TransferDone;
        if ((registers.ByteCount.Value & DmaRegisters.EndOfChain) != 0)
        {
            EndChain(channel);
        }
        else
        {
            Continue(channel);
        }
    }

    private void Fail(int channel)
    {
        _errors++;
        if (_sending.Channel == channel)
        {
            Empty(ref _sending);
        }

        if (_loaded.Channel == channel)
        {
            Empty(ref _loaded);
        }

        _csrs.Channels[channel].Control.Value |= DmaRegisters.Error;
        EndChain(channel);
    }

    private void Empty(ref DmaBurst burst)
    {
        int tag = burst.Transaction.IsWrite ? burst.Transaction.Tag : 0;
        burst.Channel = 0;
        burst.Transaction.Tag = 0;
        _fabric.Ledger.Release(tag, Now);
    }

    private void EndChain(int channel)
    {
        _chains++;
        DmaRegisters registers = _csrs.Channels[channel];
        registers.Control.Value = (registers.Control.Value | DmaRegisters.ChainDone) & ~DmaRegisters.Enable;
        ref DmaChannel state = ref _channels[channel];
        state.State = DmaChannelState.Idle;
        state.ToIssue = 0;
        state.ToFinish = 0;
        if (_csrs.Owner(channel) == 2 && _csrs.Push(channel))
        {
            SignalOwner(registers.MeParameter.Value);
        }

        _csrs.Drive();
        for (int i = 1; i <= 3; i++)
        {
            if (_channels[i].State == DmaChannelState.Waiting && Active() < MaxActive)
            {
                Activate(i);
            }
        }
    }

    private void SignalOwner(uint parameter)
    {
        int number = (int)(parameter >> 7) & 0x1f;
        if ((number & 0x0c) != 0)
        {
            return;
        }

        _fabric.Deliver(
            new MeDelivery
            {
                Time = _fabric.Timing.ChassisEdge(Now) + _fabric.Timing.InboundTicks,
                Kind = MeDeliveryKind.Push,
                Me = (byte)((number & 3) | ((number & 0x10) >> 2)),
                Context = (byte)((parameter >> 4) & 7),
                SignalMask = (ushort)(1 << (int)(parameter & 15)),
            },
            []);
    }

    private bool FindDescriptor(uint address, out ISramPort? sram, out uint offset)
    {
        uint channel = address >> 30;
        offset = address & SramOffsetMask;
        sram = channel < _sram.Length ? _sram[channel] : null;
        return sram is not null && offset + (4 * DescriptorWords) <= sram.Bytes;
    }
}
