using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Sim.Kernel;

/// <summary>
/// Runs the world's events and the cores in exact look-ahead windows. With inbound latency I (least time from a world event to
/// a core) and outbound latency O (least time from a core's request to the world) cores may run to world + I and the world
/// to the slowest core + O; nothing can reach either side earlier, so the result is the same for every window up to O + I.
/// Requests of cores at the same tick are served before events, in the order of the cores.
/// </summary>
public sealed class LookAheadKernel : IStateful
{
    private readonly EventQueue _events;
    private readonly IRunAhead[] _cores;
    private readonly long[] _requests;
    private readonly long _inbound;
    private readonly long _outbound;
    private long _stopAt = Ticks.Never;

    /// <summary>Wires the kernel; <paramref name="windowTicks"/> 0 means the longest exact window.</summary>
    public LookAheadKernel(EventQueue events, IRunAhead[] cores, long inboundTicks, long outboundTicks, long windowTicks = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inboundTicks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outboundTicks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(windowTicks);
        _events = events;
        _cores = cores;
        _requests = new long[cores.Length];
        MaxWindow = inboundTicks + outboundTicks;
        Window = windowTicks == 0 ? MaxWindow : Math.Min(windowTicks, MaxWindow);
        _outbound = Math.Min(outboundTicks, Window);
        _inbound = Window - _outbound;
    }

    /// <summary>Longest exact window in ticks.</summary>
    public long MaxWindow { get; }

    /// <summary>Window in use, in ticks.</summary>
    public long Window { get; }

    /// <summary>
    /// Cores reach each other directly no faster than this (next-neighbour registers): they run in steps of that length.
    /// Never = they do not reach each other.
    /// </summary>
    public long CoupledTicks { get; set; } = Ticks.Never;

    /// <summary>All events before this tick have been handled.</summary>
    public long WorldTime { get; private set; }

    /// <summary>Tick of the event that asked to stop, or Never.</summary>
    public long StoppedAt => _stopAt;

    /// <summary>Called by a model at its own event's time: the run ends here. The first call counts.</summary>
    public void RequestStop()
    {
        if (_stopAt == Ticks.Never)
        {
            _stopAt = _events.Now;
        }
    }

    /// <summary>Forgets a stop, to run on.</summary>
    public void ClearStop() => _stopAt = Ticks.Never;

    /// <summary>The last <see cref="RunTo"/> was left early by a pause.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>
    /// Called by a core that stands still in the middle of its time: <see cref="RunTo"/> returns with this window. No state changes, so
    /// that running on, when the core can, gives the history that there would have been without the pause.
    /// </summary>
    public void RequestPause() => IsPaused = true;

    /// <summary>
    /// Runs until everything before <paramref name="limit"/> has happened, or a stop or pause; true when stopped.
    /// </summary>
    public bool RunTo(long limit)
    {
        IsPaused = false;
        while (WorldTime < limit && _stopAt == Ticks.Never && !IsPaused)
        {
            SkipIdle(limit);
            if (RunAlone(limit))
            {
                continue;
            }

            RunCores(Math.Min(WorldTime + _inbound, limit));
            RunWorld(Math.Min(SlowestCore() + _outbound, limit));
        }

        if (_stopAt == Ticks.Never && !IsPaused)
        {
            RunCores(limit);
            _events.AdvanceTo(limit);
        }

        return _stopAt != Ticks.Never;
    }

    /// <summary>
    /// After a stop at T: brings world and cores to exactly T + <see cref="MaxWindow"/>, a state that does not depend on
    /// the window in use.
    /// </summary>
    public void Settle()
    {
        long end = _stopAt + MaxWindow;
        long stop = _stopAt;
        while (WorldTime < end)
        {
            RunCores(Math.Min(WorldTime + _inbound, end));
            RunWorld(Math.Min(SlowestCore() + _outbound, end));
        }

        RunCores(end);
        _events.AdvanceTo(end);
        _stopAt = stop;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        long world = WorldTime;
        visitor.Value(ref world);
        WorldTime = world;
        visitor.Value(ref _stopAt);
    }

    private long SlowestCore()
    {
        long slowest = Ticks.Never;
        foreach (IRunAhead core in _cores)
        {
            slowest = Math.Min(slowest, core.LocalTime);
        }

        return slowest == Ticks.Never ? WorldTime : slowest;
    }

    private void SkipIdle(long limit)
    {
        long next = Math.Min(_events.NextTime(), limit);
        foreach (IRunAhead core in _cores)
        {
            next = Math.Min(next, Math.Min(core.NextActivity, core.NextRequest));
        }

        if (next > WorldTime)
        {
            foreach (IRunAhead core in _cores)
            {
                if (core.LocalTime < next)
                {
                    core.SkipTo(next);
                }
            }

            WorldTime = next;
        }
    }

    // While one core is awake and nothing is on its way, it may run up to what stirs next, or to its own first request.
    private bool RunAlone(long limit)
    {
        IRunAhead? awake = null;
        long quiet = Math.Min(_events.NextTime(), limit);
        foreach (IRunAhead core in _cores)
        {
            if (core.NextRequest != Ticks.Never)
            {
                return false;
            }

            if (awake is null && core.HeedsItsRequests && core.NextActivity < quiet)
            {
                awake = core;
            }
            else
            {
                quiet = Math.Min(quiet, core.NextActivity);
            }
        }

        if (awake is null || quiet <= WorldTime + Window)
        {
            return false;
        }

        awake.Run(Math.Min(quiet + _inbound, limit), quiet);
        long world = Math.Min(Math.Min(quiet, awake.NextRequest), awake.LocalTime + _outbound);
        WorldTime = Math.Max(WorldTime, world);
        foreach (IRunAhead core in _cores)
        {
            long reached = Math.Min(Math.Min(awake.LocalTime, world + _inbound), core.NextActivity);
            if (core.LocalTime < reached)
            {
                core.SkipTo(reached);
            }
        }

        return true;
    }

    private void RunCores(long limit)
    {
        if (CoupledTicks == Ticks.Never)
        {
            foreach (IRunAhead core in _cores)
            {
                Advance(core, limit);
            }

            return;
        }

        for (long step = SlowestCore(); step < limit;)
        {
            step = Math.Min(step + CoupledTicks, limit);
            foreach (IRunAhead core in _cores)
            {
                Advance(core, step);
            }

            if (SlowestCore() < step)
            {
                return;
            }
        }
    }

    private void Advance(IRunAhead core, long limit)
    {
        if (core.LocalTime >= limit)
        {
            return;
        }

        if (core.NextActivity >= limit)
        {
            core.SkipTo(limit);
        }
        else
        {
            core.Run(limit, WorldTime);
        }
    }

    // Cores make requests only while they run, so the times read after a run stay true until a request is handed over.
    private void RunWorld(long limit)
    {
        for (int i = 0; i < _cores.Length; i++)
        {
            _requests[i] = _cores[i].NextRequest;
        }

        for (; ; )
        {
            int first = 0;
            long request = Ticks.Never;
            for (int i = 0; i < _requests.Length; i++)
            {
                if (_requests[i] < request)
                {
                    request = _requests[i];
                    first = i;
                }
            }

            long until = Math.Min(limit, request);
            while (_events.RunOne(until - 1))
            {
            }

            if (request >= limit)
            {
                break;
            }

            _events.AdvanceTo(request);
            _cores[first].HandOver();
            _requests[first] = _cores[first].NextRequest;
        }

        WorldTime = Math.Max(WorldTime, limit);
    }
}
