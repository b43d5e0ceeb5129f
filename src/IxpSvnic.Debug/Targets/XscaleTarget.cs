using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Debug.Monitor;

namespace IxpSvnic.Debug.Targets;

/// <summary>
/// An XScale core with its memory, wherever it is: alone with RAM or in the chip. Watchpoints stop before the access; going on from one
/// executes that instruction without them. *Not modelled:* the core's own breakpoint registers (CP15 c14) stay the program's.
/// </summary>
public sealed class XscaleTarget : ICoreTarget
{
    private readonly XscaleCore _core;
    private readonly XscaleMemory _memory;
    private readonly Action<bool>? _release;
    private readonly List<StopPoint> _points = [];
    private readonly HashSet<uint> _breakpoints = [];
    private uint? _heldAt;
    private bool _passesWatched;
    private bool _isSingle;

    /// <summary><paramref name="release"/> lets a core in a machine go, for one instruction if so told.</summary>
    public XscaleTarget(XscaleCore core, XscaleMemory memory, Action<bool>? release = null)
    {
        _core = core;
        _memory = memory;
        _release = release;
        CoreMonitor.AddTo(Monitor, core, memory);
    }

    /// <inheritdoc/>
    public TargetDescription Description => XscaleRegisters.Description;

    /// <inheritdoc/>
    public bool IsBigEndian => _memory.ByteFlip != 0;

    /// <inheritdoc/>
    public bool IsAtBoundary => !_memory.IsWaiting && !_memory.HasKeptAnswers;

    /// <inheritdoc/>
    public bool IsStepping => _isSingle || _passesWatched;

    /// <inheritdoc/>
    public MonitorTable Monitor { get; } = new();

    /// <inheritdoc/>
    public uint ReadRegister(int number) => XscaleRegisters.All[number].Read(_core, _memory);

    /// <inheritdoc/>
    public bool WriteRegister(int number, uint value)
    {
        XscaleRegister register = XscaleRegisters.All[number];
        register.Write?.Invoke(_core, _memory, value);
        return register.Write is not null;
    }

    /// <inheritdoc/>
    public bool ReadByte(uint address, out byte value) => _memory.DebugRead(address, out value);

    /// <inheritdoc/>
    public bool WriteByte(uint address, byte value) => _memory.DebugWrite(address, value);

    /// <inheritdoc/>
    public bool Add(StopPoint point)
    {
        _points.Add(point);
        if (WatchOf(point.Kind) is var watch and not WatchKind.None)
        {
            _memory.AddWatchpoint(point.Address, point.Length, watch);
        }
        else if (_core.AddBreakpoint(point.Address))
        {
            _breakpoints.Add(point.Address);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Remove(StopPoint point)
    {
        if (!_points.Remove(point))
        {
            return;
        }

        if (WatchOf(point.Kind) is var watch and not WatchKind.None)
        {
            if (!_passesWatched)
            {
                _memory.RemoveWatchpoint(point.Address, point.Length, watch);
            }
        }
        else if (BreakpointAt(point.Address) is null && _breakpoints.Remove(point.Address))
        {
            _core.RemoveBreakpoint(point.Address);
        }
    }

    /// <inheritdoc/>
    public void Release(bool single)
    {
        if (_heldAt == _core.ProgramCounter)
        {
            _passesWatched = true;
            EachWatchpoint((p, watch) => _memory.RemoveWatchpoint(p.Address, p.Length, watch));
        }

        _heldAt = null;
        _isSingle = single;
        _release?.Invoke(IsStepping);
    }

    /// <inheritdoc/>
    public StopEvent? Explain(RunExit exit)
    {
        bool isPrivate = exit == RunExit.Limit && _passesWatched && !_isSingle;
        if (_passesWatched)
        {
            _passesWatched = false;
            EachWatchpoint((p, watch) => _memory.AddWatchpoint(p.Address, p.Length, watch));
        }

        if (isPrivate)
        {
            _release?.Invoke(false);
            return null;
        }

        _isSingle = false;
        switch (exit)
        {
            case RunExit.Watchpoint:
                _heldAt = _core.ProgramCounter;
                return new StopEvent(StopCause.Watchpoint, StopSignal.Trap, Hit(_memory.WatchHit));
            case RunExit.Breakpoint:
                return BreakpointAt(_core.ProgramCounter) is { } point ? new StopEvent(StopCause.Breakpoint, StopSignal.Trap, point) : null;
            default:
                return StopEvent.Step;
        }
    }

    private static WatchKind WatchOf(StopPointKind kind) => kind switch
    {
        StopPointKind.WriteWatchpoint => WatchKind.Write,
        StopPointKind.ReadWatchpoint => WatchKind.Read,
        StopPointKind.AccessWatchpoint => WatchKind.Access,
        _ => WatchKind.None,
    };

    private void EachWatchpoint(Action<StopPoint, WatchKind> act)
    {
        foreach (StopPoint point in _points)
        {
            if (WatchOf(point.Kind) is var watch and not WatchKind.None)
            {
                act(point, watch);
            }
        }
    }

    private StopPoint? BreakpointAt(uint address)
    {
        foreach (StopPoint point in _points)
        {
            if (WatchOf(point.Kind) == WatchKind.None && point.Address == address)
            {
                return point;
            }
        }

        return null;
    }

    // The debugger wants an address inside what it watches, wherever the access begins.
    private StopPoint Hit(Watchpoint access)
    {
        foreach (StopPoint point in _points)
        {
            if ((WatchOf(point.Kind) & access.Kind) != WatchKind.None
                && access.Address < (ulong)point.Address + (ulong)point.Length
                && point.Address < (ulong)access.Address + (ulong)access.Length)
            {
                return point with { Address = Math.Max(point.Address, access.Address) };
            }
        }

        return new StopPoint(StopPointKind.AccessWatchpoint, access.Address, access.Length);
    }
}
