using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Core;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Arm.Semihosting;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>
/// A program without an operating system on a core: loaded, started in <see cref="EntryState"/>, run until it exits by semihosting or
/// takes an exception that it has no vector for.
/// </summary>
public sealed class BareMetalProgram
{
    private const long ChunkCycles = 50_000_000;

    // A debugger's interrupt is looked for this often.
    private const long DebuggedChunkCycles = 1_000_000;

    private readonly IXscaleHost _host;
    private readonly ProgramImage _image;
    private readonly ICoreDebugger? _debugger;
    private readonly SemihostingCalls? _semihosting;
    private readonly HashSet<uint> _watchedVectors = [];

    public BareMetalProgram(IXscaleHost host, ProgramImage image, BareMetalOptions options)
    {
        _host = host;
        _image = image;
        _debugger = options.Debugger;
        bool isBigEndian = options.IsBigEndian ?? image.IsBigEndian;
        EntryState.Apply(host, image, options.IsReset, isBigEndian);
        if (options.Semihosting is { } outside)
        {
            _semihosting = new SemihostingCalls(host.Core, host.Memory, outside, Setup(options));
            host.Core.SemihostingEnabled = true;
        }

        WatchVectors();
    }

    /// <summary>Runs to the program's end or a limit; <paramref name="isStopWanted"/> is asked now and then.</summary>
    public ProgramResult Run(RunLimits limits, Func<bool> isStopWanted)
    {
        XscaleCore core = _host.Core;
        while (core.InstructionsRetired < limits.Instructions)
        {
            if (core.Cycle >= limits.Cycles)
            {
                return new ProgramResult(ProgramEnd.TimeLimit, 0, $"no end within {limits.Cycles} cycles");
            }

            if (isStopWanted() || _debugger is not null && !_debugger.Attend())
            {
                return new ProgramResult(ProgramEnd.Interrupted, 0, "");
            }

            // An instruction takes a cycle at least, so as many cycles as instructions are left never pass the limit.
            long chunk = Math.Min(_debugger is null ? ChunkCycles : DebuggedChunkCycles, limits.Instructions - core.InstructionsRetired);
            if (Continue(Math.Min(limits.Cycles, core.Cycle + chunk)) is { } end)
            {
                return end;
            }
        }

        return new ProgramResult(ProgramEnd.InstructionLimit, 0, $"no end within {limits.Instructions} instructions");
    }

    private ProgramResult? Continue(long limitCycle)
    {
        bool isStep = _debugger is { IsStepping: true };
        RunExit exit = isStep ? _host.Step() : _host.Run(limitCycle);
        if (_host.Core.IsStuck)
        {
            return Fail(StopSignal.SegmentationFault, new ProgramResult(ProgramEnd.EndlessException, 0, _host.Core.StuckReason));
        }

        ProgramResult? end = Follow(exit);
        if (end is null && isStep && exit is RunExit.Limit or RunExit.Semihosting)
        {
            _debugger!.OnStop(RunExit.Limit);
        }

        return end;
    }

    private ProgramResult? Follow(RunExit exit)
    {
        switch (exit)
        {
            case RunExit.Semihosting:
                _semihosting!.Execute();
                return _semihosting.IsFinished ? new ProgramResult(ProgramEnd.Exited, _semihosting.ExitCode, ReasonOf()) : null;
            case RunExit.Breakpoint:
                return AtBreakpoint();
            case RunExit.Watchpoint:
                _debugger?.OnStop(exit);
                return null;
            case RunExit.Idle when !_host.CanInterrupt:
                return new ProgramResult(ProgramEnd.AsleepForEver, 0, "asleep, and no interrupt can come");
            default:
                return null;
        }
    }

    private string ReasonOf() => _semihosting!.ExitReason is 0x2_0026 ? "" : $"stopped with reason 0x{_semihosting.ExitReason:x}";

    // A vector that still holds zeros when control gets there was never installed.
    private ProgramResult? AtBreakpoint()
    {
        XscaleCore core = _host.Core;
        uint pc = core.ProgramCounter;
        if (!_watchedVectors.Contains(pc) || IsInstalled(pc))
        {
            if (_debugger is null)
            {
                core.RemoveBreakpoint(pc);
                _watchedVectors.Remove(pc);
            }

            _debugger?.OnStop(RunExit.Breakpoint);
            return null;
        }

        ExceptionVector vector = ExceptionVector.All.First(v => v.Offset == pc);
        return Fail(vector.Signal, new ProgramResult(ProgramEnd.UnhandledException, 0, Describe(vector)));
    }

    // A debugger may look at what has happened, and let the program go on somewhere else.
    private ProgramResult? Fail(int signal, ProgramResult result)
    {
        if (_debugger is null)
        {
            return result;
        }

        uint pc = _host.Core.ProgramCounter;
        _debugger.OnFault(signal, result.Problem);
        return !_debugger.Attend() ? new ProgramResult(ProgramEnd.Interrupted, 0, "")
            : _host.Core.ProgramCounter == pc ? result
            : null;
    }

    private string Describe(ExceptionVector vector)
    {
        XscaleCore core = _host.Core;
        if (vector.Offset == 0)
        {
            return $"control came to address 0, where there is nothing; return address {At(core[14])}";
        }

        uint culprit = core[14] - ((core.Spsr & 0x20) != 0 ? vector.ThumbReturn : vector.ArmReturn);
        string fault = vector.HasFault
            ? $"; fault status 0x{ReadCp15(5):x3}, address 0x{ReadCp15(6):x8}"
            : vector.Offset == 8 && _semihosting is null ? "; semihosting is off" : "";
        return $"{vector.Name} at {At(culprit)}, for which the program has no vector{fault}";
    }

    private string At(uint address) => _image.Symbols.Describe(address) is { Length: > 0 } name
        ? $"0x{address:x8} ({name})"
        : $"0x{address:x8}";

    private uint ReadCp15(byte crn) =>
        _host.Coprocessors.Read(new CoprocessorRegister(15, 0, crn, 0, 0), true, out uint value) == CoprocessorOutcome.Done
            ? value
            : 0;

    private void WatchVectors()
    {
        foreach (ExceptionVector vector in ExceptionVector.All)
        {
            if (!IsInstalled(vector.Offset))
            {
                _host.Core.AddBreakpoint(vector.Offset);
                _watchedVectors.Add(vector.Offset);
            }
        }
    }

    private bool IsInstalled(uint address)
    {
        bool isInstalled = false;
        for (uint i = 0; i < 4; i++)
        {
            isInstalled |= _host.Memory.DebugRead(address + i, out byte value) && value != 0;
        }

        return isInstalled;
    }

    private SemihostingSetup Setup(BareMetalOptions options)
    {
        uint top = options.IsReset ? _host.RamBytes : EntryState.StackTop(_host);
        ulong heap = (_image.Segments.Where(s => s.End <= top).Select(s => s.End).DefaultIfEmpty().Max() + 4095) & ~4095ul;
        uint stackLimit = Math.Max((uint)heap, top - Math.Min(options.StackBytes, top / 4));
        return new SemihostingSetup
        {
            CommandLine = options.CommandLine,
            HeapBase = (uint)heap,
            HeapLimit = stackLimit,
            StackBase = top,
            StackLimit = stackLimit,
            CyclesPerSecond = options.CyclesPerSecond,
        };
    }
}
