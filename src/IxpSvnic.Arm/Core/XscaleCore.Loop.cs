using System.Runtime.CompilerServices;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    /// <summary>
    /// The loop: executes until a cycle, or until something must be looked at outside. One switch; what is frequent is done in it, the
    /// rest by <see cref="Execute"/>. Time, outstanding results and the place in the code are locals, everything else lies in the state.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private LoopExit Loop(long limit, bool once)
    {
        CoreState* s = _state;
        CodeInstruction* ip;
        CodeInstruction* ins;
        uint target = s->ProgramCounter;
        uint source;
        long cycle = s->Cycle;
        uint pending = s->Pending;
        StepResult outcome;
        ApplyInstructionSet();
        if ((target & ~31u) == s->LineAddress)
        {
            ip = UseLine(s->LineSlot, target);
        }
        else
        {
            ip = FindLine(target);
            cycle = s->Cycle;
            if (ip == null)
            {
                return LeaveUnfetched(target);
            }
        }

        if (once)
        {
            limit = cycle + 1;
        }

        while (true)
        {
            if (cycle >= limit)
            {
                s->Cycle = cycle;
                s->Pending = pending;
                Settle(ip);
                return LoopExit.Limit;
            }

            ins = ip++;
            if ((ins->Hazards & pending) != 0)
            {
                uint waits = ins->Hazards & pending & 0xffff;
                if (waits != 0)
                {
                    pending ^= waits;
                    long start = cycle;
                    do
                    {
                        long ready = s->Ready[System.Numerics.BitOperations.TrailingZeroCount(waits)];
                        cycle = ready > cycle ? ready : cycle;
                        waits &= waits - 1;
                    }
                    while (waits != 0);

                    s->DependencyStalls += cycle - start;
                }

                uint special = ins->Hazards >> CodeInstruction.ConditionShift;
                if (special != 0)
                {
                    if ((special & 0xf) != 0 && !Holds(s, special & 0xf ^ 14))
                    {
                        cycle++;
                        continue;
                    }

                    if ((special & CodeInstruction.ShifterWaits >> CodeInstruction.ConditionShift) != 0)
                    {
                        cycle += s->ShifterDelay;
                        s->DependencyStalls += s->ShifterDelay;
                    }

                    if ((special & CodeInstruction.ReadsPc >> CodeInstruction.ConditionShift) != 0)
                    {
                        uint ahead = (uint)((nint)ins >> s->PcShift) + s->PcBias + s->PcAhead;
                        s->R[15] = (special & CodeInstruction.AlignsPc >> CodeInstruction.ConditionShift) != 0 ? ahead & ~3u : ahead;
                    }
                }
            }

            cycle += ins->IssueCycles;
            switch (ins->Op)
            {
                case MicroOp.EndOfLine:
                    s->Retired += ins - s->Entry;
                    target = (uint)((nint)ins >> s->PcShift) + s->PcBias;
                    s->Entry = ins;
                    goto enter;
                case MicroOp.And:
                    s->R[ins->D] = s->R[ins->N] & ((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Eor:
                    s->R[ins->D] = s->R[ins->N] ^ ((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Sub:
                    s->R[ins->D] = s->R[ins->N] - ((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Rsb:
                    s->R[ins->D] = ((s->R[ins->M] << ins->S) + ins->Immediate) - s->R[ins->N];
                    continue;
                case MicroOp.Add:
                    s->R[ins->D] = s->R[ins->N] + ((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Adc:
                    s->R[ins->D] = s->R[ins->N] + ((s->R[ins->M] << ins->S) + ins->Immediate) + s->Carry;
                    continue;
                case MicroOp.Sbc:
                    s->R[ins->D] = s->R[ins->N] - ((s->R[ins->M] << ins->S) + ins->Immediate) - 1 + s->Carry;
                    continue;
                case MicroOp.Rsc:
                    s->R[ins->D] = ((s->R[ins->M] << ins->S) + ins->Immediate) - s->R[ins->N] - 1 + s->Carry;
                    continue;
                case MicroOp.Orr:
                    s->R[ins->D] = s->R[ins->N] | ((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Mov:
                    s->R[ins->D] = (s->R[ins->M] << ins->S) + ins->Immediate;
                    continue;
                case MicroOp.Bic:
                    s->R[ins->D] = s->R[ins->N] & ~((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Mvn:
                    s->R[ins->D] = ~((s->R[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Ands:
                    {
                        uint result = s->R[ins->N] & ((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Eors:
                    {
                        uint result = s->R[ins->N] ^ ((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Orrs:
                    {
                        uint result = s->R[ins->N] | ((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Bics:
                    {
                        uint result = s->R[ins->N] & ~((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Movs:
                    {
                        uint result = (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Mvns:
                    {
                        uint result = ~((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Tst:
                    {
                        uint result = s->R[ins->N] & ((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Teq:
                    {
                        uint result = s->R[ins->N] ^ ((s->R[ins->M] << ins->S) + ins->Immediate);
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Subs:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint result = a - b;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Rsbs:
                    {
                        uint a = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint b = s->R[ins->N];
                        uint result = a - b;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Adds:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint result = a + b;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = result < a ? 1u : 0;
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Adcs:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        ulong wide = (ulong)a + b + s->Carry;
                        uint result = (uint)wide;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Sbcs:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        ulong wide = (ulong)a + ~b + s->Carry;
                        uint result = (uint)wide;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Rscs:
                    {
                        uint a = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint b = s->R[ins->N];
                        ulong wide = (ulong)a + ~b + s->Carry;
                        uint result = (uint)wide;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Cmp:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint result = a - b;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Cmn:
                    {
                        uint a = s->R[ins->N];
                        uint b = (s->R[ins->M] << ins->S) + ins->Immediate;
                        uint result = a + b;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = result < a ? 1u : 0;
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.AndLsr:
                    s->R[ins->D] = s->R[ins->N] & (s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.EorLsr:
                    s->R[ins->D] = s->R[ins->N] ^ (s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.SubLsr:
                    s->R[ins->D] = s->R[ins->N] - (s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.AddLsr:
                    s->R[ins->D] = s->R[ins->N] + (s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.OrrLsr:
                    s->R[ins->D] = s->R[ins->N] | (s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.MovLsr:
                    s->R[ins->D] = s->R[ins->M] >> ins->S;
                    continue;
                case MicroOp.AndAsr:
                    s->R[ins->D] = s->R[ins->N] & (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.EorAsr:
                    s->R[ins->D] = s->R[ins->N] ^ (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.SubAsr:
                    s->R[ins->D] = s->R[ins->N] - (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.AddAsr:
                    s->R[ins->D] = s->R[ins->N] + (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.OrrAsr:
                    s->R[ins->D] = s->R[ins->N] | (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.MovAsr:
                    s->R[ins->D] = (uint)((int)s->R[ins->M] >> ins->S);
                    continue;
                case MicroOp.AndRor:
                    s->R[ins->D] = s->R[ins->N] & uint.RotateRight(s->R[ins->M], ins->S);
                    continue;
                case MicroOp.EorRor:
                    s->R[ins->D] = s->R[ins->N] ^ uint.RotateRight(s->R[ins->M], ins->S);
                    continue;
                case MicroOp.AddRor:
                    s->R[ins->D] = s->R[ins->N] + uint.RotateRight(s->R[ins->M], ins->S);
                    continue;
                case MicroOp.OrrRor:
                    s->R[ins->D] = s->R[ins->N] | uint.RotateRight(s->R[ins->M], ins->S);
                    continue;
                case MicroOp.MovRor:
                    s->R[ins->D] = uint.RotateRight(s->R[ins->M], ins->S);
                    continue;
                case MicroOp.MovsLsl:
                    {
                        uint m = s->R[ins->M];
                        uint result = m << ins->S;
                        s->Carry = m >> (32 - ins->S) & 1;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovsLsr:
                    {
                        uint m = s->R[ins->M];
                        uint result = m >> ins->S;
                        s->Carry = m >> (ins->S - 1) & 1;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovsAsr:
                    {
                        uint m = s->R[ins->M];
                        uint result = (uint)((int)m >> ins->S);
                        s->Carry = m >> (ins->S - 1) & 1;
                        s->R[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovLslRegister:
                    {
                        uint amount = s->R[ins->S] & 0xff;
                        s->R[ins->D] = amount < 32 ? s->R[ins->M] << (int)amount : 0;
                        continue;
                    }

                case MicroOp.MovLsrRegister:
                    {
                        uint amount = s->R[ins->S] & 0xff;
                        s->R[ins->D] = amount < 32 ? s->R[ins->M] >> (int)amount : 0;
                        continue;
                    }

                case MicroOp.MovAsrRegister:
                    {
                        uint amount = s->R[ins->S] & 0xff;
                        s->R[ins->D] = (uint)((int)s->R[ins->M] >> (int)Math.Min(amount, 31));
                        continue;
                    }

                case MicroOp.Ldr:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        s->R[ins->N] = address;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrb:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrbPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->N] = address;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrbPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrh:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrhPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->N] = address;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrhPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrsb:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrsbPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->N] = address;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrsbPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrsh:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrshPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->N] = address;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrshPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        s->R[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Str:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = s->R[ins->D];
                        continue;
                    }

                case MicroOp.StrPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = s->R[ins->D];
                        s->R[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = s->R[ins->D];
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Strb:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)s->R[ins->D];
                        continue;
                    }

                case MicroOp.StrbPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)s->R[ins->D];
                        s->R[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrbPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)s->R[ins->D];
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Strh:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)s->R[ins->D];
                        continue;
                    }

                case MicroOp.StrhPre:
                    {
                        uint address = s->R[ins->N] + (s->R[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)s->R[ins->D];
                        s->R[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrhPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)s->R[ins->D];
                        s->R[ins->N] = address + (s->R[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Ldrd:
                    {
                        uint address = s->R[ins->N] + s->R[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        s->R[ins->D] = first;
                        s->R[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.LdrdPre:
                    {
                        uint address = s->R[ins->N] + s->R[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        s->R[ins->N] = address;
                        s->R[ins->D] = first;
                        s->R[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.LdrdPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        s->R[ins->N] = address + s->R[ins->M] + ins->Immediate;
                        s->R[ins->D] = first;
                        s->R[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.Strd:
                    {
                        uint address = s->R[ins->N] + s->R[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = s->R[ins->D];
                        words[1] = s->R[ins->D + 1];
                        continue;
                    }

                case MicroOp.StrdPre:
                    {
                        uint address = s->R[ins->N] + s->R[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = s->R[ins->D];
                        words[1] = s->R[ins->D + 1];
                        s->R[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrdPost:
                    {
                        uint address = s->R[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = s->R[ins->D];
                        words[1] = s->R[ins->D + 1];
                        s->R[ins->N] = address + s->R[ins->M] + ins->Immediate;
                        continue;
                    }

                case MicroOp.BranchEq:
                    if (s->NotZero == 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchNe:
                    if (s->NotZero != 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchCs:
                    if (s->Carry != 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchCc:
                    if (s->Carry == 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchMi:
                    if ((int)s->Negative < 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchPl:
                    if ((int)s->Negative >= 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchVs:
                    if ((int)s->Overflow < 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchVc:
                    if ((int)s->Overflow >= 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchHi:
                    if (s->Carry != 0 && s->NotZero != 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchLs:
                    if (s->Carry == 0 || s->NotZero == 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchGe:
                    if ((int)(s->Negative ^ s->Overflow) >= 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchLt:
                    if ((int)(s->Negative ^ s->Overflow) < 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchGt:
                    if (s->NotZero != 0 && (int)(s->Negative ^ s->Overflow) >= 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.BranchLe:
                    if (s->NotZero == 0 || (int)(s->Negative ^ s->Overflow) < 0)
                    {
                        goto taken;
                    }

                    goto notTaken;
                case MicroOp.Branch:
                    goto taken;
                case MicroOp.BranchLink:
                    s->R[14] = (uint)((nint)ins >> 2) + s->PcBias + 4;
                    goto taken;
                case MicroOp.ThumbLink:
                    source = (uint)((nint)ins >> 3) + s->PcBias;
                    target = s->R[14] + ins->Immediate & ~1u;
                    s->R[14] = (source + 2) | 1;
                    goto takenTo;
                case MicroOp.BranchExchange:
                    target = s->R[ins->M];
                    if (((target & 1) << 5) != (s->Control & ThumbBit))
                    {
                        goto outside;
                    }

                    target &= (target & 1) != 0 ? ~1u : ~3u;
                    cycle += s->MispredictCycles;
                    s->Branches++;
                    goto jump;
                case MicroOp.MovPc:
                    target = s->R[ins->M] & ~((s->PcAhead >> 1) - 1);
                    cycle += s->MispredictCycles;
                    s->Branches++;
                    goto jump;
                default:
                    goto outside;
            }

        taken:
            source = (uint)((nint)ins >> s->PcShift) + s->PcBias;
            target = source + ins->Immediate;

        takenTo:
            {
                s->Branches++;
                BranchTarget* known = (BranchTarget*)s->Targets + (source >> 2 & (CoreState.BranchTargets - 1));
                if (known->Source == source && known->Counter >= 2)
                {
                    known->Counter = 3;
                    goto jump;
                }

                cycle += s->MispredictCycles;
                s->Mispredicts++;
                if (known->Source == source)
                {
                    known->Counter++;
                }
                else if (s->PredictsBranches != 0)
                {
                    known->Source = source;
                    known->Counter = 2;
                }

                goto jump;
            }

        notTaken:
            {
                source = (uint)((nint)ins >> s->PcShift) + s->PcBias;
                s->Branches++;
                BranchTarget* known = (BranchTarget*)s->Targets + (source >> 2 & (CoreState.BranchTargets - 1));
                if (known->Source == source)
                {
                    if (known->Counter >= 2)
                    {
                        cycle += s->MispredictCycles;
                        s->Mispredicts++;
                    }

                    known->Counter -= known->Counter > 0 ? 1u : 0;
                }

                continue;
            }

        outside:
            s->Cycle = cycle;
            s->Pending = pending;
            source = (uint)((nint)ins >> s->PcShift) + s->PcBias;
            s->Retired += ip - s->Entry;
            s->Entry = ip;
            outcome = Execute(ins, source);
            cycle = s->Cycle;
            pending = s->Pending;
            if (outcome == StepResult.Next)
            {
                continue;
            }

            target = s->Target;
            if (outcome == StepResult.Jump)
            {
                goto jump;
            }

            return LeaveAfter(outcome, ins, source);

        jump:
            {
                uint trail = s->TrailIndex;
                s->TrailEnd[trail] = (uint)((nint)ip >> s->PcShift) + s->PcBias;
                trail = (trail + 1) & (CoreState.TrailLength - 1);
                s->TrailIndex = trail;
                s->TrailStart[trail] = target | (s->Control >> 5 & 1);
                s->Retired += ip - s->Entry;
                s->PcChanges++;
                s->Entry = ip;
            }

        enter:
            if ((target & ~31u) == s->LineAddress)
            {
                ip = s->LineCode + ((target & 31) >> (4 - s->PcShift));
                s->Entry = ip;
                continue;
            }

            if (cycle >= limit || (MayHaveBreakpoint(target) && HasBreakpointInLine(target)))
            {
                s->Cycle = cycle;
                s->Pending = pending;
                s->ProgramCounter = target;
                return cycle >= limit ? LoopExit.Limit : LoopExit.Look;
            }

            {
                FilterEntry* entry = s->FetchFilter + (target >> 5 & (CoreMemory.FilterEntries - 1));
                if (entry->Tag == (target & ~31u) && s->DecodedAs[entry->Slot] == s->Decoding)
                {
                    ip = s->Code + entry->Slot * LineInstructions;
                    s->LineAddress = target & ~31u;
                    s->LineSlot = entry->Slot;
                    s->LineCode = ip;
                    ip += (target & 31) >> (4 - s->PcShift);
                    s->PcBias = target - (uint)((nint)ip >> s->PcShift);
                    s->Entry = ip;
                    continue;
                }
            }

            s->Cycle = cycle;
            s->Pending = pending;
            ip = FindLine(target);
            cycle = s->Cycle;
            if (ip == null)
            {
                return LeaveUnfetched(target);
            }
        }
    }
}
