using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Pci;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// DMA channels 1-3: descriptors of four longwords in SRAM, at most two channels active (IXP2800 HRM p72, p340-344).
/// A paused channel keeps its place among the two. *Not modelled:* counting registers down during a transfer.
/// </summary>
internal sealed class DmaEngine : IDmaControl, IEventTarget, IStateful
{
    private const int DescriptorLoaded = 0;
    private const int LinkLoaded = 1;
    private const int Moved = 2;
    private const int MaxActive = 2;
    private const int DescriptorWords = 4;
    private const uint SramOffsetMask = 0x03ff_fff0;

    private readonly ChassisFabric _fabric;
    private readonly PciTiming _clocks;
    private readonly PciUnitTiming _timing;
    private readonly long _dramBytes;
    private readonly ISramPort[] _sram;
    private readonly PciCsrs _csrs;
    private readonly DmaChannel[] _channels = new DmaChannel[4];
    private readonly short _id;
    private long _ignoredStarts;
    private long _errors;
    private long _chains;
    private int _sequence;

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
        _dramBytes = dram.Bytes;
        _sram = sram;
        _csrs = csrs;
        Mover = new DmaMover(fabric, clocks, timing, dram, csrs, this, _channels, requestBus);
        _csrs.Dma = this;
        _id = fabric.Events.Register(this);
    }

    /// <summary>Starts of channels that were already active.</summary>
    public long IgnoredStarts => _ignoredStarts;

    /// <summary>The data side.</summary>
    public DmaMover Mover { get; }

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

    /// <summary>All bytes of a channel's descriptor have moved by a tick.</summary>
    public void OnMoved(int channel, long at)
    {
        if (at > Now)
        {
            _fabric.Events.Schedule(at, _id, Moved, channel);
        }
        else
        {
            FinishDescriptor(channel);
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
        visitor.Visit(Mover);
        visitor.Value(ref _sequence);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _ignoredStarts);
            visitor.Value(ref _errors);
            visitor.Value(ref _chains);
        }
    }

    public void Report(StatisticsSheet sheet)
    {
        Mover.Report(sheet);
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
        else if (state.DramAddress + (long)bytes > _dramBytes)
        {
            Fail(channel);
        }
        else
        {
            Mover.Load();
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

    /// <summary>The chain stops with an error; the owner is told as for done.</summary>
    public void Fail(int channel)
    {
        _errors++;
        Mover.Discard(channel);
        _csrs.Channels[channel].Control.Value |= DmaRegisters.Error;
        EndChain(channel);
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
