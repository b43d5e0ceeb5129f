using System.Buffers.Binary;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>
/// The hypervisor's end of the management calls: argument block into the card's DRAM, command, address and length into the
/// mailboxes, doorbell; on the interrupt the status, then the answer. One call at a time, all by PCI accesses of the processor.
/// The windows it uses are mapped into no guest. Protocol: firmware/xscale/README.md.
/// </summary>
public sealed class ManagementClient : IHostCpuClient, IEventTarget, IStateful
{
    /// <summary>Bit of the 21555's primary IRQ register that announces an answer.</summary>
    public const uint InterruptBit = 0x100;

    private const uint Scratchpad = 0xa8;
    private const uint Mailbox = 0xfe050;
    private const uint Doorbell = 0xfe060;
    private const uint Ready = 0x5356_4e43;
    private const uint FailureMask = 0xf000_0000;
    private const uint FailureMark = 0xe000_0000;
    private const uint AnswerOffset = 0x80;
    private const int AnswerLimit = 1024;
    private const int WriteEvent = 0;
    private const int PollEvent = 1;
    private const int TimeoutEvent = 2;
    private const int WriteSteps = 5;
    private const int QueueLimit = 256;

    private static readonly string[] _failures =
    [
        "", "no bundle in flash", "a bundle of another version", "a damaged bundle", "an impossible ring size in the layout",
        "a microengine that does not run its prologue", "a fault of the core",
    ];

    private readonly EventQueue _events;
    private readonly short _target;
    private readonly IHostCpuPort _port;
    private readonly BusPlan _plan;
    private readonly HypervisorParameters _parameters;
    private readonly IManagementListener _listener;
    private readonly ManagementCall[] _calls = new ManagementCall[QueueLimit];
    private readonly uint[] _answer = new uint[AnswerLimit];
    private ManagementStage _stage;
    private int _first;
    private int _count;
    private int _step;
    private int _answered;
    private uint _block;
    private ushort _sequence;
    private bool _signalled;
    private long _sentAt;
    private long _deadline;

    public ManagementClient(
        EventQueue events, IHostCpuPort port, BusPlan plan, HypervisorParameters parameters, IManagementListener listener)
    {
        _events = events;
        _target = events.Register(this);
        _port = port;
        port.AddClient(this);
        _plan = plan;
        _parameters = parameters;
        _listener = listener;
    }

    /// <summary>The device takes calls and none is under way.</summary>
    public bool IsIdle => _stage == ManagementStage.Idle && _count == 0;

    /// <summary>Waits for the control plane to come up.</summary>
    public void Start()
    {
        _stage = ManagementStage.AwaitingReady;
        SetDeadline(_parameters.BootTimeoutNs);
        Poll();
    }

    /// <summary>Queues a call.</summary>
    public void Submit(ManagementCall call)
    {
        if (_count == QueueLimit)
        {
            throw new InvalidOperationException($"{QueueLimit} management calls wait already");
        }

        _sequence++;
        call.Sequence = _sequence;
        _calls[(_first + _count) % QueueLimit] = call;
        _count++;
        Begin();
    }

    /// <summary>The device raised the management bit.</summary>
    public void OnInterrupt()
    {
        switch (_stage)
        {
            case ManagementStage.AwaitingReady:
                _stage = ManagementStage.ReadingState;
                _port.StartRead(_plan.CsrBusAddress + Scratchpad, this, 0);
                break;
            case ManagementStage.AwaitingReply:
                _stage = ManagementStage.ReadingStatus;
                _port.StartRead(_plan.ChipCsrBusAddress + Mailbox + 12, this, 0);
                break;
            default:
                // A read that was under way may have been too early.
                _signalled = true;
                break;
        }
    }

    /// <inheritdoc/>
    void IHostCpuClient.OnReadComplete(long cookie, uint value)
    {
        switch (_stage)
        {
            case ManagementStage.ReadingState:
                OnState(value);
                break;
            case ManagementStage.ReadingBlockAddress:
                _block = value;
                _stage = ManagementStage.Idle;
                _deadline = Ticks.Never;
                _listener.OnReady();
                Begin();
                break;
            case ManagementStage.ReadingStatus:
                OnStatus(value);
                break;
            case ManagementStage.ReadingAnswer:
                OnAnswer(BinaryPrimitives.ReverseEndianness(value));
                break;
        }
    }

    /// <inheritdoc/>
    void IEventTarget.Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case WriteEvent:
                Write();
                break;
            case PollEvent:
                Poll();
                break;
            case TimeoutEvent when e.Time == _deadline:
                OnTimeout();
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.management");
        visitor.Value(ref _stage);
        visitor.Value(ref _count);
        visitor.Value(ref _step);
        visitor.Value(ref _answered);
        visitor.Value(ref _block);
        visitor.Value(ref _sequence);
        visitor.Value(ref _signalled);
        visitor.Value(ref _sentAt);
        visitor.Value(ref _deadline);
        for (int i = 0; i < _count; i++)
        {
            visitor.Value(ref _calls[(_first + i) % QueueLimit]);
        }

