using IxpSvnic.Chip;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>
/// A microengine that is asked at every cycle what it does and decodes every word when it executes it: the yardstick
/// of speed and the second opinion on results. *Not modelled:* coupling of neighbours, breakpoints, faults.
/// </summary>
internal sealed class NaiveEngine : ICommandSource
{
    private readonly NaiveCsrs _csrs;
    private readonly NaiveOperands _operands;
    private readonly NaiveAlu _alu;
    private readonly NaiveCommands _commands;
    private readonly NaiveDelayLine _delays = new();
    private readonly NaiveFifo _fifo;
    private readonly long _outbound;
    private readonly List<(MeDelivery Delivery, uint[] Data)> _deliveries = [];
    private CommandBus? _bus;
    private int _lost;
    private int _slots;
    private int _lostAfterSlots;
    private int _target = -1;
    private bool _yields;
    private bool _waits;

    public NaiveEngine(int index, Ixp2400Timing timing)
    {
        Index = index;
        _outbound = timing.OutboundTicks;
        _csrs = new NaiveCsrs(State, index, timing.MeCycleTicks);
        _operands = new NaiveOperands(State, _delays);
        _alu = new NaiveAlu(State, _operands, Cam, _delays);
        _commands = new NaiveCommands(State, _operands, index);
        _fifo = new NaiveFifo(timing.MeCommandFifo);
        _delays.Apply = Apply;
    }

    public int Index { get; }

    public NaiveState State { get; } = new();

    public NaiveCam Cam { get; } = new();

    public long Instructions { get; private set; }

    public long LostCycles { get; private set; }

    public long IdleCycles { get; private set; }

    public long StallCycles { get; private set; }

    public int Waiting => _fifo.Waiting;

    public ref readonly MeCommand Head => ref _fifo.Head;

    /// <summary>Tick at which the next command reaches the bus, or Never.</summary>
    public long NextRequest => _fifo.NextIssue == Ticks.Never ? Ticks.Never : _fifo.NextIssue + _outbound;

    public void Connect(CommandBus bus) => _bus = bus;

    public void Start(ReadOnlySpan<ulong> program, int contextMask, uint mode)
    {
        const ulong Nop = 0xf0_000c_0300;
        Array.Fill(State.Store, Nop);
        program.CopyTo(State.Store);
        for (int context = 0; context < NaiveState.Contexts; context++)
        {
            if ((contextMask >> context & 1) != 0)
            {
                State.Events[context] = 1;
                State.Awaited[context] = 1;
                State.ContextPointer = (uint)context;
            }
        }

        State.TimestampStart = 0;
        State.Enables = mode | ((uint)contextMask << 8);
    }

    public void Grant(long time) => _fifo.Grant(time);

    public void HandOver()
    {
        _fifo.Arrive();
        _bus!.OnArrival();
    }

    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        int place = _deliveries.Count;
        while (place > 0 && _deliveries[place - 1].Delivery.Time > delivery.Time)
        {
            place--;
        }

