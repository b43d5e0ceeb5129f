using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    private readonly HashSet<uint> _breakpoints = [];

    // A run that begins at a breakpoint which has been reported executes its instruction.
    private bool _passesBreakpoint;

    /// <summary><see cref="Run"/> returns at a semihosting call, which is not executed, instead of taking the exception.</summary>
    public bool SemihostingEnabled { get; set; }

    /// <summary>Stops before the instruction at a virtual address; false when there is one already.</summary>
    public bool AddBreakpoint(uint va)
    {
        bool added = _breakpoints.Add(va);
        MarkBreakpointLines();
        return added;
    }

    public bool RemoveBreakpoint(uint va)
    {
        bool removed = _breakpoints.Remove(va);
        MarkBreakpointLines();
        return removed;
    }

    /// <summary>Goes on behind the semihosting call at which <see cref="Run"/> returned.</summary>
    public void SkipSemihostingCall()
    {
        CoreState* s = _state;
        s->ProgramCounter += IsThumb ? 2u : 4u;
        s->Retired++;
        s->Cycle++;
        _passesBreakpoint = false;
    }

    private void MarkBreakpointLines()
    {
        _state->BreakpointLines = 0;
        foreach (uint breakpoint in _breakpoints)
        {
            _state->BreakpointLines |= 1ul << (int)(breakpoint >> 5);
        }
    }

    // Asked at every change of line: most lines are sorted out by one bit.
    private bool MayHaveBreakpoint(uint address) => (_state->BreakpointLines >> (int)(address >> 5) & 1) != 0;

    private bool HasBreakpointInLine(uint address)
    {
        foreach (uint breakpoint in _breakpoints)
        {
            if ((breakpoint ^ address) < 32)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSemihostingCall(CodeInstruction* instruction)
    {
        uint word = instruction->Immediate;
        return SemihostingEnabled && (instruction->Op == MicroOp.Breakpoint
            ? ((word >> 4 & 0xfff0) | (word & 0xf)) == 0xab
            : (word & 0xff_ffff) == (IsThumb ? 0xabu : 0x123456));
    }
}
