using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The receive half of the MSF: SPI-3 bursts, one element each, round robin over the ports; RBUF with its free element and full
/// element FIFOs; the FIFO of waiting contexts and its time-out. Without a free element the ports are held off.
/// </summary>
internal sealed class ReceiveUnit : IEventTarget, IStateful, IStatisticsSource
{
    public const int Ports = 32;

    private const int NoPort = -1;
    private const int StatusWords = 2;

    private readonly ChassisFabric _fabric;
    private readonly MsfRegisters _registers;
    private readonly ISpi3Phy?[] _phys = new ISpi3Phy?[Ports];
    private readonly Spi3Bus _bus;
    private readonly MediaBuffer _buffer;
    private readonly RbufElementState[] _states = new RbufElementState[MediaBuffer.MaxElements];
    private readonly uint[] _status = new uint[MediaBuffer.MaxElements * StatusWords];
    private readonly bool[] _packetOpen = new bool[Ports];
    private readonly TimedFifo<byte> _free = new("msf.freeElements", MediaBuffer.MaxElements);
    private readonly TimedFifo<byte> _full = new("msf.fullElements", MediaBuffer.MaxElements);
    private readonly TimedFifo<ushort> _waiting;
    private readonly ElementOccupancy _occupancy = new("msf.rbuf");
    private readonly long _listDelayTicks;
    private readonly long _timeoutUnitTicks;
    private readonly short _id;
    private int _burstPort = NoPort;
    private int _burstElement;
    private int _nextPort;
    private int _epoch;
    private long _timerDue;
    private bool _timerRunning;
    private bool _timerExpired;
    private bool _timerScheduled;
    private ReceiveCounters _counters;

    public ReceiveUnit(ChassisFabric fabric, MsfTiming timing, MsfRegisters registers, Spi3Bus bus)
    {
        _fabric = fabric;
        _registers = registers;
        _bus = bus;
        _buffer = new MediaBuffer(fabric.Ledger);
        _waiting = new TimedFifo<ushort>("msf.rxThreadFreelist", 64);
        Ixp2400Timing chip = fabric.Timing;
        _listDelayTicks = Math.Max(
            0,
            chip.Cycles(timing.RxStatusLatencyCycles - chip.PushTransitCycles) - (StatusWords * chip.ChassisCycleTicks));
        _timeoutUnitTicks = chip.Cycles(timing.FreelistTimeoutUnitCycles);
        _id = fabric.Events.Register(this);
    }

    private enum Kind
    {
        BurstEnd,
        ElementListed,
        Timeout,
    }

    public MediaBuffer Buffer => _buffer;

    private int ElementCount => MediaBuffer.Bytes >> _registers.RbufShift;

