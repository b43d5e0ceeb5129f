namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    /// <summary>A value through the barrel shifter; the carry comes back in bit 32. Amounts of 0 leave value and carry alone.</summary>
    private static ulong Shift(uint type, uint value, uint amount, uint carry)
    {
        if (amount == 0)
        {
            return value | (ulong)carry << 32;
        }

        switch (type)
        {
            case 0:
                return amount > 32 ? 0 : (ulong)value << (int)amount & 0x1_ffff_ffff;
            case 1:
                return amount > 32 ? 0 : WithCarry(amount == 32 ? 0 : value >> (int)amount, value >> (int)(amount - 1));
            case 2:
                amount = Math.Min(amount, 32);
                return WithCarry((uint)((long)(int)value >> (int)amount), (uint)((int)value >> (int)(amount - 1)));
            default:
                uint rotated = uint.RotateRight(value, (int)(amount & 31));
                return WithCarry(rotated, rotated >> 31);
        }
    }

    private static ulong WithCarry(uint value, uint carry) => value | (ulong)(carry & 1) << 32;

    /// <summary>A register shifted by a constant: zero means 32 for LSR and ASR, and rotate with extend for ROR.</summary>
    private static ulong ShiftByConstant(uint word, uint value, uint carry)
    {
        uint type = word >> 5 & 3;
        uint amount = word >> 7 & 31;
        if (amount != 0 || type == 0)
        {
            return Shift(type, value, amount, carry);
        }

        return type == 3 ? WithCarry(carry << 31 | value >> 1, value) : Shift(type, value, 32, carry);
    }

    /// <summary>Data processing in general, from the word.</summary>
    private StepResult ProcessData(uint word)
    {
        CoreState* s = _state;
        uint b;
        uint shifterCarry = s->Carry;
        if ((word & 1 << 25) != 0)
        {
            int rotate = (int)(word >> 8 & 0xf) * 2;
            b = uint.RotateRight(word & 0xff, rotate);
            shifterCarry = rotate != 0 ? b >> 31 : shifterCarry;
        }
        else
        {
            uint m = s->R[word & 0xf];
            ulong shifted = (word & 0x10) != 0
                ? Shift(word >> 5 & 3, m, s->R[word >> 8 & 0xf] & 0xff, shifterCarry)
                : ShiftByConstant(word, m, shifterCarry);
            b = (uint)shifted;
            shifterCarry = (uint)(shifted >> 32);
        }

        uint a = s->R[word >> 16 & 0xf];
        uint operation = word >> 21 & 0xf;
        uint result;
        ulong sum = 0;
        bool isLogical = false;
        switch (operation)
        {
            case 2 or 10:
                b = ~b;
                sum = (ulong)a + b + 1;
                break;
            case 3:
                (a, b) = (b, ~a);
                sum = (ulong)a + b + 1;
                break;
            case 4 or 11:
                sum = (ulong)a + b;
                break;
            case 5:
                sum = (ulong)a + b + s->Carry;
                break;
            case 6:
                b = ~b;
                sum = (ulong)a + b + s->Carry;
                break;
            case 7:
                (a, b) = (b, ~a);
                sum = (ulong)a + b + s->Carry;
                break;
            default:
                isLogical = true;
                sum = operation switch
                {
                    0 or 8 => a & b,
                    1 or 9 => a ^ b,
                    12 => a | b,
                    13 => b,
                    14 => a & ~b,
                    _ => ~b,
                };
                break;
        }

        result = (uint)sum;
        bool setsFlags = (word & 1 << 20) != 0;
        bool isCompare = operation is >= 8 and <= 11;
        uint d = word >> 12 & 0xf;
        if (d == 15 && !isCompare)
        {
            s->Cycle += s->MispredictCycles;
            s->Branches++;
            if (setsFlags)
            {
                return Return(result);
            }

            s->Target = result & (IsThumb ? ~1u : ~3u);
            return StepResult.Jump;
        }

        if (setsFlags)
        {
            s->Negative = result;
            s->NotZero = result;
            s->Carry = isLogical ? shifterCarry : (uint)(sum >> 32);
            s->Overflow = isLogical ? s->Overflow : ~(a ^ b) & (a ^ result);
        }

        if (!isCompare)
        {
            s->R[d] = result;
        }

        return StepResult.Next;
    }

    private StepResult MoveFromStatus(Instructions.CodeInstruction* ins)
    {
        CoreState* s = _state;
        if (ins->D != 15)
        {
            s->R[ins->D] = (ins->Immediate & 1 << 22) != 0 ? Spsr : Cpsr;
            SetReady(ins->D, _timing.StatusReadResultCycles - _timing.DataIssueCycles);
        }

        return StepResult.Next;
    }

    private StepResult MoveToStatus(uint word)
    {
        CoreState* s = _state;
        uint value = (word & 1 << 25) != 0
            ? uint.RotateRight(word & 0xff, (int)(word >> 8 & 0xf) * 2)
            : s->R[word & 0xf];
        uint mask = ((word & 1 << 16) != 0 ? 0xffu : 0) | ((word & 1 << 19) != 0 ? 0xf800_0000 : 0);
        if ((word & 1 << 22) != 0)
        {
            Spsr = (Spsr & ~mask) | (value & mask);
            return StepResult.Next;
        }

        // User mode cannot reach the control byte, and nobody the T bit this way.
        mask &= IsPrivileged ? ~ThumbBit : 0xf800_0000;
        Cpsr = (Cpsr & ~mask) | (value & mask);
        if ((mask & 0xff) == 0)
        {
            return StepResult.Next;
        }

        s->Cycle += _timing.ModeWriteIssueCycles - _timing.StatusWriteIssueCycles;
        return StepResult.NextAndLook;
    }

    /// <summary>A result can be used some cycles from now.</summary>
    private void SetReady(uint register, int cycles)
    {
        CoreState* s = _state;
        if (register < 15)
        {
            s->Ready[register] = s->Cycle + cycles;
            s->Pending |= 1u << (int)register;
        }
    }
}
