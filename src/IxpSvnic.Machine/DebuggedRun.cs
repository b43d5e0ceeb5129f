using IxpSvnic.Arm.Debugging;

namespace IxpSvnic.Machine;

/// <summary>Runs a machine slice by slice with a debugger on its XScale, or without one.</summary>
internal sealed class DebuggedRun
{
    private readonly SvNicMachine _machine;
    private readonly ICoreDebugger? _debugger;

    public DebuggedRun(SvNicMachine machine, ICoreDebugger? debugger)
    {
        _machine = machine;
        _debugger = debugger;
        if (debugger is not null)
        {
            machine.Chip.Xscale.Halted = machine.Kernel.RequestPause;
        }
    }

    /// <summary>The debugger has ended the run.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Lets the debugger look, as long as it likes; true when the run may go on.</summary>
    public bool MayGoOn()
    {
        IsKilled = _debugger is not null && !_debugger.Attend();
        return !IsKilled;
    }

    /// <summary>Runs up to a tick, a stop or a halt of the core; true when the kernel was stopped.</summary>
    public bool RunTo(long limit, out long reached)
    {
        bool stopped = _machine.Kernel.RunTo(limit);
        reached = stopped ? _machine.Kernel.StoppedAt : _machine.Kernel.IsPaused ? _machine.Kernel.WorldTime : limit;
        if (!stopped && _machine.Chip.Xscale.IsHalted)
        {
            _debugger?.OnStop(_machine.Chip.Xscale.HaltReason);
        }

        return stopped;
    }

    /// <summary>The core cannot go on: the debugger may look before the run ends.</summary>
    public void Fail(string problem)
    {
        _debugger?.OnFault(StopSignal.SegmentationFault, problem);
        MayGoOn();
    }
}
