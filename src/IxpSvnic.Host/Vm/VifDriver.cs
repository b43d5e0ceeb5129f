using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// A guest's network driver. It touches its receive area, its window onto the send area and its interrupt, nothing
/// else. A round: mask both signals, drain the ring, unmask what is waited for, read the mask back (the unmask is a
/// posted write), look once more, sleep. The ring index, never the signal, says whether a message is there.
/// <para>Not modelled: the guest's stack and scheduler; their cost has its place in <see cref="GuestCosts"/>.</para>
/// </summary>
public sealed class VifDriver
    : IEventTarget, IHostCpuClient, IGuestPort, IVirtualInterruptTarget, IStateful, IStatisticsSource
{
    private const int RunEvent = 1;
    private const int PollEvent = 2;
    private const int WatchdogEvent = 3;

    private readonly EventQueue _events;
    private readonly short _target;
    private readonly VifLayout _layout;
    private readonly ReceiveQueue _receive;
    private readonly SendQueue _send;
    private readonly DeviceWindow _window;
    private readonly GuestParameters _parameters;
    private readonly GuestCosts _costs;
    private DriverState _state;
    private DriverCounts _counts;
    private uint _reported;
    private bool _running;

    public VifDriver(
        EventQueue events,
        VifLayout layout,
        GuestMemory receive,
        IHostCpuPort port,
        FrameLedger ledger,
        GuestParameters parameters,
        GuestCosts costs,
        IGuestApplication application)
    {
        _events = events;
        _target = events.Register(this);
        port.AddClient(this);
        _layout = layout;
        _window = new DeviceWindow(port, layout.SendBusAddress, (layout.SendSlotBytes / PostedLine.MaxBytes) + 8);
        _receive = new ReceiveQueue(layout, receive, ledger);
        _send = new SendQueue(layout, _window, ledger);
        _parameters = parameters;
        _costs = costs;
        Application = application;
        _state.RunAt = Ticks.Never;
        _state.WatchdogAt = Ticks.Never;
    }

    public IGuestTap? Tap { get; set; }

    public IGuestApplication Application { get; }

    public int Vif => _layout.Vif;

    public ulong Mac => _layout.Mac;

    public ref readonly DriverCounts Counts => ref _counts;

    /// <summary>Messages in the receive ring that wait for the guest.</summary>
    public uint Waiting => _receive.Waiting;

    /// <summary>Nothing to do until a signal, a poll or the application.</summary>
    public bool IsAsleep => _state.Step == DriverStep.Sleeping && _window.IsEmpty;

    /// <summary>Is told when the driver has let go of its window.</summary>
    public IDriverOwner? Owner { get; set; }

    /// <inheritdoc/>
    public bool CanSend => !_state.Closing && _window.IsEmpty && _send.HasRoom(_receive.SendConsumer);

    private bool Polls => _parameters.Receive == ReceiveMode.Poll;

    private uint WantedMasks => (_state.WantSend ? 0 : QueueLayout.SendSignal)
        | (_state.ReceiveBlocked ? QueueLayout.ReceiveSignal : 0);

    /// <summary>Opens the VIF: indices to zero, signals masked, then a first round.</summary>
    public void Start()
    {
        _window.WriteWord(QueueLayout.SendProducer, 0);
        _window.WriteWord(QueueLayout.ReceiveConsumer, 0);
        _state.Step = DriverStep.Masking;
        if (Polls)
        {
            _events.Schedule(_events.Now + Ticks.FromNanoseconds(_parameters.PollPeriodNs), _target, PollEvent);
        }

        ScheduleRun(_events.Now);
        Application.Start(this);
    }

    /// <summary>Sends nothing more; the owner is told when what was written has left.</summary>
    public void Close()
    {
        _state.Closing = true;
        _state.WantSend = false;
        ScheduleRun(_events.Now);
    }

    /// <summary>The device is done with the VIF: what lies in its queues is gone.</summary>
    public void Abandon()
    {
        _send.Reset(_events.Now);
        _receive.Reset(_events.Now);
        _reported = 0;
        _state = default;
        _state.RunAt = Ticks.Never;
        _state.WatchdogAt = Ticks.Never;
        _state.Step = DriverStep.Closed;
    }

    /// <inheritdoc/>
    public bool OnVirtualInterrupt()
    {
        _counts.Interrupts++;
        _receive.NoteInterrupt(_events.Now);
        if (_state.Step != DriverStep.Sleeping)
        {
            _counts.Coalesced++;
            _state.NotifiedAgain = true;
            return false;
        }

        _state.Step = DriverStep.Masking;
        _state.NothingFound = true;
        Spend(Ticks.FromNanoseconds(_costs.WakeNs));
        ScheduleRun(_state.BusyUntil);
        return true;
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame, long inputIndex = -1)
    {
        if (frame.Length < QueueLayout.MinFrame || frame.Length > _send.MaxFrame)
        {
            throw new ArgumentOutOfRangeException(
                nameof(frame),
                $"a frame of {frame.Length} bytes does not fit a slot for {QueueLayout.MinFrame} to {_send.MaxFrame}");
        }

        if (_state.Closing || _state.Step == DriverStep.Closed)
        {
            return false;
        }

        Reap();
        bool room = CanSend;
        if (room)
        {
            Tap?.OnFrame(frame, Vif, GuestDirection.Send, _events.Now);
            _send.Put(frame, _events.Now, inputIndex);
            _counts.Sent++;
            _counts.SentBytes += frame.Length;
            Spend(_costs.SendTicks(frame.Length));
        }
        else
        {
            _counts.SendFull += _window.IsEmpty ? 1 : 0;
            WaitForRoom();
        }

        if (!_running)
        {
            Run();
        }

        return room;
    }

    /// <inheritdoc/>
    void IEventTarget.Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case RunEvent when e.Time == _state.RunAt:
                _state.RunAt = Ticks.Never;
                Run();
                break;
            case PollEvent:
                Poll();
                break;
            case WatchdogEvent when e.Time == _state.WatchdogAt:
                _state.WatchdogAt = Ticks.Never;
                LookForRoom();
                break;
        }
    }

    /// <inheritdoc/>
    void IHostCpuClient.OnReadComplete(long cookie, uint value)
    {
        if (_state.Step == DriverStep.AwaitingReadBack)
        {
            _state.Step = DriverStep.LookingAgain;
            Run();
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet) => _counts.Report(sheet, $"vif{Vif}.guest");

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section($"vif{Vif}.driver");
        visitor.Value(ref _state);
        visitor.Value(ref _reported);
        visitor.Visit(_window);
        visitor.Visit(_receive);
        visitor.Visit(_send);
        visitor.Visit(Application);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _counts);
        }
    }

    private void Run()
    {
        _running = true;
        while (Step())
        {
        }

        _running = false;
    }

    // One step of the round; false when the guest waits for something.
    private bool Step()
    {
        if (!_window.Flush())
        {
            ScheduleRun(Math.Max(_window.RoomAt, _events.Now + 1));
            return false;
        }

        if (_state.Closing && _state.Step != DriverStep.Closed)
        {
            _state.Step = DriverStep.Closed;
            Owner?.OnDriverClosed(Vif);
            return false;
        }

        if (_events.Now < _state.BusyUntil)
        {
            ScheduleRun(_state.BusyUntil);
            return false;
        }

        switch (_state.Step)
        {
            case DriverStep.Masking:
                _state.NotifiedAgain = false;
                SetMasks(QueueLayout.SendSignal | QueueLayout.ReceiveSignal);
                _state.Step = DriverStep.Draining;
                return true;
            case DriverStep.Draining:
                return Drain();
            case DriverStep.Unmasking:
                SetMasks(WantedMasks);
                _state.Step = _parameters.UnmaskReadBack ? DriverStep.ReadingBack : DriverStep.LookingAgain;
                return true;
            case DriverStep.ReadingBack:
                _state.Step = DriverStep.AwaitingReadBack;
                _window.StartRead(QueueLayout.Masks, this, 0);
                return false;
            case DriverStep.LookingAgain:
                bool late = HasWork();
                _counts.FoundLate += late ? 1 : 0;
                _state.Step = late || _state.NotifiedAgain ? DriverStep.Masking : DriverStep.Sleeping;
                return true;
            case DriverStep.Sleeping:
                return OfferRoom() || UnmaskWanted();
            default:
                return false;
        }
    }

    private bool Drain()
    {
        Reap();
        if (ReceiveOne())
        {
            _state.NothingFound = false;
            if (_receive.Consumer - _reported >= _parameters.ConsumerBatch)
            {
                ReportConsumer();
            }

            return true;
        }

        if (_receive.Consumer != _reported)
        {
            ReportConsumer();
            return true;
        }

        if (OfferRoom())
        {
            _state.NothingFound = false;
            return true;
        }

        _counts.Spurious += _state.NothingFound ? 1 : 0;
        _state.NothingFound = false;
        _state.Step = Polls ? DriverStep.Sleeping : DriverStep.Unmasking;
        return true;
    }

    private bool ReceiveOne()
    {
        if (_receive.Waiting == 0 || _state.ReceiveBlocked)
        {
            return false;
        }

        if (!Application.IsReady(this))
        {
            _state.ReceiveBlocked = true;
            WaitForRoom();
            return false;
        }

        long now = _events.Now;
        switch (_receive.Take(now))
        {
            case SlotOutcome.Empty:
                _counts.RingErrors++;
                return false;
            case SlotOutcome.Rejected:
                _counts.Rejected++;
                return true;
            default:
                ReadOnlySpan<byte> frame = _receive.Frame;
                _counts.Received++;
                _counts.ReceivedBytes += frame.Length;
                Spend(_costs.ReceiveTicks(frame.Length));
                Tap?.OnFrame(frame, Vif, GuestDirection.Receive, now);
                Application.Receive(frame, this, now);
                return true;
        }
    }

    private void ReportConsumer()
    {
        _reported = _receive.Consumer;
        _window.WriteWord(QueueLayout.ReceiveConsumer, _reported);
    }

    private void SetMasks(uint masks)
    {
        if (masks != _state.Masks)
        {
            _state.Masks = (byte)masks;
            _window.WriteWord(QueueLayout.Masks, masks);
        }
    }

    private bool HasWork()
    {
        uint waiting = _receive.Waiting;
        return (waiting != 0 && waiting <= (uint)_layout.ReceiveSlots && !_state.ReceiveBlocked)
            || (_state.WantSend && CanSend);
    }

    // Tells a waiting application that it can send again.
    private bool OfferRoom()
    {
        Reap();
        if (!_state.WantSend || !CanSend)
        {
            return false;
        }

        bool blocked = _state.ReceiveBlocked;
        _state.WantSend = false;
        _state.ReceiveBlocked = false;
        Application.OnSendReady(this, _events.Now);
        if (blocked && _state.Step == DriverStep.Sleeping)
        {
            _state.Step = DriverStep.Masking;
        }

        return true;
    }

    // A guest must not sleep with a signal masked that it waits for.
    private bool UnmaskWanted()
    {
        if (Polls || (_state.Masks & ~WantedMasks) == 0)
        {
            return false;
        }

        _state.Step = DriverStep.Unmasking;
        return true;
    }

    private void WaitForRoom()
    {
        _state.WantSend = true;
        if (_parameters.SendWatchdogNs > 0 && _state.WatchdogAt == Ticks.Never)
        {
            _state.WatchdogAt = _events.Now + Ticks.FromNanoseconds(_parameters.SendWatchdogNs);
            _events.Schedule(_state.WatchdogAt, _target, WatchdogEvent);
        }
    }

    private void LookForRoom()
    {
        if (_state.WantSend && _state.Step == DriverStep.Sleeping && CanSend)
        {
            _counts.WatchdogRescues++;
            _state.Step = DriverStep.Masking;
            Run();
        }

        if (_state.WantSend)
        {
            WaitForRoom();
        }
    }

    private void Poll()
    {
        if (_state.Step == DriverStep.Closed)
        {
            return;
        }

        _counts.Polls++;
        _events.Schedule(_events.Now + Ticks.FromNanoseconds(_parameters.PollPeriodNs), _target, PollEvent);
        if (_state.Step == DriverStep.Sleeping)
        {
            _state.Step = DriverStep.Draining;
            Run();
        }
    }

    private void Reap()
    {
        if (!_send.Reap(_receive.SendConsumer, _events.Now))
        {
            _counts.RingErrors++;
        }
    }

    private void Spend(long ticks) => _state.BusyUntil = Math.Max(_state.BusyUntil, _events.Now) + ticks;

    private void ScheduleRun(long time)
    {
        if (time < _state.RunAt)
        {
            _state.RunAt = time;
            _events.Schedule(time, _target, RunEvent);
        }
    }
}
