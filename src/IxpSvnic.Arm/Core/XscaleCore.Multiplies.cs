using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    private const long Accumulator40 = 0xff_ffff_ffff;

    private StepResult Multiply(CodeInstruction* ins)
    {
        CoreState* s = _state;
        uint multiplier = s->R[ins->S];
        uint result = s->R[ins->M] * multiplier + (ins->Op == MicroOp.MultiplyAccumulate ? s->R[ins->N] : 0);
        int latency = OccupyMultiplier(multiplier, 0);
        s->R[ins->D] = result;
        if ((ins->Immediate & 1 << 20) != 0)
        {
            s->Negative = result;
            s->NotZero = result;
            s->Cycle += latency - _timing.MultiplyIssueCycles;
        }
        else
        {
            SetReady(ins->D, latency - _timing.MultiplyIssueCycles);
        }

        return StepResult.Next;
    }

    private StepResult MultiplyLong(uint word)
    {
        CoreState* s = _state;
        uint high = word >> 16 & 0xf;
        uint low = word >> 12 & 0xf;
        uint m = s->R[word & 0xf];
        uint multiplier = s->R[word >> 8 & 0xf];
        bool isSigned = (word & 1 << 22) != 0;
        ulong product = isSigned ? (ulong)((long)(int)m * (int)multiplier) : (ulong)m * multiplier;
        product += (word & 1 << 21) != 0 ? (ulong)s->R[high] << 32 | s->R[low] : 0;
        int latency = OccupyMultiplier(multiplier, _timing.LongMultiplyExtraCycles);
        Write(low, (uint)product);
        Write(high, (uint)(product >> 32));
        int rest = latency - _timing.LongMultiplyIssueCycles;
        if ((word & 1 << 20) != 0)
        {
            s->Negative = (uint)(product >> 32);
            s->NotZero = (uint)(product >> 32) | (uint)product;
            s->Cycle += rest + _timing.LongMultiplyExtraCycles;
        }
        else
        {
            SetReady(low, rest);
            SetReady(high, rest + _timing.LongMultiplyExtraCycles);
        }

        return StepResult.Next;
    }

    /// <summary>The 16-bit multiplies: SMLAxy, SMLAWy, SMULWy, SMLALxy, SMULxy.</summary>
    private StepResult MultiplyHalf(uint word)
    {
        CoreState* s = _state;
        uint d = word >> 16 & 0xf;
        uint n = word >> 12 & 0xf;
        uint m = s->R[word & 0xf];
        int second = HalfOf(s->R[word >> 8 & 0xf], word >> 6);
        long product = (word >> 21 & 3) == 1
            ? (long)(int)m * second >> 16
            : HalfOf(m, word >> 5) * second;
        int rest = OccupyMultiplier((uint)second, 0) - _timing.MultiplyIssueCycles;
        switch (word >> 21 & 3)
        {
            case 2:
                long sum = (long)((ulong)s->R[d] << 32 | s->R[n]) + product;
                Write(n, (uint)sum);
                Write(d, (uint)(sum >> 32));
                s->Cycle += _timing.LongMultiplyIssueCycles - _timing.MultiplyIssueCycles;
                SetReady(n, rest);
                SetReady(d, rest + _timing.LongMultiplyExtraCycles);
                return StepResult.Next;
            case 0:
            case 1 when (word & 1 << 5) == 0:
                long accumulated = (int)product + (long)(int)s->R[n];
                s->Saturated |= accumulated != (int)accumulated ? 1u : 0;
                Write(d, (uint)accumulated);
                break;
            default:
                Write(d, (uint)product);
                break;
        }

        SetReady(d, rest);
        return StepResult.Next;
    }

    /// <summary>QADD, QSUB, QDADD, QDSUB.</summary>
    private StepResult Saturate(uint word)
    {
        CoreState* s = _state;
        long n = (int)s->R[word >> 16 & 0xf];
        n = (word & 1 << 22) != 0 ? Saturate(2 * n) : n;
        long m = (int)s->R[word & 0xf];
        Write(word >> 12 & 0xf, (uint)Saturate((word & 1 << 21) != 0 ? m - n : m + n));
        SetReady(word >> 12 & 0xf, 1);
        return StepResult.Next;
    }

    private long Saturate(long value)
    {
        long limited = Math.Clamp(value, int.MinValue, int.MaxValue);
        _state->Saturated |= limited != value ? 1u : 0;
        return limited;
    }

    /// <summary>The XScale's coprocessor 0: MIA, MIAPH, MIAxy, MAR, MRA. Results are cut to 40 bits, bit 39 is the sign.</summary>
    private StepResult UseAccumulator(CodeInstruction* ins)
    {
        CoreState* s = _state;
        uint word = ins->Immediate;
        uint low = word >> 12 & 0xf;
        uint high = word >> 16 & 0xf;
        switch (ins->Op)
        {
            case MicroOp.MoveToAccumulator:
                s->Accumulator = (ulong)(s->R[high] & 0xff) << 32 | s->R[low];
                return StepResult.Next;
            case MicroOp.MoveFromAccumulator:
                Write(low, (uint)s->Accumulator);
                Write(high, (uint)((long)(s->Accumulator << 24) >> 56));
                SetReady(low, _timing.ShortMultiplyResultCycles - _timing.MultiplyIssueCycles);
                SetReady(high, _timing.ShortMultiplyResultCycles + _timing.LongMultiplyExtraCycles - _timing.MultiplyIssueCycles);
                return StepResult.Next;
        }

        uint m = s->R[word & 0xf];
        uint multiplier = s->R[low];
        long product = (word >> 16 & 0xf) switch
        {
            0 => (long)(int)m * (int)multiplier,
            8 => (long)HalfOf(m, 0) * HalfOf(multiplier, 0) + (long)HalfOf(m, 1) * HalfOf(multiplier, 1),
            _ => HalfOf(m, word >> 17) * HalfOf(multiplier, word >> 16),
        };
        OccupyMultiplier(multiplier, 0);
        s->Accumulator = (s->Accumulator + (ulong)product) & Accumulator40;
        return StepResult.Next;
    }

    private static int HalfOf(uint value, uint top) => (top & 1) != 0 ? (int)value >> 16 : (short)value;

    private void Write(uint register, uint value)
    {
        if (register != 15)
        {
            _state->R[register] = value;
        }
    }

    /// <summary>Waits until the multiplier is free and takes it; the result latency of a 32-bit product plus what a longer one takes more.</summary>
    private int OccupyMultiplier(uint multiplier, int extra)
    {
        CoreState* s = _state;
        long wait = s->MultiplierFree - s->Cycle;
        if (wait > 0)
        {
            s->Cycle += wait;
            s->DependencyStalls += wait;
        }

        uint size = multiplier ^ (uint)((int)multiplier >> 31);
        int latency = extra + (size < 1 << 15 ? _timing.ShortMultiplyResultCycles
            : size < 1 << 27 ? _timing.MiddleMultiplyResultCycles
            : _timing.LongMultiplyResultCycles);
        s->MultiplierFree = s->Cycle + latency - 1;
        return latency;
    }
}
