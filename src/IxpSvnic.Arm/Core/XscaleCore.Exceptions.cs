namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    // So many exceptions on end, each at a vector's own instruction, and nobody will ever get out.
    private const uint StuckAfter = 64;

    private static readonly ArmMode[] ModeOfException =
    [
        ArmMode.Supervisor, ArmMode.Undefined, ArmMode.Supervisor, ArmMode.Abort, ArmMode.Abort, ArmMode.Supervisor,
        ArmMode.Irq, ArmMode.Fiq,
    ];

    /// <summary>Exceptions follow each other without one instruction between them.</summary>
    public bool IsStuck => _state->ExceptionsWithoutProgress >= StuckAfter;

    /// <summary>Why <see cref="IsStuck"/>, or nothing.</summary>
    public string StuckReason => IsStuck
        ? $"{_state->ExceptionsWithoutProgress} exceptions without one instruction executed between them, at vectors based at "
            + $"{_memory.VectorBase:x8}, next {_state->ProgramCounter:x8}, CPSR {Cpsr:x8}"
        : "";

    /// <summary>Enters an exception: banks, link, status, vector. The caller goes on at the target.</summary>
    private void RaiseException(ArmException kind, uint link)
    {
        CoreState* s = _state;
        uint saved = Cpsr;
        ArmMode mode = ModeOfException[(int)kind];
        uint masks = kind is ArmException.Reset or ArmException.Fiq ? IrqMask | FiqMask : IrqMask;
        SetControl((uint)mode | masks | (saved & FiqMask));
        s->R[14] = link;
        s->Spsr = saved;
        s->Target = _memory.VectorBase + 4 * (uint)kind;
        s->Cycle += kind >= ArmException.Irq ? _timing.InterruptEntryCycles : _timing.ExceptionEntryCycles;
        s->Exceptions[(int)kind]++;
        s->ExceptionsWithoutProgress = s->Retired == s->RetiredAtException ? s->ExceptionsWithoutProgress + 1 : 0;
        s->RetiredAtException = s->Retired;
    }

    /// <summary>An instruction at an address takes an exception instead of its effect: it does not count as retired.</summary>
    private StepResult Fault(ArmException kind, uint address)
    {
        uint link = kind switch
        {
            ArmException.DataAbort => address + 8,
            ArmException.Undefined when IsThumb => address + 2,
            _ => address + 4,
        };
        _state->Retired--;
        RaiseException(kind, link);
        return StepResult.JumpAndLook;
    }

    /// <summary>Takes what is pending between two instructions; true when the program counter has changed.</summary>
    private bool TakeInterrupts()
    {
        CoreState* s = _state;
        if (_memory.HasImpreciseAbort)
        {
            // The handler of a stock system adds 4 for this kind, to come back to the next instruction (linux-enp2611-needs 5).
            _memory.TakeImpreciseAbort();
            Interrupt(ArmException.DataAbort);
            return true;
        }

        if (FiqLine && (s->Control & FiqMask) == 0)
        {
            Interrupt(ArmException.Fiq);
            return true;
        }

        if (IrqLine && (s->Control & IrqMask) == 0)
        {
            Interrupt(ArmException.Irq);
            return true;
        }

        return false;
    }

    private void Interrupt(ArmException kind)
    {
        uint next = _state->ProgramCounter;
        RaiseException(kind, next + 4);
        CloseTrail(next, _state->Target);
        _state->ProgramCounter = _state->Target;
    }
}
