using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>
/// The CSR access proxy (CAP): chip CSRs, fast writes, and the reflector into transfer registers and local CSRs of
/// microengines. It shares the scratchpad's pipe (IXP2800 HRM p76, p225-229). Addresses are the low 17 bits of
/// C000_0000 to C001_FFFF.
/// *Not modelled:* the APB peripherals and GPIO as targets of microengines' cap commands (an access fault).
/// </summary>
public sealed class CsrAccessProxy
    : ICommandTarget, IEventTarget, IReplyReceiver, ICapEffects, IStateful, IStatisticsSource
{
    /// <summary>First address of the CAP's own registers.</summary>
    public const uint RegistersBase = 0x4000;

    private const uint TransferBase = 0x8000;
    private const uint LocalCsrBase = 0x1_8000;
    private const uint SpaceEnd = 0x2_0000;
    private const int PushData = 0;
    private const int ThreadInterrupt = 1;
    private const byte External = 0xff;

    private readonly ChassisFabric _fabric;
    private readonly ShacPipe _pipe;
    private readonly CapTiming _timing;
    private readonly IAccessFaultSink _faults;
    private readonly List<ICapMaster> _masters = [];
    private readonly short _id;
    private long _commands;
    private long _fastWrites;
    private long _signals;
    private long _faultCount;

    public CsrAccessProxy(
        ChassisFabric fabric,
        ShacPipe pipe,
        CapTiming timing,
        Scratchpad scratch,
        HashEngine hash,
        IAccessFaultSink faults)
    {
        _fabric = fabric;
        _pipe = pipe;
        _timing = timing;
        _faults = faults;
        _id = fabric.Events.Register(this);
        Registers = new CapRegisterFile(scratch, hash, this);
    }

    public CapRegisterFile Registers { get; }

    /// <summary>The interrupt controller, once there is one.</summary>
    public IThreadInterruptSink? ThreadInterrupts { get; set; }

    /// <summary>Who acts on resets and time stamp enable.</summary>
    public IGlobalControlListener? GlobalControl { get; set; }

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) => _pipe.Inlet.FreeAt(now);

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        _commands++;
        ref MeCommand command = ref _fabric.Pool[slot];
        switch (command.Op)
        {
            case MicroOp.CapFastWrAlu or MicroOp.CapFastWrConst:
                FastWrite(ref command, slot, arrival);
                break;
            case MicroOp.CapReadCsr or MicroOp.CapRead:
                Read(ref command, slot, arrival);
                break;
            default:
                Write(ref command, slot, arrival);
                break;
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (e.Kind == ThreadInterrupt)
        {
            ThreadInterrupts?.OnThreadInterrupt((e.A & 0x40) != 0, (int)(e.A >> 3) & 7, (int)e.A & 7);
            return;
        }

        ref MeCommand command = ref _fabric.Pool[(int)e.A];
        _pipe.Push((int)e.A, command.Count, command.SignalMask);
    }

    /// <inheritdoc/>
    public void OnReply(int slot, ReadOnlySpan<uint> data)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        if (command.Context == External)
        {
            (int master, long token) = (command.Register, command.Time);
            _fabric.Pool.Release(slot);
            _masters[master].OnCapReply(token, data[0]);
            return;
        }

        data.CopyTo(((Span<uint>)command.Data)[command.DataWords..]);
        command.DataWords += (byte)data.Length;
        if (command.DataWords < command.Count)
        {
            RequestLocalCsr(slot, AddressOf(in command) + (4u * command.DataWords), _fabric.Events.Now);
        }
        else
        {
            _fabric.PushS(in command, ((ReadOnlySpan<uint>)command.Data)[..command.Count], command.SignalMask);
            _fabric.Pool.Release(slot);
        }
    }

    /// <summary>Names a unit that will ask for engines' registers; returns its number.</summary>
    public int AddMaster(ICapMaster master)
    {
        _masters.Add(master);
        return _masters.Count - 1;
    }

    /// <summary>A CAP register is read by XScale or PCI now; the time is <see cref="Access"/>'s.</summary>
    public uint ReadRegister(int offset) => Registers.Read(offset);

    /// <summary>A CAP register is written by XScale or PCI now.</summary>
    public void WriteRegister(int offset, uint value) =>
        Registers.Write(offset, value, CapRegisterFile.NoThread, _fabric.Events.Now);

    /// <summary>The pipe is used by XScale or PCI; returns when a longword read is there.</summary>
    public long Access(long ready) => _pipe.Occupy(ready, _fabric.Timing.ChassisCycleTicks)
        + _fabric.Timing.Cycles(_timing.ReadCycles) + _fabric.Timing.ChassisCycleTicks;

    /// <summary>
    /// Asks for the longword at an address in the engines' spaces (0x8000-0xFFFF transfer registers, 0x18000-0x1FFFF
    /// local CSRs); it comes as <see cref="ICapMaster.OnCapReply"/>. False if no engine is there.
    /// </summary>
    public bool RequestRead(uint address, int master, long token)
    {
        if (EngineOf(address) < 0)
        {
            return false;
        }

        int slot = _fabric.Pool.Add(new MeCommand
        {
            Op = MicroOp.CapRead,
            Address = address,
            Context = External,
            Register = (byte)master,
            Count = 1,
            Time = token,
        });
        Request(slot, address, 1, _pipe.Occupy(_fabric.Events.Now, _fabric.Timing.ChassisCycleTicks));
        return true;
    }

    /// <summary>Writes a longword into the engines' spaces; returns false if no engine is there.</summary>
    public bool WriteEngine(uint address, uint value)
    {
        if (EngineOf(address) < 0)
        {
            return false;
        }

        long start = _pipe.Occupy(_fabric.Events.Now, _fabric.Timing.ChassisCycleTicks);
        SendWrite(address, [value], start);
        return true;
    }

    /// <inheritdoc/>
    void ICapEffects.RaiseSignal(int me, int context, int signal, long executed)
    {
        _signals++;
        Ixp2400Timing chip = _fabric.Timing;
        _fabric.Deliver(
            new MeDelivery
            {
                Time = chip.ChassisEdge(executed + chip.Cycles(_timing.InterthreadCycles)) + chip.InboundTicks,
                Kind = MeDeliveryKind.Push,
                Me = (byte)me,
                Context = (byte)context,
                SignalMask = (ushort)(1 << signal),
            },
            []);
    }

    /// <inheritdoc/>
    void ICapEffects.InterruptXscale(bool isB, int me, int context, long executed) => _fabric.Events.Schedule(
        executed + _fabric.Timing.Cycles(_timing.XscaleInterruptCycles),
        _id,
        ThreadInterrupt,
        (isB ? 0x40 : 0) | me << 3 | context);

    /// <inheritdoc/>
    void ICapEffects.ChangeGlobalControl(int offset, uint value, uint before) =>
        GlobalControl?.OnGlobalControl(offset, value, before);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("cap");
        visitor.Visit(Registers);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _commands);
            visitor.Value(ref _fastWrites);
            visitor.Value(ref _signals);
            visitor.Value(ref _faultCount);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Count("cap.commands", _commands);
        sheet.Count("cap.fastWrites", _fastWrites);
        sheet.Count("cap.signals", _signals);
        sheet.Count("cap.ignored", Registers.Ignored);
        sheet.Count("cap.faults", _faultCount);
    }

    private static bool NamesCsr(MicroOp op) => op is
        MicroOp.CapReadCsr or MicroOp.CapWriteCsr or MicroOp.CapFastWrAlu or MicroOp.CapFastWrConst;

    // Computed addresses may be the XScale's physical ones; others become 0, where nothing is.
    private static uint AddressOf(in MeCommand command)
    {
        if (NamesCsr(command.Op))
        {
            return command.Csr;
        }

        uint high = command.Address & ~(SpaceEnd - 1);
        return high is 0 or 0xc000_0000 ? command.Address & (SpaceEnd - 1) & ~3u : 0;
    }

    private static int Thread(in MeCommand command) => command.Me == MeCommand.XscaleMaster
        ? CapRegisterFile.NoThread
        : (command.Me << 3) | command.Context;

    // Index of the engine whose registers lie at an address, or -1.
    private static int EngineOf(uint address) => address switch
    {
        >= TransferBase and < 2 * TransferBase => MeNumber.ToIndex((int)((address - TransferBase) >> 10)),
        >= LocalCsrBase and < SpaceEnd => MeNumber.ToIndex((int)((address - LocalCsrBase) >> 10)),
        _ => -1,
    };

    private bool IsRegister(uint address) =>
        address - RegistersBase < Registers.Bank.Bytes && Registers.Bank.At((int)(address - RegistersBase)) is not null;

    private long ChassisTicks(int cycles) => (long)cycles * _fabric.Timing.ChassisCycleTicks;

    private void FastWrite(ref MeCommand command, int slot, long arrival)
    {
        _fastWrites++;
        long start = _pipe.Enter(arrival, 0, _fabric.Timing.Cycles(_timing.FastWriteOccupancyCycles));
        if (IsRegister(command.Csr))
        {
            Registers.Write((int)(command.Csr - RegistersBase), command.Address, Thread(in command), start);
        }
        else
        {
            ReportFault(in command);
        }

        _fabric.Pool.Release(slot);
    }

    private void Read(ref MeCommand command, int slot, long arrival)
    {
        uint address = AddressOf(in command);
        long start;
        if (EngineOf(address) >= 0)
        {
            command.DataWords = 0;
            start = _pipe.Enter(arrival, 0, ChassisTicks(command.Count));
            Request(slot, address, command.Count, start);
            return;
        }

        Span<uint> data = command.Data;
        for (int i = 0; i < command.Count; i++)
        {
            bool exists = IsRegister(address + (4u * (uint)i));
            data[i] = exists ? Registers.Read((int)(address - RegistersBase) + (4 * i)) : 0;
            if (!exists)
            {
                ReportFault(in command);
            }
        }

        start = _pipe.EnterPushing(in command, arrival, ChassisTicks(command.Count), command.Count);
        _fabric.Events.Schedule(start + _fabric.Timing.Cycles(_timing.ReadCycles), _id, PushData, slot);
    }

    private void Write(ref MeCommand command, int slot, long arrival)
    {
        long start = _pipe.Enter(arrival, 0, ChassisTicks(command.Count));
        long end = PullPhase.Reserve(
            _fabric, in command, arrival, start, _timing.PullRequestCycles, command.Count, out long late);
        _pipe.Stall(late);
        ReadOnlySpan<uint> data = ((ReadOnlySpan<uint>)command.Data)[..command.Count];
        uint address = AddressOf(in command);
        if (EngineOf(address) >= 0)
        {
            SendWrite(address, data, end);
        }
        else
        {
            for (int i = 0; i < data.Length; i++)
            {
                uint at = address + (4u * (uint)i);
                if (IsRegister(at))
                {
                    Registers.Write((int)(at - RegistersBase), data[i], Thread(in command), start);
                }
                else
                {
                    ReportFault(in command);
                }
            }
        }

        _fabric.Signal(in command, command.SignalMask, end);
        _fabric.Pool.Release(slot);
    }

    private void Request(int slot, uint address, int words, long start)
    {
        long executed = start + _fabric.Timing.Cycles(_timing.ReadCycles);
        if (address >= LocalCsrBase)
        {
            RequestLocalCsr(slot, address, executed);
            return;
        }

        _fabric.Deliver(
            new MeDelivery
            {
                Time = InboundAt(executed),
                Kind = MeDeliveryKind.TransferRead,
                Me = (byte)EngineOf(address),
                Register = (byte)(address >> 2 & 0x7f),
                IsD = (address & 0x200) != 0,
                Count = (byte)words,
                Argument = (uint)slot,
            },
            []);
    }

    private void RequestLocalCsr(int slot, uint address, long executed) => _fabric.Deliver(
        new MeDelivery
        {
            Time = InboundAt(executed),
            Kind = MeDeliveryKind.CsrRead,
            Me = (byte)EngineOf(address),
            Count = 1,
            Argument = address >> 2 & 0xff,
        },
        [(uint)slot]);

    private void SendWrite(uint address, ReadOnlySpan<uint> data, long executed)
    {
        MeDelivery delivery = new()
        {
            Time = InboundAt(executed),
            Me = (byte)EngineOf(address),
        };
        if (address < LocalCsrBase)
        {
            delivery.Kind = MeDeliveryKind.TransferWrite;
            delivery.Register = (byte)(address >> 2 & 0x7f);
            delivery.IsD = (address & 0x200) != 0;
            delivery.Count = (byte)data.Length;
            _fabric.Deliver(in delivery, data);
            return;
        }

        delivery.Kind = MeDeliveryKind.CsrWrite;
        delivery.Count = 1;
        for (int i = 0; i < data.Length; i++)
        {
            delivery.Argument = ((address >> 2) + (uint)i) & 0xff;
            _fabric.Deliver(in delivery, data.Slice(i, 1));
        }
    }

    private long InboundAt(long executed) => _fabric.Timing.ChassisEdge(executed) + _fabric.Timing.InboundTicks;

    private void ReportFault(in MeCommand command)
    {
        _faultCount++;
        _faults.OnFault(AccessFault.Of("cap", in command, AddressOf(in command), _fabric.Events.Now));
    }
}
