using System.Numerics;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    // Bit n of a condition's entry: it holds when the flags NZCV are n.
    private static ReadOnlySpan<ushort> HoldsAt =>
    [
        0xf0f0, 0x0f0f, 0xcccc, 0x3333, 0xff00, 0x00ff, 0xaaaa, 0x5555,
        0x0c0c, 0xf3f3, 0xaa55, 0x55aa, 0x0a05, 0xf5fa, 0xffff, 0xffff,
    ];

    private static bool Holds(CoreState* s, uint condition)
    {
        uint flags = s->Negative >> 31 << 3 | (s->NotZero == 0 ? 4u : 0) | s->Carry << 1 | s->Overflow >> 31;
        return (HoldsAt[(int)condition] >> (int)flags & 1) != 0;
    }

    /// <summary>Everything that is not in the loop, and what in the loop has met an obstacle. Its issue cycles have been counted.</summary>
    private StepResult Execute(CodeInstruction* ins, uint address)
    {
        StepResult result = Dispatch(ins, address);
        if (result is StepResult.Wait or StepResult.Watchpoint or StepResult.Semihosting)
        {
            return result;
        }

        if (_memory.HasKeptAnswers)
        {
            _memory.EndInstruction();
        }

        return _memory.AbortCycle != long.MaxValue && result < StepResult.NextAndLook ? result + 2 : result;
    }

    private StepResult Dispatch(CodeInstruction* ins, uint address)
    {
        CoreState* s = _state;
        switch (ins->Op)
        {
            case >= MicroOp.Ldr and <= MicroOp.StrhPost:
                return Transfer(ins, address);
            case MicroOp.LdrPc:
                return LoadPc(s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate, address);
            case MicroOp.Transfer:
            case MicroOp.TransferHalf:
                return TransferWord(ins->Immediate, address, ins->Op == MicroOp.TransferHalf);
            case >= MicroOp.Ldrd and <= MicroOp.StrdPost:
                {
                    int mode = (ins->Op - MicroOp.Ldrd) % 3;
                    uint basis = s->R[ins->N];
                    uint moved = basis + s->R[ins->M] + ins->Immediate;
                    return TransferTwo(ins->Op < MicroOp.Strd, ins->D, mode == 2 ? basis : moved, mode == 0 ? 16u : ins->N, moved, address);
                }

            case MicroOp.TransferMultiple:
                return TransferMultiple(ins->Immediate, address);
            case MicroOp.TransferDual:
                return TransferDual(ins->Immediate, address);
            case MicroOp.Swap:
                return Swap(ins->Immediate, address);
            case MicroOp.Preload:
                return Preload(ins->Immediate);
            case MicroOp.DataProcessing:
                return ProcessData(ins->Immediate);
            case MicroOp.CountLeadingZeros:
                s->R[ins->D] = (uint)BitOperations.LeadingZeroCount(s->R[ins->M]);
                return StepResult.Next;
            case MicroOp.Multiply:
            case MicroOp.MultiplyAccumulate:
                return Multiply(ins);
            case MicroOp.MultiplyLong:
                return MultiplyLong(ins->Immediate);
            case MicroOp.MultiplyHalf:
                return MultiplyHalf(ins->Immediate);
            case MicroOp.Saturate:
                return Saturate(ins->Immediate);
            case MicroOp.InternalAccumulate:
            case MicroOp.MoveToAccumulator:
            case MicroOp.MoveFromAccumulator:
                return _coprocessors.Allows(0) ? UseAccumulator(ins) : Fault(ArmException.Undefined, address);
            case MicroOp.MoveFromStatus:
                return MoveFromStatus(ins);
            case MicroOp.MoveToStatus:
                return MoveToStatus(ins->Immediate);
            case MicroOp.BranchExchange:
                return Exchange(s->R[ins->M]);
            case MicroOp.BranchLinkExchangeRegister:
                {
                    uint target = s->R[ins->M];
                    s->R[14] = IsThumb ? (address + 2) | 1 : address + 4;
                    return Exchange(target);
                }

            case MicroOp.BranchLinkExchange:
                s->R[14] = address + 4;
                return Exchange((address + ins->Immediate) | 1);
            case MicroOp.ThumbLinkPrefix:
                s->R[14] = address + ins->Immediate;
                return StepResult.Next;
            case MicroOp.ThumbLinkExchange:
                {
                    uint target = s->R[14] + ins->Immediate;
                    s->R[14] = (address + 2) | 1;
                    return Exchange(target & ~3u);
                }

            case MicroOp.SoftwareInterrupt:
                if (IsSemihostingCall(ins))
                {
                    return StepResult.Semihosting;
                }

                RaiseException(ArmException.SoftwareInterrupt, address + (IsThumb ? 2u : 4u));
                return StepResult.JumpAndLook;
            case MicroOp.Breakpoint:
                if (IsSemihostingCall(ins))
                {
                    return StepResult.Semihosting;
                }

                return Fault(ArmException.PrefetchAbort, address);
            case MicroOp.CoprocessorToRegister:
            case MicroOp.RegisterToCoprocessor:
                return MoveCoprocessor(ins, address);
            case MicroOp.Undefined:
                return Fault(ArmException.Undefined, address);
            default:
                throw new InvalidOperationException($"micro-op {ins->Op} at {address:x8} has no meaning");
        }
    }

    /// <summary>An access did not happen: why, and so what becomes of its instruction.</summary>
    private StepResult Failed(uint address) => _memory.Outcome switch
    {
        AccessOutcome.Abort => Fault(ArmException.DataAbort, address),
        AccessOutcome.Wait => StepResult.Wait,
        AccessOutcome.Watchpoint => StepResult.Watchpoint,
        _ => throw new InvalidOperationException($"an access of the instruction at {address:x8} failed without a reason"),
    };

    /// <summary>A branch to a value whose bit 0 chooses the instruction set.</summary>
    private StepResult Exchange(uint value)
    {
        CoreState* s = _state;
        s->Cycle += s->MispredictCycles;
        s->Branches++;
        return EnterInstructionSet(value);
    }

    private StepResult EnterInstructionSet(uint value)
    {
        CoreState* s = _state;
        bool toThumb = (value & 1) != 0;
        s->Target = value & (toThumb ? ~1u : ~3u);
        if (toThumb == IsThumb)
        {
            return StepResult.Jump;
        }

        SetControl(s->Control ^ ThumbBit);
        return StepResult.JumpAndLook;
    }

    /// <summary>Leaves an exception: the saved status comes back.</summary>
    private StepResult Return(uint target)
    {
        CoreState* s = _state;
        Cpsr = Spsr;
        s->Target = target & (IsThumb ? ~1u : ~3u);
        return StepResult.JumpAndLook;
    }
}
