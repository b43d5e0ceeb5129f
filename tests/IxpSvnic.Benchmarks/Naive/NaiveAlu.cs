using System.Numerics;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Sections 3.1 and 3.2: everything that computes a result. False from <see cref="Execute"/>: not its instruction.</summary>
internal sealed class NaiveAlu(NaiveState state, NaiveOperands operands, NaiveCam cam, NaiveDelayLine delays)
{
    public bool Execute(in DecodedInstruction i)
    {
        switch (i.Op)
        {
            case MicroOp.Nop:
                return true;
            case MicroOp.Immed:
                operands.Write(i.Dest, state.CsrValue ?? i.Immediate);
                return true;
            case >= MicroOp.ImmedW0 and <= MicroOp.ImmedB3:
                operands.Write(i.Dest, (operands.Read(i.A) & ~i.ImmediateMask) | i.Immediate);
                return true;
            case >= MicroOp.MulStart and <= MicroOp.MulLast2:
                Multiply(in i);
                return true;
            case MicroOp.CamClear:
                cam.Clear();
                return true;
            case > MicroOp.CamClear and <= MicroOp.CamReadState:
                Cam(in i);
                return true;
            case >= MicroOp.AluB and <= MicroOp.PopCount3:
            case MicroOp.CrcBe or MicroOp.CrcLe or MicroOp.LdField or MicroOp.LdFieldClear:
                Compute(in i);
                return true;
            default:
                return false;
        }
    }

    private void Compute(in DecodedInstruction i)
    {
        uint a = operands.Read(i.A);
        uint b = operands.Read(i.B);
        uint shifted = i.Op >= MicroOp.ShfB ? Shift(in i, b) : b;
        bool carry = false;
        bool overflow = false;
        uint result;
        switch (i.Op)
        {
            case MicroOp.AluB or MicroOp.ShfB:
                result = shifted;
                break;
            case MicroOp.AluNotB or MicroOp.ShfNotB:
                result = ~shifted;
                break;
            case MicroOp.AluAnd or MicroOp.ShfAnd:
                result = a & shifted;
                break;
            case MicroOp.AluOr or MicroOp.ShfOr:
                result = a | shifted;
                break;
            case MicroOp.AluXor:
                result = a ^ b;
                break;
            case MicroOp.AluNotAnd or MicroOp.ShfNotAnd:
                result = ~a & shifted;
                break;
            case MicroOp.AluAndNot or MicroOp.ShfAndNot:
                result = a & ~shifted;
                break;
            case MicroOp.AluAdd:
                result = Add(a, b, 0, out carry, out overflow);
                break;
            case MicroOp.AluAddCarry:
                result = Add(a, b, state.Carry ? 1u : 0, out carry, out overflow);
                break;
            case MicroOp.AluAdd8:
                result = Add(a, b & 0xff, 0, out carry, out overflow);
                break;
            case MicroOp.AluAdd16:
                result = Add(a, b & 0xffff, 0, out carry, out overflow);
                break;
            case MicroOp.AluSub:
                result = Add(a, ~b, 1, out carry, out overflow);
                break;
            case MicroOp.AluSubCarry:
                result = Add(a, ~b, state.Carry ? 1u : 0, out carry, out overflow);
                break;
            case MicroOp.AluReverseSub:
                result = Add(b, ~a, 1, out carry, out overflow);
                break;
            case MicroOp.Asr:
                int amount = Amount(in i);
                result = (uint)((((ulong)(state.Result >> 31) * 0xffff_ffff_0000_0000) | b) >> amount);
                break;
            case MicroOp.DblShf:
                result = (uint)((((ulong)a << 32) | b) >> Amount(in i));
                break;
            case MicroOp.ByteAlignBe:
                result = (uint)((((ulong)state.PreviousB << 32) | b) >> (32 - (8 * (int)state.ByteIndex)));
                break;
            case MicroOp.ByteAlignLe:
                result = (uint)((((ulong)a << 32) | state.PreviousA) >> (8 * (int)state.ByteIndex));
                break;
            case MicroOp.Ffs:
                result = b == 0 ? 0 : (uint)BitOperations.TrailingZeroCount(b);
                break;
            case MicroOp.PopCount3:
                result = (uint)BitOperations.PopCount(b);
                break;
            case MicroOp.CrcBe or MicroOp.CrcLe:
                state.Remainder = NaiveCrc.Feed(state.Remainder, b, in i);
                delays.Add(5, NaiveDelayKind.CrcRemainder, 0, state.Remainder, 0);
                result = b;
                break;
            case MicroOp.LdField or MicroOp.LdFieldClear:
                uint mask = 0;
                for (int part = 0; part < 4; part++)
                {
                    mask |= (uint)(i.ByteMask >> part & 1) * (0xffu << (8 * part));
                }

                result = (a & ~mask) | (shifted & mask);
                break;
            default:
                result = state.Result;
                break;
        }

        (state.PreviousA, state.PreviousB, state.Result) = (a, b, result);
        operands.Write(i.Dest, result);
        if (i.SetsConditionCodes)
        {
            state.Negative = (int)result < 0;
            state.Zero = i.Op == MicroOp.Ffs ? b == 0 : result == 0;
            state.Carry = carry;
            state.Overflow = overflow;
        }
    }

