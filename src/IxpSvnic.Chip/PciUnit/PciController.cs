using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// The PCI unit: <c>pci[]</c> commands of the microengines at XScale physical addresses, three DMA channels, the
/// windows that other PCI masters see, mailboxes, doorbells and interrupts. One bus request for the whole chip, DMA and
/// direct accesses in turn. Sources: IXP2800 HRM chapter on the PCI unit, Linux headers. *Not modelled:* the chip as
/// bus arbiter or central function, parity.
/// </summary>
public sealed class PciController
    : ICommandTarget, IPciInitiator, IEventTarget, IStateful, IStatisticsSource
{
    private const int Arrive = 0;
    private const int ReadRegisters = 1;
    private const int WriteRegisters = 2;

    private readonly ChassisFabric _fabric;
    private readonly PciBus _bus;
    private readonly PciUnitTiming _timing;
    private readonly DmaEngine _dma;
    private readonly DirectMaster _direct;
    private readonly TargetWindows _target;
    private readonly int[] _pendingBus = new int[MeCommand.XscaleMaster + 1];
    private readonly int _port;
    private readonly short _id;
    private long _registerTime;
    private int _inlet;
    private bool _dmaOnBus;
    private bool _dmaLast;

    public PciController(
        ChassisFabric fabric,
        PciBus bus,
        IDramPort dram,
        ISramPort[] sram,
        IChipCsrAccess chip,
        PciUnitTiming timing,
        int device = 0)
    {
        _fabric = fabric;
        _bus = bus;
        _timing = timing;
        Csrs = new PciCsrs(Header);
        _dma = new DmaEngine(fabric, bus.Timing, timing, dram, sram, Csrs, RequestBus);
        _direct = new DirectMaster(fabric, bus.Timing, timing, Csrs, this);
        _target = new TargetWindows(fabric, bus.Timing, timing, dram, sram, Header, Csrs, chip);
        _id = fabric.Events.Register(this);
        _port = bus.AddInitiator("ixp", this);
        bus.AddTarget(_target, device);
    }

    /// <summary>PCI CSRs, DF00_0000.</summary>
    public PciCsrs Csrs { get; }

    /// <summary>The chip's own configuration space, DE00_0000.</summary>
    public PciHeader Header { get; } = new();

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) =>
        _inlet < _timing.InletCommands ? now : now + _bus.Timing.ClockTicks;

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        _inlet++;
        _fabric.Events.Schedule(arrival, _id, Arrive, slot);
    }

    /// <summary>An access of the XScale or a debugger to DE00_0000 or DF00_0000, at once.</summary>
    public uint ReadRegister(uint physical) =>
        physical >> 24 == 0xde ? Header.Read((int)(physical & 0xfc)) : Csrs.Read((int)(physical & 0xff_fffc));

    /// <summary>Same for a write.</summary>
    public void WriteRegister(uint physical, uint value)
    {
        if (physical >> 24 == 0xde)
        {
            Header.Write((int)(physical & 0xfc), value, uint.MaxValue);
        }
        else
        {
            Csrs.WriteFromChip((int)(physical & 0xff_fffc), value);
        }
    }

    /// <inheritdoc/>
    public bool Begin(int port, ref PciTransaction transaction)
    {
        long now = _fabric.Events.Now;
        bool dma = _dma.Mover.HasBurst(now);
        bool direct = _direct.HasBurst(now);
        if (!dma && !direct)
        {
            return false;
        }

        _dmaOnBus = dma && !(direct && _dmaLast);
        _dmaLast = _dmaOnBus;
        if (_dmaOnBus)
        {
            _dma.Mover.Begin(ref transaction);
        }
        else
        {
            _direct.Begin(ref transaction);
        }

        return true;
    }

    /// <inheritdoc/>
    public void OnDataStart(int port, in PciTransaction transaction, int bytes, long end)
    {
        if (_dmaOnBus)
        {
            _dma.Mover.OnDataStart(bytes);
        }
        else
        {
            _direct.OnDataStart(in transaction, bytes);
        }
    }

    /// <inheritdoc/>
    public void OnComplete(int port, in PciTransaction transaction, PciOutcome outcome, int bytes)
    {
        if (outcome == PciOutcome.TargetAbort)
        {
            Header.NoteTargetAbort();
        }

        if (_dmaOnBus)
        {
            _dma.Mover.OnComplete(in transaction, outcome, bytes);
        }
        else
        {
            _direct.OnComplete(in transaction, outcome, bytes);
        }

        if (_dma.Mover.HasBurst(_fabric.Events.Now) || _direct.HasBurst(_fabric.Events.Now))
        {
            RequestBus();
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        switch (e.Kind)
        {
            case Arrive:
                OnArrival(slot);
                break;
            case ReadRegisters:
                PushRegisters(slot);
                break;
            default:
                StoreRegisters(slot);
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("pciUnit");
        visitor.Visit(Header);
        visitor.Visit(Csrs);
        visitor.Visit(_dma);
        visitor.Visit(_direct);
        visitor.Visit(_target);
        visitor.Block(_pendingBus);
        visitor.Value(ref _registerTime);
        visitor.Value(ref _inlet);
        visitor.Value(ref _dmaOnBus);
        visitor.Value(ref _dmaLast);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _dma.Report(sheet);
        _direct.Report(sheet);
        _target.Report(sheet);
    }

    internal static bool IsWrite(in MeCommand command) => command.Op == MicroOp.PciWrite;

    internal static bool IsRegister(uint address) => address >> 24 is 0xde or 0xdf;

    internal void RequestBus() => _bus.Request(_port);

    internal void LeaveInlet() => _inlet--;

    /// <summary>A command that went through the bus queue is done.</summary>
    internal void Retire(int slot)
    {
        _pendingBus[_fabric.Pool[slot].Me]--;
        _fabric.Pool.Release(slot);
    }

    /// <summary>
    /// A register access that had to wait for bus cycles of the same microengine; its data are pulled.
    /// </summary>
    internal void PerformInOrder(int slot)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        _pendingBus[command.Me]--;
        _inlet++;
        bool write = IsWrite(in command);
        long at = _fabric.Events.Now + (write ? 0 : _fabric.Timing.Cycles(_timing.CsrReadCycles));
        ScheduleRegisters(slot, at, write ? WriteRegisters : ReadRegisters);
    }

    private void OnArrival(int slot)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        if (!IsRegister(command.Address) || _pendingBus[command.Me] > 0)
        {
            _pendingBus[command.Me]++;
            _direct.Enqueue(slot);
        }
        else if (IsWrite(in command))
        {
            long end = _fabric.PullS(in command, _fabric.Events.Now, command.Count);
            _fabric.Signal(in command, command.SignalMask, end);
            ScheduleRegisters(slot, end, WriteRegisters);
        }
        else
        {
            ScheduleRegisters(
                slot, _fabric.Events.Now + _fabric.Timing.Cycles(_timing.CsrReadCycles), ReadRegisters);
        }
    }

    // Register accesses take effect in order of arrival.
    private void ScheduleRegisters(int slot, long at, int kind)
    {
        _registerTime = Math.Max(_registerTime, at);
        _fabric.Events.Schedule(_registerTime, _id, kind, slot);
    }

    private void PushRegisters(int slot)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        Span<uint> words = stackalloc uint[MeCommand.MaxWords];
        words = words[..command.Count];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = ReadRegister((command.Address & ~3u) + (uint)(4 * i));
        }

        _fabric.PushS(in command, words, command.SignalMask);
        Leave(slot);
    }

    private void StoreRegisters(int slot)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        for (int i = 0; i < command.Count; i++)
        {
            WriteRegister((command.Address & ~3u) + (uint)(4 * i), command.Data[i]);
        }

        Leave(slot);
    }

    private void Leave(int slot)
    {
        _inlet--;
        _fabric.Pool.Release(slot);
    }
}
