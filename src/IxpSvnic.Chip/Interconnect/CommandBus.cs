using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>
/// The command bus of one cluster: one command per chassis cycle, round robin among its four microengines; a command whose
/// target's inlet is full waits and blocks only its own engine (IXP2800 HRM p35, p207, p230).
/// </summary>
public sealed class CommandBus : IEventTarget, IStateful, IStatisticsSource
{
    private readonly ChassisFabric _fabric;
    private readonly ICommandSource[] _sources;
    private readonly CommandRouter _router;
    private readonly int _cluster;
    private readonly short _id;
    private long _busyUntil;
    private long _scheduled = Ticks.Never;
    private long _grants;
    private long _held;
    private int _next;

    public CommandBus(ChassisFabric fabric, ICommandSource[] sources, CommandRouter router, int cluster)
    {
        _fabric = fabric;
        _sources = sources;
        _router = router;
        _cluster = cluster;
        _id = fabric.Events.Register(this);
    }

    /// <summary>Told of commands that name a unit the chip does not have: engine, address.</summary>
    public Action<MeCommand>? OnUnroutable { get; set; }

    /// <summary>A source has a new command at its head or behind it.</summary>
    public void OnArrival()
    {
        long now = _fabric.Events.Now;
        long at = _fabric.Timing.ChassisEdge(Math.Max(now, _busyUntil));
        if (at == now && _scheduled == Ticks.Never)
        {
            Arbitrate();
        }
        else
        {
            ScheduleAt(at);
        }
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        if (e.Time == _scheduled)
        {
            _scheduled = Ticks.Never;
            Arbitrate();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _busyUntil);
        visitor.Value(ref _scheduled);
        visitor.Value(ref _next);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _grants);
            visitor.Value(ref _held);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        sheet.Busy($"commandBus{_cluster}", _grants * _fabric.Timing.ChassisCycleTicks);
        sheet.Count($"commandBus{_cluster}.grants", _grants);
        sheet.Count($"commandBus{_cluster}.heldByFullTarget", _held);
    }

    private void Arbitrate()
    {
        long now = _fabric.Events.Now;
        long retry = Ticks.Never;
        for (int i = 0; i < _sources.Length; i++)
        {
            int index = _next + i;
            if (index >= _sources.Length)
            {
                index -= _sources.Length;
            }

            ICommandSource source = _sources[index];
            if (source.Waiting == 0)
            {
                continue;
            }

            ref readonly MeCommand head = ref source.Head;
            ICommandTarget? target = _router.Route(in head);
            if (target is null)
            {
                OnUnroutable?.Invoke(head);
                source.Grant(now);
                Occupy(index, now);
                return;
            }

            long free = target.InletFreeAt(_cluster, now);
            if (free > now)
            {
                _held++;
                retry = Math.Min(retry, free);
                continue;
            }

            int slot = _fabric.Pool.Add(in head);
            _fabric.Pool[slot].Granted = now;
            source.Grant(now);
            target.Accept(slot, now + _fabric.Timing.Cycles(_fabric.Timing.CommandTransitCycles));
            Occupy(index, now);
            return;
        }

        if (retry != Ticks.Never)
        {
            ScheduleAt(_fabric.Timing.ChassisEdge(retry));
        }
    }

    private void Occupy(int index, long now)
    {
        _grants++;
        _next = index + 1 == _sources.Length ? 0 : index + 1;
        _busyUntil = now + _fabric.Timing.ChassisCycleTicks;
        foreach (ICommandSource source in _sources)
        {
            if (source.Waiting > 0)
            {
                ScheduleAt(_busyUntil);
                return;
            }
        }
    }

    private void ScheduleAt(long time)
    {
        if (time < _scheduled)
        {
            _scheduled = time;
            _fabric.Events.Schedule(time, _id, 0);
        }
    }
}
