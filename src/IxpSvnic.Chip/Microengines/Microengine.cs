using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// One MEv2 microengine with its own clock, running ahead of the chip: predecoded instructions, eight or four contexts switched
/// only where they ask for it, a command FIFO towards the command bus and an inbox of timed deliveries. Sources: chapters 1-4
/// of the MEv2 reference. *Not modelled:* register parity, lost XScale accesses, hazards the assembler forbids.
/// </summary>
public sealed class Microengine : IRunAhead, ICommandSource, IStateful, IStatisticsSource
{
    /// <summary>Cycles from a next-neighbour write or signal to its effect in the other engine.</summary>
    public const int NeighbourCycles = 5;

    private readonly DeliveryQueue _inbox = new();
    private readonly NoticeQueue _notices;
    private readonly long _neighbourTicks;
    private CommandBus? _bus;
    private IReplyReceiver? _replies;
    private IMicroengineObserver? _observer;
    private Microengine? _previous;
    private Microengine? _next;
    private bool _writesFromOutside;
    private long _idle;
    private long _stalled;
    private long _commands;
    private long _swaps;
    private long _wrapped;
    private bool _passed;

    public Microengine(int index, Ixp2400Timing timing)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 7u);
        Index = index;
        CycleTicks = timing.MeCycleTicks;
        _neighbourTicks = NeighbourCycles * CycleTicks;
        Fifo = new CommandFifo(timing.MeCommandFifo, timing.OutboundTicks);
        _notices = new NoticeQueue(timing.OutboundTicks);
        Csrs = new LocalCsrFile(this, State, Store);
        Operands = new OperandPort(this, State);
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

    /// <summary>When set, counts executions per control store address (4096 entries); slows the engine down.</summary>
    public long[]? ExecutedCounts { get; set; }

    /// <summary>When set, sees every instruction; slows the engine down.</summary>
    public IInstructionObserver? InstructionObserver { get; set; }

    /// <summary>Exported labels that the observer is told of; set by <see cref="MicroengineDebugPort.Observe"/>.</summary>
    public IReadOnlyList<TracePoint> TracePoints { get; internal set; } = [];

    /// <summary>The last fault, or null.</summary>
    public MicroengineFault? Fault { get; private set; }

    /// <summary>
    /// Some instruction in the store reaches a neighbouring engine directly: the kernel must couple the engines in steps of
    /// <see cref="NeighbourCycles"/>.
    /// </summary>
    public bool UsesNeighbours => Store.UsesNeighbours(WritesOwnNeighbourRegisters);

    /// <summary>A context is executing or about to.</summary>
    public bool IsExecuting => State.Running >= 0 || HasReadyContext();

    /// <summary>Nothing is enabled or every context sleeps.</summary>
    public bool IsAsleep => State.Running < 0 && !HasReadyContext();

    /// <summary>Where the cycles up to <see cref="LocalTime"/> went.</summary>
    public MicroengineCounters Counters
    {
        get
        {
            long reached = CeilingToCycle(State.LocalTime);
            long ahead = Math.Max(0, State.Now - reached) / CycleTicks;
            long sleeping = Math.Max(0, reached - State.Now) / CycleTicks;
            return new(Executed, Lost - ahead, _idle + sleeping, _stalled, _commands, _swaps, _wrapped);
        }
    }

    /// <inheritdoc/>
    public long LocalTime => State.LocalTime;

    /// <inheritdoc/>
    public long NextActivity
    {
        get
        {
            long outside = Math.Min(_inbox.NextTime, Csrs.NextFutureCount);
            return State.IsIdle ? outside : Math.Min(State.Now, outside);
        }
    }

    /// <inheritdoc/>
    public long NextRequest => Math.Min(Fifo.NextArrival, _notices.NextArrival);

    /// <inheritdoc/>
    public int Waiting => Fifo.Waiting;

    /// <inheritdoc/>
    public ref readonly MeCommand Head => ref Fifo.Head;

    internal MicroengineState State { get; } = new();

    internal ControlStore Store { get; } = new();

    internal LocalCsrFile Csrs { get; }

    internal OperandPort Operands { get; }

    internal CommandFifo Fifo { get; }

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
        _previous = previous;
        _next = next;
    }

    /// <inheritdoc/>
    public void Run(long limit, long worldTime) => Interpreter.Run(this, limit, worldTime);

    /// <inheritdoc/>
    public void SkipTo(long time) => State.LocalTime = Math.Max(State.LocalTime, time);

    /// <inheritdoc/>
    public void HandOver()
    {
        if (Fifo.NextArrival <= _notices.NextArrival)
        {
            Fifo.Arrive();
            _bus?.OnArrival();
            return;
        }

        _notices.Take(out Notice notice);
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
                _observer?.OnBreakpoint(this, notice.Context, notice.Address);
                break;
            default:
                ulong word = ((ulong)notice.High << 32) | notice.Argument;
                Report(new MicroengineFault(
                    notice.Fault, Index, notice.Context, notice.Address, word, notice.Time, Trail.ToArray()));
                break;
        }
    }

    /// <inheritdoc/>
    public void Grant(long time) => Fifo.Grant(time);

    /// <summary>
    /// The command bus found no unit for the oldest waiting command; called before its grant. Reports a fault at once.
    /// </summary>
    public void OnUnroutable()
    {
        ref readonly MeCommand command = ref Fifo.Head;
        Report(new MicroengineFault(
            MicroengineFaultKind.UnmappedAccess, Index, command.Context, Fifo.HeadAddress, command.Address,
            command.Time, Trail.ToArray()));
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section(Name);
        Fifo.Forget(State.LocalTime);
        visitor.Visit(State);
        visitor.Visit(Store);
        visitor.Visit(Fifo);
        visitor.Visit(_inbox);
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

    /// <summary>A delivery from the chip enters the inbox.</summary>
    internal void Accept(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        PendingDelivery entry = new()
        {
            Time = delivery.Time,
            Kind = (PendingKind)delivery.Kind,
            Source = 2,
            Context = delivery.Context,
            Register = delivery.Register,
            IsD = delivery.IsD,
            Count = delivery.Count,
            SignalMask = delivery.SignalMask,
            Argument = delivery.Argument,
        };
        Enqueue(entry, data);
        if (delivery.Kind != MeDeliveryKind.CsrWrite)
        {
            return;
        }

        // Known this early, the neighbours' view of a pointer written from outside needs no coupling of the engines.
        if (delivery.Argument == LocalCsr.NnPut)
        {
            _next?.EnqueueNeighbour(PendingKind.NeighbourPut, data[0], delivery.Time + _neighbourTicks, 0);
        }
        else if (delivery.Argument == LocalCsr.NnGet)
        {
            _previous?.EnqueueNeighbour(PendingKind.NeighbourGet, data[0], delivery.Time + _neighbourTicks, 1);
        }
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
            _idle += (edge - s.Now) / CycleTicks;
            s.Now = edge;
            s.IsIdle = false;
        }

        Attend();
    }

    /// <summary>
    /// Does what is due before the instruction at Now: transfers of control, deliveries, choice of a context, delayed writes.
    /// False when nothing more starts before the limit.
    /// </summary>
    internal bool Service(long limit)
    {
        MicroengineState s = State;
        for (; ; )
        {
            if (s.Transfer != TransferKind.None && s.SlotsLeft == 0 && !s.IsRetrying)
            {
                CompleteTransfer();
            }

            if (s.Now >= limit || (s.Running < 0 && !ChooseContext(limit)))
            {
                ApplyOutside(limit - 1);
                s.LocalTime = Math.Max(s.LocalTime, limit);
                return false;
            }

            ApplyOutside(s.Now);
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
            Horizon = attends ? long.MinValue : Math.Min(limit, Math.Min(_inbox.NextTime, Csrs.NextFutureCount));
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

    internal void BranchAfterSlots(in PredecodedInstruction instruction, int target)
    {
        State.Transfer = TransferKind.Branch;
        State.SlotsLeft = instruction.Defer;
        State.TransferTarget = target;
        State.TransferLostCycles = instruction.LostCycles;
        Attend();
    }

    /// <summary>ctx_arb.</summary>
    internal void Arbitrate(in PredecodedInstruction instruction, int pc, long time)
    {
        MicroengineState s = State;
        if ((instruction.Flags & PredecodedFlags.KeepsWakeupMask) == PredecodedFlags.None)
        {
            s.WakeupEvents[s.Running] = instruction.Immediate;
        }

        if ((instruction.Flags & PredecodedFlags.Breakpoint) != PredecodedFlags.None)
        {
            s.CtxEnables = (s.CtxEnables & ~CtxEnablesBits.Contexts) | CtxEnablesBits.Breakpoint;
            _notices.Add(new Notice
            {
                Time = time,
                Kind = NoticeKind.Breakpoint,
                Context = (byte)s.Running,
                Address = (ushort)pc,
            });
        }

        bool resumesElsewhere = (instruction.Flags & PredecodedFlags.Swaps) != PredecodedFlags.None;
        Leave(in instruction, pc, resumesElsewhere ? instruction.Target : pc + 1 + instruction.Defer);
    }

    /// <summary>A command with ctx_swap.</summary>
    internal void SwapForSignal(in PredecodedInstruction instruction, int pc, long time)
    {
        State.WakeupEvents[State.Running] = SignalMask(in instruction);
        Leave(in instruction, pc, pc + 1 + instruction.Defer);
    }

    internal void Issue(in PredecodedInstruction instruction, uint a, uint b, int pc, long time)
    {
        MicroengineState s = State;
        int window = s.ContextCount == 4 ? 32 : 16;
        ref MeCommand command = ref Fifo.Append(pc);
        command.Time = time;
        command.Op = instruction.Op;
        command.Csr = instruction.Target;
        command.Address = instruction.Op switch
        {
            MicroOp.CapFastWrAlu => s.PrevResult,
            MicroOp.CapFastWrConst => instruction.Immediate,
            _ => a + b,
        };
        command.Me = (byte)Index;
        command.DestMe = (byte)Index;
        command.Context = (byte)s.Running;
        command.DestContext = (byte)s.Running;
        command.Register = (byte)(instruction.Dest | (s.Running * 16));
        command.IsD = (instruction.Flags & PredecodedFlags.IsD) != PredecodedFlags.None;
        command.Signal = instruction.Parameter;
        command.SignalPair = (instruction.Flags & PredecodedFlags.SignalPair) != PredecodedFlags.None;
        command.Count = instruction.Value;
        command.ByteMask = 0xff;
        if ((instruction.Flags & PredecodedFlags.IndirectRef) != PredecodedFlags.None)
        {
            IndirectReference.Apply(ref command, s.PrevResult, window);
        }

        int words = Math.Min(MeCommand.MaxWords, CommandShape.PulledWords(command.Op, command.Count));
        command.DataWords = (byte)words;
        uint[] registers = s.Registers;
        int file = command.IsD ? RegisterFile.DOut : RegisterFile.SOut;
        for (int i = 0; i < words; i++)
        {
            command.Data[i] = registers[file + ((command.Register + i) & 127)];
        }

        if ((command.Register & (window - 1)) + words > window)
        {
            _wrapped++;
        }

        _commands++;
        Fifo.Commit();
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

    internal void TellNext(PendingKind kind, uint value, long time)
    {
        if (!_writesFromOutside)
        {
            _next?.EnqueueNeighbour(kind, value, time + _neighbourTicks, 0);
        }
    }

    internal void TellPrevious(uint get, long time)
    {
        if (!_writesFromOutside)
        {
            _previous?.EnqueueNeighbour(PendingKind.NeighbourGet, get, time + _neighbourTicks, 1);
        }
    }

    internal void WriteNext(PendingKind kind, uint place, uint value, long time) => _next?.Enqueue(
        new PendingDelivery { Time = time + _neighbourTicks, Kind = kind, Argument = place, Source = 0 }, [value]);

    internal void SignalNeighbour(bool next, int context, uint mask, long time)
    {
        (next ? _next : _previous)?.Enqueue(
            new PendingDelivery
            {
                Time = time + _neighbourTicks,
                Kind = PendingKind.NeighbourSignal,
                Context = (byte)context,
                SignalMask = (ushort)mask,
                Source = (byte)(next ? 0 : 1),
            },
            []);
    }

    private static uint SignalMask(in PredecodedInstruction instruction)
    {
        int signal = instruction.Parameter;
        return signal == 0 ? 0 :
            (instruction.Flags & PredecodedFlags.SignalPair) != PredecodedFlags.None ? 3u << (signal & 14) : 1u << signal;
    }

    private long CeilingToCycle(long tick) => (tick + CycleTicks - 1) / CycleTicks * CycleTicks;

    private void Report(MicroengineFault fault)
    {
        Fault = fault;
        _observer?.OnFault(this, fault);
    }

    private void EnqueueNeighbour(PendingKind kind, uint value, long time, int source) => Enqueue(
        new PendingDelivery { Time = time, Kind = kind, Argument = value, Source = (byte)source }, []);

    private void Enqueue(PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        if (entry.Time < State.LocalTime)
        {
            throw new InvalidOperationException(
                $"{Name} has run to tick {State.LocalTime}, past a {entry.Kind} for tick {entry.Time}; " +
                "engines that use their neighbours must be coupled");
        }

        _inbox.Add(entry, data);
    }

    private bool HasReadyContext()
    {
        for (int context = 0; context < MicroengineState.Contexts; context++)
        {
            if (State.IsEnabled(context) && State.IsWoken(context))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A context gives up the engine, at once or after its slots.</summary>
    private void Leave(in PredecodedInstruction instruction, int pc, int resume)
    {
        MicroengineState s = State;
        s.TransferTarget = resume;
        if (instruction.Defer != 0)
        {
            s.Transfer = TransferKind.Swap;
            s.SlotsLeft = instruction.Defer;
            s.TransferLostCycles = instruction.LostCycles;
        }
        else
        {
            Lost += instruction.LostCycles;
            PutAside(resume);
        }

        Attend();
    }

    private void PutAside(int resume)
    {
        State.ContextPc[State.Running] = (ushort)(resume & 0x1fff);
        State.Last = State.Running;
        State.Running = -1;
        _swaps++;
    }

    private void CompleteTransfer()
    {
        MicroengineState s = State;
        if (s.Transfer == TransferKind.Branch)
        {
            Trail.Add(s.Pc - 1, s.TransferTarget);
            s.Pc = s.TransferTarget;
        }
        else
        {
            PutAside(s.TransferTarget);
        }

        s.Transfer = TransferKind.None;
        s.Now += s.TransferLostCycles * CycleTicks;
        Lost += s.TransferLostCycles;
    }

    /// <summary>Finds a ready context at or after Now, round robin; false when there is none before the limit.</summary>
    private bool ChooseContext(long limit)
    {
        MicroengineState s = State;
        while (s.Now < limit)
        {
            ApplyOutside(s.Now);
            if (TryChoose())
            {
                return true;
            }

            if (!s.Delays.IsEmpty)
            {
                while (s.Delays.TryTakeOldest(out DelayedWrite write))
                {
                    Csrs.Write(write.Csr, write.Value, write.Context, s.Now);
                }

                continue;
            }

            s.IsIdle = true;
            long next = Math.Min(_inbox.NextTime, Csrs.NextFutureCount);
            if (next >= limit)
            {
                return false;
            }

            long edge = CeilingToCycle(next);
            _idle += (edge - s.Now) / CycleTicks;
            s.Now = edge;
            s.IsIdle = false;
        }

        return false;
    }

    private bool TryChoose()
    {
        MicroengineState s = State;
        if ((s.CtxEnables & CtxEnablesBits.Contexts) == 0)
        {
            return false;
        }

        for (int i = 1; i <= MicroengineState.Contexts; i++)
        {
            int context = (s.Last + i) & 7;
            if (s.IsEnabled(context) && s.IsWoken(context))
            {
                uint awaited = s.WakeupEvents[context];
                if ((awaited & 0x1_0000) == 0)
                {
                    s.SigEvents[context] &= ~(awaited & 0xfffe);
                }

                Trail.Add(s.Pc - 1, s.ContextPc[context]);
                s.Running = context;
                s.Pc = s.ContextPc[context];
                s.IsIdle = false;
                s.RefreshBases();
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Delayed writes, slot counts and observers before an instruction. True when the instruction was executed here: an immed
    /// that takes the value of the local_csr_rd before it.
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

    /// <summary>Applies everything from outside whose tick is at or before the given one, in order.</summary>
    private void ApplyOutside(long upTo)
    {
        for (; ; )
        {
            long delivery = _inbox.NextTime;
            long match = Csrs.NextFutureCount;
            if (Math.Min(delivery, match) > upTo)
            {
                return;
            }

            if (match <= delivery)
            {
                Csrs.MatchFutureCount();
            }
            else
            {
                Apply(in _inbox.First, _inbox.FirstData);
                _inbox.RemoveFirst();
            }
        }
    }

    private void Apply(in PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        MicroengineState s = State;
        switch (entry.Kind)
        {
            case PendingKind.Push or PendingKind.TransferWrite:
                int file = entry.IsD ? RegisterFile.DIn : RegisterFile.SIn;
                for (int i = 0; i < data.Length; i++)
                {
                    s.Registers[file + ((entry.Register + i) & 127)] = data[i];
                }

                s.SigEvents[entry.Context & 7] |= entry.SignalMask & 0xfffeu;
                break;
            case PendingKind.InputState:
                uint bit = 1u << (int)(entry.Argument & 31);
                s.InputStates = (data[0] & 1) != 0 ? s.InputStates | bit : s.InputStates & ~bit;
                break;
            case PendingKind.CsrWrite:
                _writesFromOutside = true;
                int csr = (int)entry.Argument;
                Csrs.Write(csr, data[0], Csrs.ContextOf(csr, ActiveContext), entry.Time);
                _writesFromOutside = false;
                break;
            case PendingKind.CsrRead:
                csr = (int)entry.Argument;
                uint value = Csrs.Read(csr, Csrs.ContextOf(csr, ActiveContext), entry.Time, s.Pc);
                Notice reply = new() { Time = entry.Time, Kind = NoticeKind.Reply, Argument = data[0], Count = 1 };
                reply.Data[0] = value;
                _notices.Add(in reply);
                break;
            case PendingKind.TransferRead:
                ReplyTransfer(in entry);
                break;
            default:
                ApplyNeighbour(in entry, data);
                break;
        }
    }

    private int ActiveContext => State.Running < 0 ? State.Last : State.Running;

    private void ReplyTransfer(in PendingDelivery entry)
    {
        Notice reply = new()
        {
            Time = entry.Time,
            Kind = NoticeKind.Reply,
            Argument = entry.Argument,
            Count = Math.Min(entry.Count, (byte)MeCommand.MaxWords),
        };
        int file = entry.IsD ? RegisterFile.DOut : RegisterFile.SOut;
        for (int i = 0; i < reply.Count; i++)
        {
            reply.Data[i] = State.Registers[file + ((entry.Register + i) & 127)];
        }

        _notices.Add(in reply);
    }

    private void ApplyNeighbour(in PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        MicroengineState s = State;
        if (entry.Kind == PendingKind.NeighbourSignal)
        {
            s.SigEvents[entry.Context & 7] |= entry.SignalMask & 0xfffeu;
            return;
        }

        // An engine that writes its own registers does not listen to its neighbours' pointers.
        if (WritesOwnNeighbourRegisters)
        {
            return;
        }

        switch (entry.Kind)
        {
            case PendingKind.NeighbourWrite:
                s.Registers[RegisterFile.NextNeighbour + (entry.Argument & 127)] = data[0];
                break;
            case PendingKind.NeighbourRingWrite:
                s.Registers[RegisterFile.NextNeighbour + (entry.Argument & 127)] = data[0];
                s.NnVisiblePut = (entry.Argument + 1) & 127;
                break;
            case PendingKind.NeighbourPut:
                s.NnVisiblePut = entry.Argument & 127;
                break;
            case PendingKind.NeighbourGet:
                s.NnVisibleGet = entry.Argument & 127;
                break;
            default:
                throw new InvalidOperationException($"unknown delivery {entry.Kind}");
        }
    }

    private void SyncCounters(StateVisitor visitor)
    {
        long executed = Executed;
        long lost = Lost;
        visitor.Value(ref executed);
        visitor.Value(ref lost);
        visitor.Value(ref _idle);
        visitor.Value(ref _stalled);
        visitor.Value(ref _commands);
        visitor.Value(ref _swaps);
        visitor.Value(ref _wrapped);
        Executed = executed;
        Lost = lost;
    }
}
