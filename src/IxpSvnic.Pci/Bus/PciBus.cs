using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Pci.Bus;

/// <summary>
/// A conventional PCI bus: one transaction at a time, round-robin arbiter with hidden arbitration, decode by address, 8
/// bytes a clock (4 to a 32-bit target). A transaction costs a fixed overhead, the target's wait states and its data
/// phases; one that moves nothing costs the overhead. *Not modelled:* parity, fast back-to-back, latency timers,
/// parking.
/// </summary>
public sealed class PciBus : IEventTarget, IStateful, IStatisticsSource
{
    private const int Grant = 0;
    private const int Data = 1;
    private const int End = 2;
    private const int MaxPorts = 16;

    private readonly EventQueue _events;
    private readonly FrameLedger _ledger;
    private readonly List<IPciInitiator> _initiators = [];
    private readonly List<string> _names = [];
    private readonly List<IPciTarget> _targets = [];
    private readonly List<int> _devices = [];
    private readonly PciPortStatistics[] _statistics = new PciPortStatistics[MaxPorts];
    private readonly short _id;
    private PciTransaction _current;
    private long _granted;
    private uint _requests;
    private int _owner = -1;
    private int _next;
    private int _moved;
    private PciOutcome _outcome;
    private bool _grantPending;

    public PciBus(string name, EventQueue events, FrameLedger ledger, PciTiming timing)
    {
        Name = name;
        _events = events;
        _ledger = ledger;
        Timing = timing;
        _id = events.Register(this);
    }

    public string Name { get; }

    public PciTiming Timing { get; }

    /// <summary>Transactions and clocks of one requester.</summary>
    public ref readonly PciPortStatistics this[int port] => ref _statistics[port];

    /// <summary>Connects a REQ#/GNT# pair; returns its number.</summary>
    public int AddInitiator(string name, IPciInitiator initiator)
    {
        if (_initiators.Count == MaxPorts)
        {
            throw new InvalidOperationException($"bus {Name} has {MaxPorts} request lines; {name} needs another");
        }

        _initiators.Add(initiator);
        _names.Add(name);
        return _initiators.Count - 1;
    }

    /// <summary>
    /// Connects a target; <paramref name="device"/> is the number of its IDSEL, -1 = no configuration space.
    /// </summary>
    public void AddTarget(IPciTarget target, int device = -1)
    {
        _targets.Add(target);
        _devices.Add(device);
    }

    /// <summary>Raises REQ#; the initiator's Begin is called when granted.</summary>
    public void Request(int port)
    {
        _requests |= 1u << port;
        if (_owner < 0)
        {
            ScheduleGrant();
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        switch (e.Kind)
        {
            case Grant:
                Arbitrate(e.Time);
                break;
            case Data:
                Decode(e.Time);
                break;
            default:
                Finish(e.Time);
                break;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section(Name);
        _current.Sync(visitor);
        visitor.Value(ref _granted);
        visitor.Value(ref _requests);
        visitor.Value(ref _owner);
        visitor.Value(ref _next);
        visitor.Value(ref _moved);
        visitor.Value(ref _outcome);
        visitor.Value(ref _grantPending);
        if (!visitor.IsHashing)
        {
            visitor.Block(_statistics);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        // A report may speak of a tick a little before the last event.
        long busy = _owner < 0 ? 0 : Math.Max(0, sheet.Now - _granted);
        for (int i = 0; i < _names.Count; i++)
        {
            ref readonly PciPortStatistics port = ref _statistics[i];
            string name = $"{Name}.{_names[i]}";
            long own = port.BusyTicks + (_owner == i ? busy : 0);
            sheet.Busy(name, own);
            sheet.Count($"{name}.transactions", port.Transactions);
            sheet.Count($"{name}.bytesWritten", port.BytesWritten);
            sheet.Count($"{name}.bytesRead", port.BytesRead);
            sheet.Count($"{name}.retries", port.Retries);
            sheet.Count($"{name}.disconnects", port.Disconnects);
            sheet.Count($"{name}.aborts", port.Aborts);
        }

        long total = busy;
        foreach (ref readonly PciPortStatistics port in _statistics.AsSpan())
        {
            total += port.BusyTicks;
        }

        sheet.Busy(Name, total);
    }

    // After everything else at its tick, so that all requests raised by then take part.
    private void ScheduleGrant()
    {
        if (!_grantPending)
        {
            _grantPending = true;
            _events.Schedule(Timing.Edge(_events.Now), _id, Grant, priority: 1);
        }
    }

    private void Arbitrate(long now)
    {
        _grantPending = false;
        while (_requests != 0)
        {
            int port = _next;
            while ((_requests & (1u << port)) == 0)
            {
                port = (port + 1) % MaxPorts;
            }

            _requests &= ~(1u << port);
            if (_initiators[port].Begin(port, ref _current))
            {
                _next = (port + 1) % MaxPorts;
                _owner = port;
                _granted = now;
                _events.Schedule(now + Timing.Clocks(Timing.OverheadClocks), _id, Data);
                return;
            }
        }
    }

    private void Decode(long now)
    {
        IPciTarget? target = FindTarget();
        PciResponse response = target is null
            ? new PciResponse(PciOutcome.MasterAbort)
            : target.Access(ref _current, now);
        _outcome = response.Outcome;
        if (_outcome != PciOutcome.Completed)
        {
            _moved = 0;
            Finish(now);
            return;
        }

        if (response.Bytes < 1 || response.Bytes > _current.Length)
        {
            throw new InvalidOperationException(
                $"bus {Name}: a target moves {response.Bytes} of {_current.Length} bytes at 0x{_current.Address:x8}");
        }

        _moved = response.Bytes;
        if (_current.Tag != 0)
        {
            if (!response.HandsOverTag)
            {
                _ledger.Hold(_current.Tag);
            }

            _ledger.Reach(_current.Tag, Hop.BusGranted, now, _current.Address);
        }

        int width = _current.Wide && !response.Narrow ? 8 : 4;
        long end = Timing.Edge(now + response.WaitTicks)
            + Timing.Clocks(PciTransaction.Phases(_current.Address, _moved, width));
        _initiators[_owner].OnDataStart(_owner, in _current, _moved, end);
        _events.Schedule(end, _id, End);
    }

    private void Finish(long now)
    {
        int port = _owner;
        Count(ref _statistics[port], now);
        _owner = -1;
        _initiators[port].OnComplete(port, in _current, _outcome, _moved);
        if (_outcome == PciOutcome.Completed)
        {
            _ledger.Release(_current.Tag, now);
        }

        if (_requests != 0)
        {
            ScheduleGrant();
        }
    }

    private void Count(ref PciPortStatistics statistics, long now)
    {
        statistics.Transactions++;
        statistics.BusyTicks += now - _granted;
        if (_current.IsWrite)
        {
            statistics.BytesWritten += _moved;
        }
        else
        {
            statistics.BytesRead += _moved;
        }

        switch (_outcome)
        {
            case PciOutcome.Retry:
                statistics.Retries++;
                break;
            case PciOutcome.Completed:
                statistics.Disconnects += _moved < _current.Length ? 1 : 0;
                break;
            default:
                statistics.Aborts++;
                break;
        }
    }

    private IPciTarget? FindTarget()
    {
        if (_current.IsConfiguration)
        {
            int index = _devices.IndexOf(_current.Device);
            return index < 0 ? null : _targets[index];
        }

        foreach (IPciTarget target in _targets)
        {
            if (target.Claims(in _current))
            {
                return target;
            }
        }

        return null;
    }
}