        for (int i = 0; i < _answered; i++)
        {
            visitor.Value(ref _answer[i]);
        }
    }

    // Without a reply bit of its own the device is looked at from time to time.
    private void Poll()
    {
        if (_parameters.HasManagementBit || _stage == ManagementStage.Failed)
        {
            return;
        }

        if (_stage is ManagementStage.AwaitingReady or ManagementStage.AwaitingReply)
        {
            OnInterrupt();
        }

        _events.Schedule(_events.Now + Ticks.FromNanoseconds(_parameters.ManagementPollNs), _target, PollEvent);
    }

    private void Begin()
    {
        if (_stage == ManagementStage.Idle && _count > 0)
        {
            _stage = ManagementStage.Writing;
            _step = 0;
            _sentAt = _events.Now;
            _signalled = false;
            SetDeadline(_parameters.ManagementTimeoutNs);
            Write();
        }
    }

    // Block, three mailboxes, doorbell: the bridge keeps the order of posted writes.
    private void Write()
    {
        while (_step < WriteSteps)
        {
            if (!Post(_step))
            {
                _events.Schedule(Math.Max(_port.RoomAt, _events.Now + 1), _target, WriteEvent);
                return;
            }

            _step++;
        }

        _stage = ManagementStage.AwaitingReply;
        if (_signalled)
        {
            _signalled = false;
            OnInterrupt();
        }
    }

    private bool Post(int step)
    {
        ref ManagementCall call = ref _calls[_first];
        Span<byte> bytes = stackalloc byte[4 * ManagementWords.Count];
        if (step == 0)
        {
            for (int i = 0; i < ManagementWords.Count; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes[(4 * i)..], call.Arguments[i]);
            }

            return _port.TryPostWrite(_plan.DramBusAddress + _block, bytes, 0);
        }

        (uint register, uint value) = step switch
        {
            1 => (Mailbox, ((uint)call.Sequence << 16) | (uint)call.Command),
            2 => (Mailbox + 4, _block + call.Displacement),
            3 => (Mailbox + 8, (uint)call.Bytes),
            _ => (Doorbell, 1u),
        };
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return _port.TryPostWrite(_plan.ChipCsrBusAddress + register, bytes[..4], 0);
    }

    private void OnState(uint state)
    {
        if (state == Ready)
        {
            _stage = ManagementStage.ReadingBlockAddress;
            _port.StartRead(_plan.CsrBusAddress + Scratchpad + 4, this, 0);
        }
        else if ((state & FailureMask) == FailureMark)
        {
            uint code = state & 0xff;
            Fail($"the control plane stopped at boot: {(code < _failures.Length ? _failures[code] : $"code {code}")}");
        }
        else
        {
            _stage = ManagementStage.AwaitingReady;
            if (_signalled)
            {
                _signalled = false;
                OnInterrupt();
            }
        }
    }

    private void OnStatus(uint status)
    {
        if (status >> 16 != _calls[_first].Sequence)
        {
            _stage = ManagementStage.AwaitingReply;
            if (_signalled)
            {
                _signalled = false;
                OnInterrupt();
            }

            return;
        }

        _answered = 0;
        if ((ManagementStatus)(status & 0xffff) != ManagementStatus.Ok)
        {
            Finish((ManagementStatus)(status & 0xffff));
            return;
        }

        _stage = ManagementStage.ReadingAnswer;
        ReadAnswerWord();
    }

    // The first word says how many follow.
    private void OnAnswer(uint word)
    {
        _answer[_answered++] = word;
        if (_answered <= Math.Min(_answer[0], AnswerLimit - 1))
        {
            ReadAnswerWord();
        }
        else
        {
            Finish(ManagementStatus.Ok);
        }
    }

    private void ReadAnswerWord() =>
        _port.StartRead(_plan.DramBusAddress + _block + AnswerOffset + (4 * (uint)_answered), this, 0);

    private void Finish(ManagementStatus status)
    {
        ManagementCall call = _calls[_first];
        _first = (_first + 1) % QueueLimit;
        _count--;
        _deadline = Ticks.Never;
        _stage = ManagementStage.Idle;
        uint[] answer = _answered > 1 ? _answer[1.._answered] : [];
        _answered = 0;
        _listener.OnReply(new ManagementReply(call.Command, call.Vif, status, answer, _sentAt, _events.Now));
        Begin();
    }

    private void SetDeadline(long nanoseconds)
    {
        _deadline = _events.Now + Ticks.FromNanoseconds(nanoseconds);
        _events.Schedule(_deadline, _target, TimeoutEvent);
    }

    private void OnTimeout()
    {
        if (_stage is ManagementStage.AwaitingReady or ManagementStage.ReadingState or ManagementStage.ReadingBlockAddress)
        {
            Fail($"the control plane was not ready after {_parameters.BootTimeoutNs / 1_000_000} ms"
                + " (hypervisor.bootTimeoutNs)");
        }
        else
        {
            Finish(ManagementStatus.NoAnswer);
        }
    }

    private void Fail(string reason)
    {
        _stage = ManagementStage.Failed;
        _deadline = Ticks.Never;
        _listener.OnBootFailure(reason);
    }
}