        _deliveries.Insert(place, (delivery, data.ToArray()));
    }

    /// <summary>One cycle.</summary>
    public void Tick(long now)
    {
        State.Now = now;
        while (_deliveries.Count > 0 && _deliveries[0].Delivery.Time <= now)
        {
            Receive(_deliveries[0].Delivery, _deliveries[0].Data);
            _deliveries.RemoveAt(0);
        }

        if (_lost > 0)
        {
            _lost--;
            LostCycles++;
        }
        else if (State.Running < 0 && !Arbitrate() && !(_delays.Drain() && Arbitrate()))
        {
            IdleCycles++;
        }
        else
        {
            Execute();
        }

        if ((State.Enables & 0x4000_0000) != 0)
        {
            _csrs.StepRandom();
        }
    }

    private bool Arbitrate()
    {
        for (int i = 1; i <= NaiveState.Contexts; i++)
        {
            int context = (State.Last + i) & 7;
            if (State.IsEnabled(context) && State.IsReady(context))
            {
                uint awaited = State.Awaited[context];
                if ((awaited & 0x1_0000) == 0)
                {
                    State.Events[context] &= ~(awaited & 0xfffe);
                }

                State.Running = context;
                State.Last = context;
                State.Pc = State.ContextPc[context];
                return true;
            }
        }

        return false;
    }

    private void Execute()
    {
        if (!InstructionDecoder.TryDecode(State.Store[State.Pc & 4095], out DecodedInstruction i))
        {
            throw new InvalidOperationException($"engine {Index}: word at {State.Pc} is no instruction");
        }

        if (!_waits)
        {
            _delays.Step();
        }

        bool isCommand = i.Op >= MicroOp.SramRead;
        _waits = isCommand && !_fifo.HasRoom(State.Now);
        if (_waits)
        {
            StallCycles++;
            return;
        }

        Instructions++;
        uint? csrValue = null;
        bool inSlot = _slots > 0;
        if (isCommand)
        {
            Issue(in i);
        }
        else if (i.Op == MicroOp.LocalCsrRead)
        {
            csrValue = _csrs.Read(i.Csr);
        }
        else if (i.Op == MicroOp.LocalCsrWrite)
        {
            int distance = i.Csr is 0x080 / 4 or 0x084 / 4 ? 4 : 3;
            _delays.Add(distance, NaiveDelayKind.LocalCsr, i.Csr, _operands.Read(i.A), State.Running);
        }
        else if (i.Op == MicroOp.CtxArb)
        {
            State.Awaited[State.Running] = i.KeepsWakeupMask ? State.Awaited[State.Running] : i.WakeupMask;
            Yield(i.Defer, i.ResumesAtTarget ? i.Target : State.Pc + 1 + i.Defer);
        }
        else if (!_alu.Execute(in i))
        {
            Branch(in i);
        }

        _operands.MovePointers();
        State.CsrValue = csrValue;
        Advance(inSlot);
    }

    private void Advance(bool inSlot)
    {
        State.Pc++;
        if (inSlot)
        {
            _slots--;
        }

        if (_slots > 0 || _target < 0)
        {
            return;
        }

        State.Pc = _target;
        _lost = _lostAfterSlots;
        _target = -1;
        if (_yields)
        {
            _yields = false;
            State.ContextPc[State.Running] = State.Pc;
            State.Running = -1;
        }
    }

    private void Issue(in DecodedInstruction i)
    {
        MeCommand command = _commands.Build(in i);
        _fifo.Issue(in command);
        if (i.Swaps)
        {
            State.Awaited[State.Running] = command.SignalMask;
            Yield(i.Defer, State.Pc + 1 + i.Defer);
        }
    }

    private void Yield(int defer, int resume)
    {
        _yields = true;
        Transfer(defer, resume, 2);
    }

    private void Transfer(int defer, int target, int lost)
    {
        _slots = defer;
        _target = target;
        _lostAfterSlots = Math.Max(0, lost - defer);
    }

    private void Branch(in DecodedInstruction i)
    {
        bool less = State.Negative != State.Overflow;
        bool taken = i.Op switch
        {
            MicroOp.Br or MicroOp.Jump => true,
            MicroOp.BrEq => State.Zero,
            MicroOp.BrNe => !State.Zero,
            MicroOp.BrMi => State.Negative,
            MicroOp.BrPl => !State.Negative,
            MicroOp.BrCs => State.Carry,
            MicroOp.BrCc => !State.Carry,
            MicroOp.BrVs => State.Overflow,
            MicroOp.BrVc => !State.Overflow,
            MicroOp.BrGe => !less,
            MicroOp.BrLt => less,
            MicroOp.BrLe => State.Zero || less,
            MicroOp.BrGt => !State.Zero && !less,
            MicroOp.BrCtx => State.Running == i.Parameter,
            MicroOp.BrNotCtx => State.Running != i.Parameter,
            MicroOp.BrSignal => TakeSignal(i.Parameter),
            MicroOp.BrNotSignal => !TakeSignal(i.Parameter),
            MicroOp.BrInpState => IsState(i.Parameter),
            MicroOp.BrNotInpState => !IsState(i.Parameter),
            MicroOp.BrBset => (_operands.Read(i.A) >> i.Parameter & 1) != 0,
            MicroOp.BrBclr => (_operands.Read(i.A) >> i.Parameter & 1) == 0,
            MicroOp.BrByteEqual => (byte)(_operands.Read(i.A) >> (8 * i.Parameter)) == i.CompareValue,
            MicroOp.BrByteNotEqual => (byte)(_operands.Read(i.A) >> (8 * i.Parameter)) != i.CompareValue,
            _ => throw new NotSupportedException($"{i.Op}"),
        };
        if (taken)
        {
            int target = i.Op == MicroOp.Jump ? (int)(_operands.Read(i.A) + i.Target) & 0x1fff : i.Target;
            Transfer(i.Defer, target, i.Stage + 2);
        }
    }

    private bool TakeSignal(int signal)
    {
        bool present = (State.Events[State.Running] >> signal & 1) != 0;
        State.Events[State.Running] &= ~(1u << signal);
        return present;
    }

    private bool IsState(int number)
    {
        uint used = (State.NnPut - State.NnGet) & 127;
        return number switch
        {
            0 => used <= (State.Enables >> 18 & 3),
            1 => 128 - used <= 32,
            _ => (State.InputStates >> number & 1) != 0,
        };
    }

    private void Apply(NaiveDelay write)
    {
        switch (write.Kind)
        {
            case NaiveDelayKind.LocalCsr:
                _csrs.Write(write.Number, write.Value, write.Context);
                break;
            case NaiveDelayKind.CrcRemainder:
                State.VisibleRemainder = write.Value;
                break;
            case NaiveDelayKind.CamPointer:
                bool shared = (State.Enables >> (16 + write.Number) & 1) != 0;
                State.Pointer[write.Number, shared ? NaiveState.Contexts : write.Context] = (int)write.Value;
                break;
            default:
                State.Neighbour[write.Number] = write.Value;
                break;
        }
    }

    private void Receive(MeDelivery delivery, uint[] data)
    {
        switch (delivery.Kind)
        {
            case MeDeliveryKind.Push:
                uint[] file = delivery.IsD ? State.DIn : State.SIn;
                for (int word = 0; word < data.Length; word++)
                {
                    file[(delivery.Register + word) & 127] = data[word];
                }

                State.Events[delivery.Context] |= delivery.SignalMask;
                break;
            case MeDeliveryKind.InputState:
                uint bit = 1u << (int)delivery.Argument;
                State.InputStates = data[0] != 0 ? State.InputStates | bit : State.InputStates & ~bit;
                break;
            default:
                throw new NotSupportedException($"{delivery.Kind}");
        }
    }
}