    public void Attach(int address, ISpi3Phy phy)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)address, (uint)Ports);
        _phys[address] = _phys[address] is null
            ? phy
            : throw new ArgumentException($"SPI-3 address {address} is taken", nameof(address));
    }

    /// <summary>Starts a burst if the bus is idle, a port has data and an element is free.</summary>
    public void TryStart()
    {
        if (_burstPort != NoPort || _free.IsEmpty || !_registers.ReceiveEnabled)
        {
            return;
        }

        int size = 1 << _registers.RbufShift;
        int ports = _registers.LastReceivePort + 1;
        for (int i = 0; i < ports; i++)
        {
            int port = (_nextPort + i) % ports;
            int bytes = _phys[port]?.ReceiveAvailable(size) ?? 0;
            if (bytes > 0)
            {
                Start(port, bytes);
                return;
            }
        }

    }

    /// <summary>A write to RBUF_ELEMENT_DONE.</summary>
    public void Free(int element)
    {
        long now = _fabric.Events.Now;
        if (element >= ElementCount || _states[element] != RbufElementState.Software)
        {
            _counters.BadDones++;
            return;
        }

        _states[element] = RbufElementState.Free;
        _occupancy.Leave(element, now);
        _buffer.SetTag(element, 0, now);
        _free.TryEnqueue(now, (byte)element);
        TryStart();
    }

    /// <summary>A write to RX_THREAD_FREELIST_0.</summary>
    public void AddThread(uint written)
    {
        if ((written & FreelistEntry.ReservedBits) != 0)
        {
            _counters.BadThreads++;
        }

        if (!_waiting.TryEnqueue(_fabric.Events.Now, (ushort)written))
        {
            _counters.FreelistOverflows++;
            return;
        }

        TryPush();
    }

    /// <summary>A write to RX_THREAD_FREELIST_TIMEOUT_0: loads and enables, or with 0 disables.</summary>
    public void SetTimeout()
    {
        _timerRunning = _registers.FreelistTimeout.Value != 0;
        _timerExpired = false;
        RestartTimer();
    }

    /// <summary>Another element size: the numbering changes, so software owns all elements again (A9).</summary>
    public void OnElementSizeChanged() => Clear();

    public void Reset()
    {
        Clear();
        while (_waiting.TryDequeue(_fabric.Events.Now, out _))
        {
        }

        _timerRunning = false;
        _timerExpired = false;
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        switch ((Kind)e.Kind)
        {
            case Kind.Timeout:
                _timerScheduled = false;
                OnTimer();
                break;
            case Kind.BurstEnd when e.B == _epoch:
                OnBurstEnd((int)e.A);
                break;
            case Kind.ElementListed when e.B == _epoch:
                _full.TryEnqueue(e.Time, (byte)e.A);
                TryPush();
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("msf.receive");
        visitor.Visit(_bus);
        visitor.Visit(_buffer);
        visitor.Block(_states);
        visitor.Block(_status);
        visitor.Block(_packetOpen);
        visitor.Visit(_free);
        visitor.Visit(_full);
        visitor.Visit(_waiting);
        visitor.Visit(_occupancy);
        visitor.Value(ref _burstPort);
        visitor.Value(ref _burstElement);
        visitor.Value(ref _nextPort);
        visitor.Value(ref _epoch);
        visitor.Value(ref _timerDue);
        visitor.Value(ref _timerRunning);
        visitor.Value(ref _timerExpired);
        visitor.Value(ref _timerScheduled);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _counters);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _occupancy.Capacity = ElementCount;
        sheet.Queue(_occupancy);
        sheet.Queue(_free);
        sheet.Queue(_full);
        sheet.Queue(_waiting);
        sheet.Busy("msf.spi3Receive", _bus.BusyTicks);
        sheet.Count("msf.rx.mpackets", _counters.Mpackets);
        sheet.Count("msf.rx.packets", _counters.Packets);
        sheet.Count("msf.rx.bytes", _counters.Bytes);
        sheet.Count("msf.rx.statusPushes", _counters.StatusPushes);
        sheet.Count("msf.rx.nullPushes", _counters.NullPushes);
        sheet.Count("msf.rx.freelistOverflows", _counters.FreelistOverflows);
        sheet.Count("msf.rx.badFreelistEntries", _counters.BadThreads);
        sheet.Count("msf.rx.badElementDones", _counters.BadDones);
        sheet.Count("msf.rx.startErrors", _counters.StartErrors);
    }

    private void Start(int port, int bytes)
    {
        long now = _fabric.Events.Now;
        _free.TryDequeue(now, out byte element);
        _states[element] = RbufElementState.Hardware;
        _occupancy.Enter(element, now);
        _burstPort = port;
        _burstElement = element;
        _nextPort = port + 1;
        _fabric.Events.Schedule(_bus.Transfer(now, bytes), _id, (int)Kind.BurstEnd, port, _epoch);
    }

    private void OnBurstEnd(int port)
    {
        long now = _fabric.Events.Now;
        int element = _burstElement;
        int shift = _registers.RbufShift;
        int offset = element << shift;
        Span<byte> space = stackalloc byte[MediaBuffer.MaxElementBytes];
        int bytes = _phys[port]!.Receive(space[..(1 << shift)], out Spi3Burst burst);
        ReadOnlySpan<byte> data = space[..bytes];
        _buffer.Store(offset, data);
        _buffer.SetTag(element, burst.Tag, now);
        uint errors = burst.Error && burst.End ? RbufStatus.ReceiveError : 0;
        if (burst.Start == _packetOpen[port])
        {
            errors |= RbufStatus.StartError;
            _counters.StartErrors++;
        }

        _packetOpen[port] = !burst.End;
        _status[element * StatusWords] = RbufStatus.Word(offset, bytes, burst.Start, burst.End, errors, port);
        _status[(element * StatusWords) + 1] = RbufStatus.Checksum(data);
        _counters.Mpackets++;
        _counters.Bytes += bytes;
        _counters.Packets += burst.End ? 1 : 0;
        if (burst.Start)
        {
            _fabric.Ledger.Reach(burst.Tag, Hop.RbufElement, now, offset);
        }

        long listed = _fabric.Timing.ChassisEdge(now) + _listDelayTicks;
        _fabric.Events.Schedule(listed, _id, (int)Kind.ElementListed, element, _epoch);
        _burstPort = NoPort;
        TryStart();
    }

    private void TryPush()
    {
        while (!_full.IsEmpty && !_waiting.IsEmpty)
        {
            _full.TryDequeue(_fabric.Events.Now, out byte element);
            _states[element] = RbufElementState.Software;
            _counters.StatusPushes++;
            Push(_status.AsSpan(element * StatusWords, StatusWords));
        }

        if (_timerExpired && !_waiting.IsEmpty)
        {
            PushNull();
        }
    }

    private void PushNull()
    {
        _timerExpired = false;
        _counters.NullPushes++;
        Push([RbufStatus.Null, 0]);
    }

    private void Push(ReadOnlySpan<uint> status)
    {
        _waiting.TryDequeue(_fabric.Events.Now, out ushort word);
        FreelistEntry entry = new(word);
        MeCommand command = new()
        {
            Me = entry.Me,
            DestMe = entry.Me,
            DestContext = entry.Context,
            Register = entry.AbsoluteRegister,
        };
        _fabric.PushS(in command, status, entry.SignalMask);
        _timerExpired = false;
        RestartTimer();
    }

    // A single pending event follows the deadline, which every push moves.
    private void RestartTimer()
    {
        if (!_timerRunning)
        {
            return;
        }

        _timerDue = _fabric.Events.Now + (_registers.FreelistTimeout.Value * _timeoutUnitTicks);
        if (!_timerScheduled)
        {
            _timerScheduled = true;
            _fabric.Events.Schedule(_timerDue, _id, (int)Kind.Timeout);
        }
    }

    private void OnTimer()
    {
        if (!_timerRunning || _timerExpired)
        {
            return;
        }

        if (_fabric.Events.Now < _timerDue)
        {
            _timerScheduled = true;
            _fabric.Events.Schedule(_timerDue, _id, (int)Kind.Timeout);
        }
        else if (_waiting.IsEmpty)
        {
            _timerExpired = true;
        }
        else
        {
            PushNull();
        }
    }

    private void Clear()
    {
        long now = _fabric.Events.Now;
        _epoch++;
        _burstPort = NoPort;
        while (_free.TryDequeue(now, out _))
        {
        }

        while (_full.TryDequeue(now, out _))
        {
        }

        Array.Clear(_states);
        Array.Clear(_packetOpen);
        _occupancy.LeaveAll(now);
        _buffer.ReleaseAll(now);
    }
}
