using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    // What waited for the bus: an instruction, which goes on before anything else is looked at, or only its fetch.
    private const uint RetriesInstruction = 1;
    private const uint RetriesFetch = 2;

    /// <summary>Executes instructions that start before a core cycle.</summary>
    public RunExit Run(long limitCycle)
    {
        Prepare();
        while (true)
        {
            RunExit? exit = Advance(limitCycle, once: false);
            if (exit is { } reason)
            {
                return Leave(reason);
            }
        }
    }

    /// <summary>
    /// Takes what is pending and executes exactly one instruction, whatever the cycle; an instruction that takes an exception counts. A
    /// breakpoint at the program counter does not stop it.
    /// </summary>
    public RunExit Step()
    {
        Prepare();
        _passesBreakpoint = true;
        long before = Progress;
        while (true)
        {
            RunExit? exit = Advance(long.MaxValue, once: true);
            if (exit is { } reason && reason != RunExit.Limit)
            {
                return Leave(reason);
            }

            if (Progress != before)
            {
                return Leave(RunExit.Limit);
            }
        }
    }

    // Instructions that ended, by retiring or by an exception of their own.
    private long Progress => _state->Retired + _state->Exceptions[(int)ArmException.Undefined]
        + _state->Exceptions[(int)ArmException.PrefetchAbort] + _state->Exceptions[(int)ArmException.DataAbort];

    /// <summary>The world goes on: it must know of the writes that have left by now.</summary>
    private RunExit Leave(RunExit reason)
    {
        _memory.Cycle = _state->Cycle;
        _memory.Settle();
        return reason;
    }

    private void Prepare()
    {
        RefreshFromMemory();
        RefreshLine();
    }

    /// <summary>One stretch of execution; nothing when it is to go on.</summary>
    private RunExit? Advance(long limit, bool once)
    {
        CoreState* s = _state;
        if (_memory.IsWaiting)
        {
            return RunExit.Wait;
        }

        if (s->Cycle >= limit)
        {
            return RunExit.Limit;
        }

        _memory.Cycle = s->Cycle;
        bool mustRetry = s->MustRetry != 0;
        if (!mustRetry)
        {
            if (s->IsIdle != 0)
            {
                if (!IrqLine && !FiqLine)
                {
                    return RunExit.Idle;
                }

                s->IsIdle = 0;
            }

            if (TakeInterrupts())
            {
                return null;
            }

            if (s->BreakpointLines != 0 && !_passesBreakpoint && _breakpoints.Contains(s->ProgramCounter))
            {
                _passesBreakpoint = true;
                return RunExit.Breakpoint;
            }
        }

        bool retriesInstruction = s->MustRetry == RetriesInstruction;
        bool isCareful = once || retriesInstruction || _passesBreakpoint || (MayHaveBreakpoint(s->ProgramCounter) && HasBreakpointInLine(s->ProgramCounter));
        s->MustRetry = 0;
        long before = Progress;
        LoopExit exit = Loop(retriesInstruction ? limit : Math.Min(limit, _memory.AbortCycle), isCareful);
        _passesBreakpoint &= Progress == before;
        return exit switch
        {
            LoopExit.Wait => RunExit.Wait,
            LoopExit.Watchpoint => RunExit.Watchpoint,
            LoopExit.Semihosting => RunExit.Semihosting,
            _ => null,
        };
    }

    /// <summary>What the loop keeps of the memory's and coprocessors' settings.</summary>
    private void RefreshFromMemory()
    {
        CoreState* s = _state;
        s->LoadFilter = _memory.LoadFilter;
        s->StoreFilter = _memory.StoreFilter;
        s->FetchFilter = _memory.FetchFilter;
        s->ByteFlip = _memory.ByteFlip;
        s->HalfFlip = _memory.HalfFlip;
        s->LoadDelay = (uint)Math.Max(0, _timing.LoadResultCycles - _timing.LoadIssueCycles);
        s->LoadPcDelay = (uint)Math.Max(0, _timing.LoadPcCycles - _timing.LoadIssueCycles);
        s->ShifterDelay = (uint)_timing.ShifterOperandCycles;
        if (s->BranchTargetGeneration != _memory.BranchTargetGeneration || (s->PredictsBranches != 0 && !_memory.PredictsBranches))
        {
            FlushBranchTargets();
        }

        s->BranchTargetGeneration = _memory.BranchTargetGeneration;
        s->PredictsBranches = _memory.PredictsBranches ? 1u : 0;
    }

    private void FlushBranchTargets()
    {
        BranchTarget* targets = (BranchTarget*)_state->Targets;
        for (int i = 0; i < CoreState.BranchTargets; i++)
        {
            targets[i] = new BranchTarget { Source = BranchTarget.Nobody };
        }
    }

    /// <summary>The loop stops before an instruction.</summary>
    private void Settle(CodeInstruction* next)
    {
        CoreState* s = _state;
        s->Retired += next - s->Entry;
        s->Entry = next;
        s->ProgramCounter = (uint)((nint)next >> s->PcShift) + s->PcBias;
    }

    private LoopExit LeaveUnfetched(uint address)
    {
        CoreState* s = _state;
        s->ProgramCounter = address;
        if (_memory.Outcome == AccessOutcome.Wait)
        {
            s->MustRetry = RetriesFetch;
            return LoopExit.Wait;
        }

        RaiseException(ArmException.PrefetchAbort, address + 4);
        CloseTrail(address + (s->PcAhead >> 1), s->Target);
        s->ProgramCounter = s->Target;
        return LoopExit.Look;
    }

    private LoopExit LeaveAfter(StepResult result, CodeInstruction* instruction, uint address)
    {
        CoreState* s = _state;
        uint next = address + (s->PcAhead >> 1);
        switch (result)
        {
            case StepResult.NextAndLook:
                s->ProgramCounter = next;
                return LoopExit.Look;
            case StepResult.JumpAndLook:
                s->PcChanges++;
                CloseTrail(next, s->Target);
                s->ProgramCounter = s->Target;
                return LoopExit.Look;
            default:
                s->ProgramCounter = address;
                s->Retired--;
                s->Cycle -= instruction->IssueCycles;
                s->MustRetry = result == StepResult.Wait ? RetriesInstruction : 0;
                return result switch
                {
                    StepResult.Wait => LoopExit.Wait,
                    StepResult.Watchpoint => LoopExit.Watchpoint,
                    _ => LoopExit.Semihosting,
                };
        }
    }
}
