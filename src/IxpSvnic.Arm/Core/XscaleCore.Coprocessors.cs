using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    /// <summary>MCR and MRC of CP14 and CP15.</summary>
    private StepResult MoveCoprocessor(CodeInstruction* ins, uint address)
    {
        CoreState* s = _state;
        uint word = ins->Immediate;
        byte number = (byte)(word >> 8 & 0xf);
        if (number < 14)
        {
            return Fault(ArmException.Undefined, address);
        }

        CoprocessorRegister register = new(
            number, (byte)(word >> 21 & 7), (byte)(word >> 16 & 0xf), (byte)(word & 0xf), (byte)(word >> 5 & 7));
        uint d = word >> 12 & 0xf;
        bool isRead = ins->Op == MicroOp.CoprocessorToRegister;
        uint value = 0;
        _memory.Cycle = s->Cycle;
        CoprocessorOutcome outcome = isRead
            ? _coprocessors.Read(register, IsPrivileged, out value)
            : _coprocessors.Write(register, IsPrivileged, s->R[d]);
        s->Cycle = Math.Max(s->Cycle, _memory.Cycle);
        switch (outcome)
        {
            case CoprocessorOutcome.Undefined:
                return Fault(ArmException.Undefined, address);
            case CoprocessorOutcome.Wait:
                return StepResult.Wait;
            case CoprocessorOutcome.Abort:
                return Fault(ArmException.DataAbort, address);
        }

        if (isRead)
        {
            if (d == 15)
            {
                SetFlags(value);
            }
            else
            {
                s->R[d] = value;
            }

            return StepResult.Next;
        }

        RefreshFromMemory();
        s->IsIdle = _coprocessors.TakeIdleRequest() ? 1u : 0;
        return StepResult.NextAndLook;
    }
}
