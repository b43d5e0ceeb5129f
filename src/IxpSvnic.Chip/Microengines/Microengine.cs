using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// One MEv2 microengine with its own clock, running ahead of the chip: predecoded instructions, eight or four
/// contexts switched only where they ask for it, a command FIFO towards the command bus and an inbox of timed
/// deliveries. Sources: chapters 1-4 of the MEv2 reference. *Not modelled:* register parity, lost XScale accesses,
/// hazards the assembler forbids.
/// </summary>
public sealed class Microengine : IRunAhead, ICommandSource, IStateful, IStatisticsSource
{
    /// <summary>Cycles from a next-neighbour write or signal to its effect in the other engine.</summary>
    public const int NeighbourCycles = 5;

    private readonly NoticeQueue _notices;
    private CommandBus? _bus;
    private IReplyReceiver? _replies;
    private IMicroengineObserver? _observer;
    private long _stalled;
    private bool _passed;

    public Microengine(int index, Ixp2400Timing timing)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 7u);
        Index = index;
        CycleTicks = timing.MeCycleTicks;
        Fifo = new CommandFifo(timing.MeCommandFifo, timing.OutboundTicks);
        _notices = new NoticeQueue(timing.OutboundTicks);
        Csrs = new LocalCsrFile(this, State, Store);
        Operands = new OperandPort(this, State);
        Deliveries = new DeliveryPort(this, State, _notices);
        Scheduler = new ContextScheduler(this, State, _notices);
        Issuer = new CommandIssuer(this, State);
        Debug = new MicroengineDebugPort(this);
        State.RefreshBases();
    }

    /// <summary>0-7.</summary>
    public int Index { get; }

    /// <summary>The chip's number: 0x00-0x03, 0x10-0x13.</summary>
    public int Number => ((Index & 4) << 2) | (Index & 3);

    public string Name => $"me{Index}";

    /// <summary>Length of a cycle.</summary>
    public long CycleTicks { get; }

    /// <summary>Access while the machine is stopped.</summary>
    public MicroengineDebugPort Debug { get; }

    /// <summary>Told of memory references at issue; changes speed only.</summary>
    public MemoryPrefetch? Prefetch { get; set; }

    /// <summary>When set, counts executions per control store address (4096 entries); slows the engine down.</summary>
    public long[]? ExecutedCounts { get; set; }

    /// <summary>When set, sees every instruction; slows the engine down.</summary>
    public IInstructionObserver? InstructionObserver { get; set; }

    /// <summary>
    /// Exported labels that the observer is told of; set by <see cref="MicroengineDebugPort.Observe"/>.
    /// </summary>
    public IReadOnlyList<TracePoint> TracePoints { get; internal set; } = [];

    /// <summary>Told when the engine, by its index, stops at a breakpoint or bad parity, and when those bits are cleared.</summary>
    public Action<int, bool>? AttentionChanged { get; set; }

    /// <summary>The last fault, or null.</summary>
    public MicroengineFault? Fault { get; private set; }

    /// <summary>Does a program reach the neighbouring engines directly?</summary>
    public static bool ProgramUsesNeighbours(MicrocodeImage image) => ControlStore.UsesNeighbours(image);

    /// <summary>
    /// Some instruction in the store reaches a neighbouring engine directly: the kernel must couple the engines in
    /// steps of <see cref="NeighbourCycles"/>.
    /// </summary>
    public bool UsesNeighbours => Store.UsesNeighbours(WritesOwnNeighbourRegisters);

    /// <summary>A context is executing or about to.</summary>
    public bool IsExecuting => State.Running >= 0 || Scheduler.HasReadyContext();

    /// <summary>Nothing is enabled or every context sleeps.</summary>
    public bool IsAsleep => State.Running < 0 && !Scheduler.HasReadyContext();

    /// <summary>Where the cycles up to <see cref="LocalTime"/> went.</summary>
    public MicroengineCounters Counters
    {
        get
        {
            long reached = CeilingToCycle(State.LocalTime);
            long ahead = Math.Max(0, State.Now - reached) / CycleTicks;
            long sleeping = Math.Max(0, reached - State.Now) / CycleTicks;
            return new(
                Executed, Lost - ahead, Scheduler.IdleCycles + sleeping, _stalled, Issuer.Commands, Scheduler.Swaps,
                Issuer.WrappedTransfers);
        }
    }

    /// <inheritdoc/>
    public long LocalTime => State.LocalTime;

    /// <inheritdoc/>
    public bool HeedsItsRequests => false;

    /// <inheritdoc/>
    public long NextActivity
    {
        get
        {
            long outside = Math.Min(Deliveries.NextTime, Csrs.NextFutureCount);
            return State.IsIdle ? outside : Math.Min(State.Now, outside);
        }
    }

    /// <inheritdoc/>
    public long NextRequest { get; private set; } = Ticks.Never;

    /// <inheritdoc/>
    public int Waiting => Fifo.Waiting;

    /// <inheritdoc/>
    public ref readonly MeCommand Head => ref Fifo.Head;

    internal MicroengineState State { get; } = new();

    internal ControlStore Store { get; } = new();

    internal LocalCsrFile Csrs { get; }

    internal OperandPort Operands { get; }

    internal CommandFifo Fifo { get; }

    internal DeliveryPort Deliveries { get; }

    internal ContextScheduler Scheduler { get; }

    internal CommandIssuer Issuer { get; }

    internal BranchTrail Trail { get; } = new();

    /// <summary>The interpreter runs freely before this tick.</summary>
    internal long Horizon { get; private set; } = long.MinValue;

    internal long Executed { get; set; }

    internal long Lost { get; set; }

    internal bool WritesOwnNeighbourRegisters => (State.CtxEnables & CtxEnablesBits.NnSelf) != 0;

    /// <summary>Engine index of a chip number.</summary>
    public static int IndexOf(int number) => ((number >> 2) & 4) | (number & 3);

    /// <summary>Connects the engine to its cluster's command bus and to whoever hears it.</summary>
    public void Connect(CommandBus? bus, IReplyReceiver? replies, IMicroengineObserver? observer)
    {
        _bus = bus;
        _replies = replies;
        _observer = observer;
    }

    /// <summary>Connects next-neighbour registers and signals; a missing neighbour swallows them.</summary>
    public void ConnectNeighbours(Microengine? previous, Microengine? next)
    {
        Deliveries.Previous = previous?.Deliveries;
        Deliveries.Next = next?.Deliveries;
    }

    /// <inheritdoc/>
    public void Run(long limit, long worldTime)
    {
        Interpreter.Run(this, limit, worldTime);
        FindNextRequest();
    }

    /// <inheritdoc/>
    public void SkipTo(long time) => State.LocalTime = Math.Max(State.LocalTime, time);

    /// <inheritdoc/>
    public void HandOver()
    {
        if (Fifo.NextArrival <= _notices.NextArrival)
        {
            Fifo.Arrive();
            FindNextRequest();
            _bus?.OnArrival();
            return;
        }

        _notices.Take(out Notice notice);
        FindNextRequest();
        switch (notice.Kind)
        {
            case NoticeKind.Reply:
                ReadOnlySpan<uint> data = notice.Data;
                _replies?.OnReply((int)notice.Argument, data[..notice.Count]);
                break;
            case NoticeKind.TracePoint:
                _observer?.OnTracePoint(this, notice.Context, notice.Address, notice.Argument, notice.Time);
                break;
            case NoticeKind.Breakpoint:
                AttentionChanged?.Invoke(Index, true);
                _observer?.OnBreakpoint(this, notice.Context, notice.Address);
                break;
            case NoticeKind.Attended:
                AttentionChanged?.Invoke(Index, false);
                break;
            default:
                if (notice.Fault == MicroengineFaultKind.ParityError)
                {
                    AttentionChanged?.Invoke(Index, true);
                }

                ulong word = ((ulong)notice.High << 32) | notice.Argument;
                Report(new MicroengineFault(
                    notice.Fault, Index, notice.Context, notice.Address, word, notice.Time, Trail.UpTo(notice.Time)));
                break;
        }
    }

    /// <summary>A command of this engine that reached nothing, as a fault with what was executed before it.</summary>
    public MicroengineFault FaultOf(int context, int pc, uint address, long issued) => new(
        MicroengineFaultKind.UnmappedAccess, Index, context, pc, address, issued, Trail.UpTo(issued));

    /// <inheritdoc/>
    public void Grant(long time) => Fifo.Grant(time);

    /// <summary>
    /// The command bus found no unit for the oldest waiting command; called before its grant. Reports a fault at once.
    /// </summary>
    public void OnUnroutable()
    {
        ref readonly MeCommand command = ref Fifo.Head;
        Report(FaultOf(command.Context, command.Pc, command.Address, command.Time));
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section(Name);
        Fifo.Forget(State.LocalTime);
        visitor.Visit(State);
        visitor.Visit(Store);
        visitor.Visit(Fifo);
        visitor.Visit(Deliveries);
        visitor.Visit(_notices);
        if (!visitor.IsHashing)
        {
            visitor.Visit(Trail);
            SyncCounters(visitor);
        }

        if (visitor.IsRestoring)
        {
            Store.SetMode(State.ContextCount, (State.CtxEnables & CtxEnablesBits.ParityEnable) != 0);
            Csrs.FindNextFutureCount();
            FindNextRequest();
            Horizon = long.MinValue;
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        MicroengineCounters counters = Counters;
        sheet.Busy(Name, counters.BusyCycles * CycleTicks);
        sheet.Count($"{Name}.instructions", counters.Instructions);
        sheet.Count($"{Name}.busyCycles", counters.BusyCycles);
        sheet.Count($"{Name}.idleCycles", counters.IdleCycles);
        sheet.Count($"{Name}.stallCycles", counters.StallCycles);
        sheet.Count($"{Name}.commands", counters.Commands);
        sheet.Count($"{Name}.swaps", counters.Swaps);
        sheet.Count($"{Name}.wrappedTransfers", counters.WrappedTransfers);
    }

    /// <summary>The interpreter must ask before its next instruction.</summary>
    internal void Attend() => Horizon = long.MinValue;

    /// <summary>State was changed from a debugger at LocalTime.</summary>
    internal void Wake()
    {
        MicroengineState s = State;
        if (s.IsIdle)
        {
            long edge = Math.Max(s.Now, CeilingToCycle(s.LocalTime));
            Scheduler.IdleCycles += (edge - s.Now) / CycleTicks;
            s.Now = edge;
            s.IsIdle = false;
        }

        Attend();
    }

    /// <summary>
    /// IXP_RESET_1: nothing runs, nothing is enabled or awaited. Registers and control store keep what they hold.
    /// </summary>
    internal void Reset(long time)
    {
        Csrs.Write(LocalCsr.CtxEnables, 0, 0, time);
        State.Reset();
        Csrs.FindNextFutureCount();
        Attend();
    }

    internal void NoteAttended(long time) => _notices.Add(new Notice { Time = time, Kind = NoticeKind.Attended });

    /// <summary>
    /// Does what is due before the instruction at Now: transfers of control, deliveries, choice of a context, delayed
    /// writes. False when nothing more starts before the limit.
    /// </summary>
    internal bool Service(long limit)
    {
        MicroengineState s = State;
        for (; ; )
        {
            if (s.Transfer != TransferKind.None && s.SlotsLeft == 0 && !s.IsRetrying)
            {
                Scheduler.CompleteTransfer();
            }

            if (s.Now >= limit || (s.Running < 0 && !Scheduler.ChooseContext(limit)))
            {
                Deliveries.ApplyUpTo(limit - 1);
                s.LocalTime = Math.Max(s.LocalTime, limit);
                return false;
            }

            Deliveries.ApplyUpTo(s.Now);
            if (s.Running < 0)
            {
                continue;
            }

            if (s.IsRetrying)
            {
                s.IsRetrying = false;
                _passed = Store.IsTraced(s.Pc);
            }
            else if (PrepareInstruction())
            {
                continue;
            }

            if (ExecutedCounts is not null || InstructionObserver is not null)
            {
                Observe();
            }

            bool attends = s.Transfer != TransferKind.None || !s.Delays.IsEmpty || s.HasCsrValue ||
                (s.CcEnable & MicroengineState.CcEnableBit) == 0 ||
                ExecutedCounts is not null || InstructionObserver is not null;
            Horizon = attends ? long.MinValue : Math.Min(limit, Math.Min(Deliveries.NextTime, Csrs.NextFutureCount));
            return true;
        }
    }

    /// <summary>
    /// The command FIFO is full at Now: moves Now to where it has room, or as far as the world is known. False when the
    /// engine must wait for the world.
    /// </summary>
    internal bool Stall(long limit, long worldTime)
    {
        long known = Fifo.NextGrant != Ticks.Never ? Fifo.NextGrant : worldTime;
        long until = CeilingToCycle(Math.Min(known, limit));
        if (until <= State.Now)
        {
            State.LocalTime = Math.Max(State.LocalTime, State.Now);
            return false;
        }

        _stalled += (until - State.Now) / CycleTicks;
        State.Now = until;
        return true;
    }

    /// <summary>cam_lookup with lm_addrX[n].</summary>
    internal void SetPointerByCam(in PredecodedInstruction instruction, uint result)
    {
        uint address = ((uint)instruction.Parameter << 10) | (((result >> 3) & 15) << 6);
        int csr = instruction.Value == 1 ? LocalCsr.ActiveLmAddr0 : LocalCsr.ActiveLmAddr1;
        State.Delays.Add(csr, address, State.Running, DelayLine.OrdinaryDistance);
        Attend();
    }

    internal void FeedCrc(in PredecodedInstruction instruction, uint word)
    {
        State.CrcRemainder = CrcUnit.Feed(
            State.CrcRemainder, word, (CrcType)instruction.Value, (CrcBytes)instruction.Parameter,
            instruction.Op == MicroOp.CrcLe, (instruction.Flags & PredecodedFlags.IsD) != PredecodedFlags.None);
        State.Delays.Add(DelayLine.CrcVisible, State.CrcRemainder, 0, DelayLine.CrcReadDistance);
        Attend();
    }

    /// <summary>local_csr_wr.</summary>
    internal void WriteCsr(int csr, uint value)
    {
        int distance = csr is LocalCsr.NnPut or LocalCsr.NnGet
            ? DelayLine.NnPointerDistance
            : DelayLine.OrdinaryDistance;
        State.Delays.Add(csr, value, Csrs.ContextOf(csr, State.Running), distance);
        Attend();
    }

    /// <summary>An illegal or damaged word: all contexts stop and the chip is told.</summary>
    internal void StopAtFault(int pc, long time)
    {
        MicroengineState s = State;
        bool parity = (Store.Real(pc).Flags & PredecodedFlags.Breakpoint) != PredecodedFlags.None;
        ulong word = pc < ControlStore.Words ? Store.Read(pc) & ControlStore.InstructionMask : 0;
        s.CtxEnables &= ~CtxEnablesBits.Contexts;
        if (parity)
        {
            s.CtxEnables |= CtxEnablesBits.ParityError;
            s.UstoreErrorStatus = 0x8000_0000 | ((uint)s.Running << 16) | (uint)pc;
        }

        _notices.Add(new Notice
        {
            Time = time,
            Kind = NoticeKind.Fault,
            Fault = parity ? MicroengineFaultKind.ParityError : MicroengineFaultKind.IllegalInstruction,
            Context = (byte)s.Running,
            Address = (ushort)pc,
            Argument = (uint)word,
            High = (byte)(word >> 32),
        });
        s.ContextPc[s.Running] = (ushort)pc;
        s.Last = s.Running;
        s.Running = -1;
        s.Transfer = TransferKind.None;
        Lost++;
        Attend();
    }

    /// <summary>The instruction at an address with trace points is about to execute.</summary>
    internal void PassTracePoint(int pc, long time)
    {
        // A command that waited for room in the FIFO has told already.
        if (_passed)
        {
            _passed = false;
            return;
        }

        for (int i = 0; i < TracePoints.Count; i++)
        {
            TracePoint point = TracePoints[i];
            if (point.Address == pc)
            {
                _notices.Add(new Notice
                {
                    Time = time,
                    Kind = NoticeKind.TracePoint,
                    Context = (byte)State.Running,
                    Address = (ushort)i,
                    Argument = point.Register.Kind == OperandKind.None
                        ? 0
                        : Debug.ReadRegister(point.Register, State.Running),
                });
            }
        }
    }

    internal long CeilingToCycle(long tick) => (tick + CycleTicks - 1) / CycleTicks * CycleTicks;

    private void Report(MicroengineFault fault)
    {
        Fault = fault;
        _observer?.OnFault(this, fault);
    }

    /// <summary>
    /// Delayed writes, slot counts and observers before an instruction. True when the instruction was executed here:
    /// an immed that takes the value of the local_csr_rd before it.
    /// </summary>
    private bool PrepareInstruction()
    {
        MicroengineState s = State;
        if ((s.CcEnable & MicroengineState.CcEnableBit) == 0)
        {
            s.RestoreConditionCodes();
        }

        if (s.SlotsLeft > 0)
        {
            s.SlotsLeft--;
        }

        if (!s.Delays.IsEmpty)
        {
            while (s.Delays.TryMature(out DelayedWrite write))
            {
                Csrs.Write(write.Csr, write.Value, write.Context, s.Now);
            }

            s.Delays.Step();
        }

        if (!s.HasCsrValue)
        {
            return false;
        }

        s.HasCsrValue = false;
        ref readonly PredecodedInstruction instruction = ref Store.Real(s.Pc);
        if (instruction.Op != MicroOp.Immed)
        {
            return false;
        }

        if (Store.IsTraced(s.Pc))
        {
            PassTracePoint(s.Pc, s.Now);
        }

        Observe();
        s.PrevResult = s.CsrValue;
        Operands.Write(in instruction, s.CsrValue, s.Now);
        s.Now += CycleTicks;
        s.Pc++;
        Executed++;
        return true;
    }

    /// <summary>Tells of the instruction at Pc, unless it is a command that finds the FIFO full.</summary>
    private void Observe()
    {
        MicroengineState s = State;
        if (Store.Real(s.Pc).Op >= MicroOp.SramRead && !Fifo.HasRoom(s.Now))
        {
            return;
        }

        if (ExecutedCounts is not null && s.Pc < ControlStore.Words)
        {
            ExecutedCounts[s.Pc]++;
        }

        InstructionObserver?.OnInstruction(this, s.Now, s.Running, s.Pc);
    }

    /// <summary>Requests arise only while the engine runs; the kernel asks for them far more often.</summary>
    private void FindNextRequest() => NextRequest = Math.Min(Fifo.NextArrival, _notices.NextArrival);

    private void SyncCounters(StateVisitor visitor)
    {
        Executed = Visit(visitor, Executed);
        Lost = Visit(visitor, Lost);
        Scheduler.IdleCycles = Visit(visitor, Scheduler.IdleCycles);
        Scheduler.Swaps = Visit(visitor, Scheduler.Swaps);
        Issuer.Commands = Visit(visitor, Issuer.Commands);
        Issuer.WrappedTransfers = Visit(visitor, Issuer.WrappedTransfers);
        visitor.Value(ref _stalled);
    }

    private static long Visit(StateVisitor visitor, long value)
    {
        visitor.Value(ref value);
        return value;
    }
}
