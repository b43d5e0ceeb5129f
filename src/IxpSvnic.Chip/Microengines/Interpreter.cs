using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Executes predecoded instructions: one switch over <see cref="MicroOp"/>. Straight code runs in the loop;
/// everything that needs attention (limits, deliveries, deferred slots, delayed writes, swaps) is done by
/// <see cref="Microengine.Service"/> before an instruction, whenever its start has reached the horizon.
/// </summary>
internal static class Interpreter
{
    public static void Run(Microengine engine, long limit, long worldTime)
    {
        MicroengineState s = engine.State;
        ref uint registers = ref MemoryMarshal.GetArrayDataReference(s.Registers);
        ref uint bases = ref Unsafe.Add(ref registers, RegisterFile.Bases);
        ref PredecodedInstruction code = ref engine.Store.First;
        long cycle = engine.CycleTicks;
        long t = s.Now;
        long horizon = long.MinValue;
        int pc = s.Pc;
        int executed = 0;
        for (; ; )
        {
            if (t >= horizon)
            {
                s.Now = t;
                s.Pc = pc;
                engine.Executed += executed;
                executed = 0;
                if (!engine.Service(limit))
                {
                    return;
                }

                t = s.Now;
                pc = s.Pc;
                horizon = engine.Horizon;
            }

            ref PredecodedInstruction i = ref Unsafe.Add(ref code, pc);
        Execute:
            uint a = i.AccessA <= OperandAccess.LocalMemory1
                ? Unsafe.Add(ref registers, i.A | Unsafe.Add(ref bases, (int)i.AccessA))
                : engine.Operands.Read(i.AccessA);
            uint b = i.AccessB <= OperandAccess.LocalMemory1
                ? Unsafe.Add(ref registers, i.B | Unsafe.Add(ref bases, (int)i.AccessB))
                : engine.Operands.Read(i.AccessB);
            uint r;
            bool taken;
            int target = i.Target;
            switch (i.Op)
            {
                case MicroOp.AluB:
                    r = b;
                    goto Logic;
                case MicroOp.AluNotB:
                    r = ~b;
                    goto Logic;
                case MicroOp.AluAdd:
                    r = a + b;
                    goto AddFlags;
                case MicroOp.AluAddCarry:
                    ulong sum = (ulong)a + b + s.Carry;
                    r = (uint)sum;
                    s.Carry = (uint)(sum >> 32);
                    s.Overflow = ((a ^ r) & (b ^ r)) >> 31;
                    goto Arithmetic;
                case MicroOp.AluAdd8:
                    r = a + (b & 0xff);
                    goto AddPartFlags;
                case MicroOp.AluAdd16:
                    r = a + (b & 0xffff);
                    goto AddPartFlags;
                case MicroOp.AluSub:
                    r = a - b;
                    s.Carry = a >= b ? 1u : 0;
                    s.Overflow = ((a ^ b) & (a ^ r)) >> 31;
                    goto Arithmetic;
                case MicroOp.AluSubCarry:
                    ulong difference = (ulong)a + ~b + s.Carry;
                    r = (uint)difference;
                    s.Carry = (uint)(difference >> 32);
                    s.Overflow = ((a ^ b) & (a ^ r)) >> 31;
                    goto Arithmetic;
                case MicroOp.AluReverseSub:
                    r = b - a;
                    s.Carry = b >= a ? 1u : 0;
                    s.Overflow = ((a ^ b) & (b ^ r)) >> 31;
                    goto Arithmetic;
                case MicroOp.AluAnd:
                    r = a & b;
                    goto Logic;
                case MicroOp.AluOr:
                    r = a | b;
                    goto Logic;
                case MicroOp.AluXor:
                    r = a ^ b;
                    goto Logic;
                case MicroOp.AluNotAnd:
                    r = ~a & b;
                    goto Logic;
                case MicroOp.AluAndNot:
                    r = a & ~b;
                    goto Logic;
                case MicroOp.ShfB:
                    r = Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.ShfNotB:
                    r = ~Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.ShfAnd:
                    r = a & Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.ShfNotAnd:
                    r = ~a & Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.ShfAndNot:
                    r = a & ~Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.ShfOr:
                    r = a | Shifted(in i, b, s.PrevA);
                    goto Logic;
                case MicroOp.Asr:
                    int places = i.Shift == ShiftKind.Right ? i.ShiftAmount : (int)(s.PrevA & 31);
                    r = (b >> places) | ((uint)((int)s.PrevResult >> 31) & ~(uint.MaxValue >> places));
                    goto Logic;
                case MicroOp.DblShf:
                    places = i.Shift == ShiftKind.Right ? i.ShiftAmount : (int)(s.PrevA & 31);
                    r = (uint)((((ulong)a << 32) | b) >> places);
                    goto Logic;
                case MicroOp.ByteAlignBe:
                    r = (uint)((((ulong)s.PrevB << 32) | b) >> (32 - (8 * (int)s.ByteIndex)));
                    goto Logic;
                case MicroOp.ByteAlignLe:
                    r = (uint)((((ulong)a << 32) | s.PrevA) >> (8 * (int)s.ByteIndex));
                    goto Logic;
                case MicroOp.Ffs:
                    r = b == 0 ? 0 : (uint)BitOperations.TrailingZeroCount(b);
                    s.Carry = 0;
                    s.Overflow = 0;
                    s.CcResult = b == 0 ? 0u : 1;
                    goto Result;
                case MicroOp.PopCount1 or MicroOp.PopCount2:
                    goto NoResult;
                case MicroOp.PopCount3:
                    r = (uint)BitOperations.PopCount(b);
                    goto LogicWithoutTrace;
                case MicroOp.CamClear:
                    CamUnit.Clear(s);
                    goto NoResult;
                case MicroOp.CamLookup:
                    r = CamUnit.Lookup(s, a);
                    if (i.Value != 0)
                    {
                        engine.SetPointerByCam(in i, r);
                        horizon = engine.Horizon;
                    }

                    goto Write;
                case MicroOp.CamWrite:
                    CamUnit.Write(s, (int)b, a, i.Parameter);
                    goto NoResult;
                case MicroOp.CamWriteState:
                    s.CamState[b & 15] = (byte)(i.Parameter & 15);
                    goto NoResult;
                case MicroOp.CamReadTag:
                    r = s.CamTag[b & 15];
                    goto Write;
                case MicroOp.CamReadState:
                    r = (uint)s.CamState[b & 15] << 8;
                    goto Write;
                case MicroOp.CrcBe or MicroOp.CrcLe:
                    engine.FeedCrc(in i, b);
                    horizon = engine.Horizon;
                    r = b;
                    goto LogicWithoutTrace;
                case MicroOp.Nop:
                    goto Next;
                case MicroOp.Immed:
                    r = i.Immediate;
                    goto ResultOnly;
                case MicroOp.ImmedW0 or MicroOp.ImmedW1 or MicroOp.ImmedB0 or MicroOp.ImmedB1 or MicroOp.ImmedB2
                    or MicroOp.ImmedB3:
                    r = (a & ~i.Mask) | i.Immediate;
                    goto ResultOnly;
                case MicroOp.LdField:
                    r = (a & ~i.Mask) | (Shifted(in i, b, s.PrevA) & i.Mask);
                    goto Field;
                case MicroOp.LdFieldClear:
                    r = Shifted(in i, b, s.PrevA) & i.Mask;
                    goto Field;
                case MicroOp.Br:
                    goto Branch;
                case MicroOp.BrEq:
                    taken = s.IsZero;
                    goto Conditional;
                case MicroOp.BrNe:
                    taken = !s.IsZero;
                    goto Conditional;
                case MicroOp.BrMi:
                    taken = s.Negative != 0;
                    goto Conditional;
                case MicroOp.BrPl:
                    taken = s.Negative == 0;
                    goto Conditional;
                case MicroOp.BrCs:
                    taken = s.Carry != 0;
                    goto Conditional;
                case MicroOp.BrCc:
                    taken = s.Carry == 0;
                    goto Conditional;
                case MicroOp.BrVs:
                    taken = s.Overflow != 0;
                    goto Conditional;
                case MicroOp.BrVc:
                    taken = s.Overflow == 0;
                    goto Conditional;
                case MicroOp.BrGe:
                    taken = s.Negative == s.Overflow;
                    goto Conditional;
                case MicroOp.BrLt:
                    taken = s.Negative != s.Overflow;
                    goto Conditional;
                case MicroOp.BrLe:
                    taken = s.IsZero || s.Negative != s.Overflow;
                    goto Conditional;
                case MicroOp.BrGt:
                    taken = !s.IsZero && s.Negative == s.Overflow;
                    goto Conditional;
                case MicroOp.BrCtx:
                    taken = s.Running == i.Parameter;
                    goto Conditional;
                case MicroOp.BrNotCtx:
                    taken = s.Running != i.Parameter;
                    goto Conditional;
                case MicroOp.BrSignal:
                    taken = TestAndClear(ref s.SigEvents[s.Running], i.Parameter);
                    goto Conditional;
                case MicroOp.BrNotSignal:
                    taken = !TestAndClear(ref s.SigEvents[s.Running], i.Parameter);
                    goto Conditional;
                case MicroOp.BrInpState:
                    taken = engine.Csrs.InputState(i.Parameter);
                    goto Conditional;
                case MicroOp.BrNotInpState:
                    taken = !engine.Csrs.InputState(i.Parameter);
                    goto Conditional;
                case MicroOp.BrBset:
                    taken = ((a >> i.Parameter) & 1) != 0;
                    goto Conditional;
                case MicroOp.BrBclr:
                    taken = ((a >> i.Parameter) & 1) == 0;
                    goto Conditional;
                case MicroOp.BrByteEqual:
                    taken = (byte)(a >> (8 * i.Parameter)) == i.Value;
                    goto Conditional;
                case MicroOp.BrByteNotEqual:
                    taken = (byte)(a >> (8 * i.Parameter)) != i.Value;
                    goto Conditional;
                case MicroOp.Jump:
                    target = (int)(a + i.Target) & 0x1fff;
                    taken = true;
                    goto Conditional;
                case MicroOp.CtxArb:
                    engine.Scheduler.Arbitrate(in i, pc, t);
                    goto Swap;
                case MicroOp.MulStart:
                    s.Product = 0;
                    goto NoResult;
                case MicroOp.MulStep1:
                    s.Product += (ulong)a * (b & 0xff);
                    goto NoResult;
                case MicroOp.MulStep2:
                    s.Product += (ulong)a * (b & 0xff00);
                    goto NoResult;
                case MicroOp.MulStep3:
                    s.Product += (ulong)a * (b & 0xff_0000);
                    goto NoResult;
                case MicroOp.MulStep4:
                    s.Product += (ulong)a * (b & 0xff00_0000);
                    goto NoResult;
                case MicroOp.MulLast:
                    r = (uint)s.Product;
                    goto LogicWithoutTrace;
                case MicroOp.MulLast2:
                    r = (uint)(s.Product >> 32);
                    goto LogicWithoutTrace;
                case MicroOp.LocalCsrRead:
                    s.CsrValue = engine.Csrs.Read(i.Target, engine.Csrs.ContextOf(i.Target, s.Running), t, pc);
                    s.HasCsrValue = true;
                    engine.Attend();
                    horizon = long.MinValue;
                    goto NoResult;
                case MicroOp.LocalCsrWrite:
                    engine.WriteCsr(i.Target, a);
                    horizon = long.MinValue;
                    goto NoResult;
                case MicroOp.Illegal:
                    if (i.Parameter == ControlStore.Traced)
                    {
                        engine.PassTracePoint(pc, t);
                        i = ref engine.Store.Original(pc);
                        goto Execute;
                    }

                    engine.StopAtFault(pc, t);
                    t += cycle;
                    horizon = long.MinValue;
                    continue;
                default:
                    goto Command;
            }

        Logic:
            s.Carry = 0;
            s.Overflow = 0;
            s.CcResult = r;
            goto Result;

        AddPartFlags:
            s.Carry = r < a ? 1u : 0;
            s.Overflow = (~a & r) >> 31;
            goto Arithmetic;

        AddFlags:
            s.Carry = r < a ? 1u : 0;
            s.Overflow = ((a ^ r) & (b ^ r)) >> 31;

        Arithmetic:
            s.CcResult = r;

        Result:
            s.PrevResult = r;
            s.PrevA = a;
            s.PrevB = b;

        Write:
            if (i.FastDest <= OperandAccess.Windowed)
            {
                Unsafe.Add(ref registers, i.Dest | Unsafe.Add(ref bases, (int)i.FastDest)) = r;
            }
            else
            {
                engine.Operands.Write(in i, r, t);
                horizon = engine.Horizon;
            }

        Next:
            t += cycle;
            pc++;
            executed++;
            continue;

        ResultOnly:
            s.PrevResult = r;
            goto Write;

        Field:
            if ((i.Flags & PredecodedFlags.SetsConditionCodes) != PredecodedFlags.None)
            {
                goto Logic;
            }

            goto Result;

        LogicWithoutTrace:
            s.Carry = 0;
            s.Overflow = 0;
            s.CcResult = r;
            goto Write;

        NoResult:
            if ((i.Flags & PredecodedFlags.PostModifies) != PredecodedFlags.None)
            {
                engine.Operands.Finish(t);
            }

            goto Next;

        Conditional:
            if ((i.Flags & PredecodedFlags.PostModifies) != PredecodedFlags.None)
            {
                engine.Operands.Finish(t);
            }

            if (!taken)
            {
                goto Next;
            }

        Branch:
            if (i.Defer != 0)
            {
                engine.Scheduler.BranchAfterSlots(in i, target);
                horizon = long.MinValue;
                goto Next;
            }

            engine.Lost += i.LostCycles;
            engine.Trail.Add(pc, target, t);
            t += cycle * (1 + i.LostCycles);
            pc = target;
            executed++;
            continue;

        Command:
            if (!engine.Fifo.HasRoom(t))
            {
                s.Now = t;
                s.Pc = pc;
                s.IsRetrying = true;
                if (!engine.Stall(limit, worldTime))
                {
                    engine.Executed += executed;
                    return;
                }

                t = s.Now;
                horizon = long.MinValue;
                continue;
            }

            engine.Issuer.Issue(in i, a, b, pc, t);
            if ((i.Flags & PredecodedFlags.PostModifies) != PredecodedFlags.None)
            {
                engine.Operands.Finish(t);
            }

            if ((i.Flags & PredecodedFlags.Swaps) == PredecodedFlags.None)
            {
                goto Next;
            }

            engine.Scheduler.SwapForSignal(in i, pc, t);

        Swap:
            // With filled slots the context goes on for them; else Service chooses the next one.
            t += i.Defer != 0 ? cycle : cycle * (1 + i.LostCycles);
            pc++;
            executed++;
            horizon = long.MinValue;
        }
    }

    private static bool TestAndClear(ref uint events, int signal)
    {
        uint bit = 1u << signal;
        bool set = (events & bit) != 0;
        events &= ~(bit & 0xfffe);
        return set;
    }

    private static uint Shifted(in PredecodedInstruction i, uint value, uint previousA)
    {
        switch (i.Shift)
        {
            case ShiftKind.None:
                return value;
            case ShiftKind.Left:
                return value << i.ShiftAmount;
            case ShiftKind.Right:
                return value >> i.ShiftAmount;
            case ShiftKind.RotateRight:
                return BitOperations.RotateRight(value, i.ShiftAmount);
            case ShiftKind.LeftIndirect:
                return value << (int)(previousA & 31);
            default:
                return value >> (int)(previousA & 31);
        }
    }
}