    private uint Shift(in DecodedInstruction i, uint value)
    {
        if (i.Op is >= MicroOp.Asr and not (MicroOp.LdField or MicroOp.LdFieldClear))
        {
            return value;
        }

        int amount = Amount(in i);
        return i.Shift switch
        {
            ShiftKind.Left or ShiftKind.LeftIndirect => value << amount,
            ShiftKind.Right or ShiftKind.RightIndirect => value >> amount,
            ShiftKind.RotateRight => BitOperations.RotateRight(value, amount),
            _ => value,
        };
    }

    private int Amount(in DecodedInstruction i) =>
        i.Shift is ShiftKind.LeftIndirect or ShiftKind.RightIndirect ? (int)(state.PreviousA & 31) : i.ShiftAmount;

    private void Multiply(in DecodedInstruction i)
    {
        if (i.Op == MicroOp.MulStart)
        {
            state.Product = 0;
        }
        else if (i.Op <= MicroOp.MulStep4)
        {
            int part = 8 * (i.Op - MicroOp.MulStep1);
            state.Product += (ulong)operands.Read(i.A) * (operands.Read(i.B) >> part & 0xff) << part;
        }
        else
        {
            uint result = (uint)(i.Op == MicroOp.MulLast ? state.Product : state.Product >> 32);
            operands.Write(i.Dest, result);
            (state.Negative, state.Zero) = ((int)result < 0, result == 0);
            (state.Carry, state.Overflow) = (false, false);
        }
    }

    private void Cam(in DecodedInstruction i)
    {
        uint entry = operands.Read(i.B);
        switch (i.Op)
        {
            case MicroOp.CamLookup:
                operands.Write(i.Dest, cam.Lookup(operands.Read(i.A), out int found));
                if (i.CamPointer != 0)
                {
                    uint word = ((uint)i.CamRecord << 8) | ((uint)found << 4);
                    delays.Add(3, NaiveDelayKind.CamPointer, i.CamPointer - 1, word, state.Running);
                }

                break;
            case MicroOp.CamWrite:
                cam.Write(entry, operands.Read(i.A), i.Parameter);
                break;
            case MicroOp.CamWriteState:
                cam.WriteState(entry, i.Parameter);
                break;
            case MicroOp.CamReadTag:
                operands.Write(i.Dest, cam.Tag(entry));
                break;
            default:
                operands.Write(i.Dest, cam.State(entry) << 8);
                break;
        }
    }

    private static uint Add(uint a, uint b, uint carryIn, out bool carry, out bool overflow)
    {
        ulong sum = (ulong)a + b + carryIn;
        uint result = (uint)sum;
        carry = sum > uint.MaxValue;
        overflow = ((a ^ result) & (b ^ result)) >> 31 != 0;
        return result;
    }
}
