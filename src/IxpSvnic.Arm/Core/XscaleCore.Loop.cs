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

        // The registers stand first in the state; a pointer of their own spares a check at every use.
        uint* r = (uint*)s;
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
                        r[15] = (special & CodeInstruction.AlignsPc >> CodeInstruction.ConditionShift) != 0 ? ahead & ~3u : ahead;
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
                    r[ins->D] = r[ins->N] & ((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Eor:
                    r[ins->D] = r[ins->N] ^ ((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Sub:
                    r[ins->D] = r[ins->N] - ((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Rsb:
                    r[ins->D] = ((r[ins->M] << ins->S) + ins->Immediate) - r[ins->N];
                    continue;
                case MicroOp.Add:
                    r[ins->D] = r[ins->N] + ((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Adc:
                    r[ins->D] = r[ins->N] + ((r[ins->M] << ins->S) + ins->Immediate) + s->Carry;
                    continue;
                case MicroOp.Sbc:
                    r[ins->D] = r[ins->N] - ((r[ins->M] << ins->S) + ins->Immediate) - 1 + s->Carry;
                    continue;
                case MicroOp.Rsc:
                    r[ins->D] = ((r[ins->M] << ins->S) + ins->Immediate) - r[ins->N] - 1 + s->Carry;
                    continue;
                case MicroOp.Orr:
                    r[ins->D] = r[ins->N] | ((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Mov:
                    r[ins->D] = (r[ins->M] << ins->S) + ins->Immediate;
                    continue;
                case MicroOp.Bic:
                    r[ins->D] = r[ins->N] & ~((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Mvn:
                    r[ins->D] = ~((r[ins->M] << ins->S) + ins->Immediate);
                    continue;
                case MicroOp.Ands:
                    {
                        uint result = r[ins->N] & ((r[ins->M] << ins->S) + ins->Immediate);
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Eors:
                    {
                        uint result = r[ins->N] ^ ((r[ins->M] << ins->S) + ins->Immediate);
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Orrs:
                    {
                        uint result = r[ins->N] | ((r[ins->M] << ins->S) + ins->Immediate);
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Bics:
                    {
                        uint result = r[ins->N] & ~((r[ins->M] << ins->S) + ins->Immediate);
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Movs:
                    {
                        uint result = (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Mvns:
                    {
                        uint result = ~((r[ins->M] << ins->S) + ins->Immediate);
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Tst:
                    {
                        uint result = r[ins->N] & ((r[ins->M] << ins->S) + ins->Immediate);
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Teq:
                    {
                        uint result = r[ins->N] ^ ((r[ins->M] << ins->S) + ins->Immediate);
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.Subs:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        uint result = a - b;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Rsbs:
                    {
                        uint a = (r[ins->M] << ins->S) + ins->Immediate;
                        uint b = r[ins->N];
                        uint result = a - b;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Adds:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        uint result = a + b;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = result < a ? 1u : 0;
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Adcs:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        ulong wide = (ulong)a + b + s->Carry;
                        uint result = (uint)wide;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Sbcs:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        ulong wide = (ulong)a + ~b + s->Carry;
                        uint result = (uint)wide;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Rscs:
                    {
                        uint a = (r[ins->M] << ins->S) + ins->Immediate;
                        uint b = r[ins->N];
                        ulong wide = (ulong)a + ~b + s->Carry;
                        uint result = (uint)wide;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = (uint)(wide >> 32);
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Cmp:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        uint result = a - b;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = a >= b ? 1u : 0;
                        s->Overflow = (a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.Cmn:
                    {
                        uint a = r[ins->N];
                        uint b = (r[ins->M] << ins->S) + ins->Immediate;
                        uint result = a + b;
                        s->Negative = result;
                        s->NotZero = result;
                        s->Carry = result < a ? 1u : 0;
                        s->Overflow = ~(a ^ b) & (a ^ result);
                        continue;
                    }

                case MicroOp.AndLsr:
                    r[ins->D] = r[ins->N] & (r[ins->M] >> ins->S);
                    continue;
                case MicroOp.EorLsr:
                    r[ins->D] = r[ins->N] ^ (r[ins->M] >> ins->S);
                    continue;
                case MicroOp.SubLsr:
                    r[ins->D] = r[ins->N] - (r[ins->M] >> ins->S);
                    continue;
                case MicroOp.AddLsr:
                    r[ins->D] = r[ins->N] + (r[ins->M] >> ins->S);
                    continue;
                case MicroOp.OrrLsr:
                    r[ins->D] = r[ins->N] | (r[ins->M] >> ins->S);
                    continue;
                case MicroOp.MovLsr:
                    r[ins->D] = r[ins->M] >> ins->S;
                    continue;
                case MicroOp.AndAsr:
                    r[ins->D] = r[ins->N] & (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.EorAsr:
                    r[ins->D] = r[ins->N] ^ (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.SubAsr:
                    r[ins->D] = r[ins->N] - (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.AddAsr:
                    r[ins->D] = r[ins->N] + (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.OrrAsr:
                    r[ins->D] = r[ins->N] | (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.MovAsr:
                    r[ins->D] = (uint)((int)r[ins->M] >> ins->S);
                    continue;
                case MicroOp.AndRor:
                    r[ins->D] = r[ins->N] & uint.RotateRight(r[ins->M], ins->S);
                    continue;
                case MicroOp.EorRor:
                    r[ins->D] = r[ins->N] ^ uint.RotateRight(r[ins->M], ins->S);
                    continue;
                case MicroOp.AddRor:
                    r[ins->D] = r[ins->N] + uint.RotateRight(r[ins->M], ins->S);
                    continue;
                case MicroOp.OrrRor:
                    r[ins->D] = r[ins->N] | uint.RotateRight(r[ins->M], ins->S);
                    continue;
                case MicroOp.MovRor:
                    r[ins->D] = uint.RotateRight(r[ins->M], ins->S);
                    continue;
                case MicroOp.MovsLsl:
                    {
                        uint m = r[ins->M];
                        uint result = m << ins->S;
                        s->Carry = m >> (32 - ins->S) & 1;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovsLsr:
                    {
                        uint m = r[ins->M];
                        uint result = m >> ins->S;
                        s->Carry = m >> (ins->S - 1) & 1;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovsAsr:
                    {
                        uint m = r[ins->M];
                        uint result = (uint)((int)m >> ins->S);
                        s->Carry = m >> (ins->S - 1) & 1;
                        r[ins->D] = result;
                        s->Negative = result;
                        s->NotZero = result;
                        continue;
                    }

                case MicroOp.MovLslRegister:
                    {
                        uint amount = r[ins->S] & 0xff;
                        r[ins->D] = amount < 32 ? r[ins->M] << (int)amount : 0;
                        continue;
                    }

                case MicroOp.MovLsrRegister:
                    {
                        uint amount = r[ins->S] & 0xff;
                        r[ins->D] = amount < 32 ? r[ins->M] >> (int)amount : 0;
                        continue;
                    }

                case MicroOp.MovAsrRegister:
                    {
                        uint amount = r[ins->S] & 0xff;
                        r[ins->D] = (uint)((int)r[ins->M] >> (int)Math.Min(amount, 31));
                        continue;
                    }

                case MicroOp.Ldr:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        r[ins->N] = address;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        uint value = *(uint*)(entry->Line + (address & 0x1c));
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrb:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrbPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->N] = address;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrbPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrh:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrhPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->N] = address;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrhPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = *(ushort*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrsb:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrsbPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->N] = address;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrsbPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe0))
                        {
                            goto outside;
                        }

                        uint value = (uint)(sbyte)entry->Line[(address & 0x1f) ^ s->ByteFlip];
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Ldrsh:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrshPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->N] = address;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.LdrshPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe1))
                        {
                            goto outside;
                        }

                        uint value = (uint)*(short*)(entry->Line + ((address & 0x1e) ^ s->HalfFlip));
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        r[ins->D] = value;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        pending |= 1u << ins->D;
                        continue;
                    }

                case MicroOp.Str:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = r[ins->D];
                        continue;
                    }

                case MicroOp.StrPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = r[ins->D];
                        r[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff3))
                        {
                            goto outside;
                        }

                        *(uint*)(entry->Line + (address & 0xc)) = r[ins->D];
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Strb:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)r[ins->D];
                        continue;
                    }

                case MicroOp.StrbPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)r[ins->D];
                        r[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrbPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff0))
                        {
                            goto outside;
                        }

                        entry->Line[(address & 0xf) ^ s->ByteFlip] = (byte)r[ins->D];
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Strh:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)r[ins->D];
                        continue;
                    }

                case MicroOp.StrhPre:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)r[ins->D];
                        r[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrhPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 4 & (CoreMemory.StoreFilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_fff1))
                        {
                            goto outside;
                        }

                        *(ushort*)(entry->Line + ((address & 0xe) ^ s->HalfFlip)) = (ushort)r[ins->D];
                        r[ins->N] = address + (r[ins->M] << ins->S) + ins->Immediate;
                        continue;
                    }

                case MicroOp.Ldrd:
                    {
                        uint address = r[ins->N] + r[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        r[ins->D] = first;
                        r[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.LdrdPre:
                    {
                        uint address = r[ins->N] + r[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        r[ins->N] = address;
                        r[ins->D] = first;
                        r[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.LdrdPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        uint first = words[0];
                        uint second = words[1];
                        r[ins->N] = address + r[ins->M] + ins->Immediate;
                        r[ins->D] = first;
                        r[ins->D + 1] = second;
                        s->Ready[ins->D] = cycle + s->LoadDelay;
                        s->Ready[ins->D + 1] = cycle + s->LoadDelay + 1;
                        pending |= 3u << ins->D;
                        continue;
                    }

                case MicroOp.Strd:
                    {
                        uint address = r[ins->N] + r[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = r[ins->D];
                        words[1] = r[ins->D + 1];
                        continue;
                    }

                case MicroOp.StrdPre:
                    {
                        uint address = r[ins->N] + r[ins->M] + ins->Immediate;
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = r[ins->D];
                        words[1] = r[ins->D + 1];
                        r[ins->N] = address;
                        continue;
                    }

                case MicroOp.StrdPost:
                    {
                        uint address = r[ins->N];
                        FilterEntry* entry = s->StoreFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe7))
                        {
                            goto outside;
                        }

                        uint* words = (uint*)(entry->Line + (address & 0x18));
                        words[0] = r[ins->D];
                        words[1] = r[ins->D + 1];
                        r[ins->N] = address + r[ins->M] + ins->Immediate;
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
                    r[14] = (uint)((nint)ins >> 2) + s->PcBias + 4;
                    goto taken;
                case MicroOp.ThumbLink:
                    source = (uint)((nint)ins >> 3) + s->PcBias;
                    target = r[14] + ins->Immediate & ~1u;
                    r[14] = (source + 2) | 1;
                    goto takenTo;
                case MicroOp.BranchExchange:
                    target = r[ins->M];
                    if (((target & 1) << 5) != (s->Control & ThumbBit))
                    {
                        goto outside;
                    }

                    target &= (target & 1) != 0 ? ~1u : ~3u;
                    cycle += s->MispredictCycles;
                    s->Branches++;
                    goto jump;
                case MicroOp.LdrPc:
                    {
                        uint address = r[ins->N] + (r[ins->M] << ins->S) + ins->Immediate;
                        FilterEntry* entry = s->LoadFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
                        if (entry->Tag != (address & 0xffff_ffe3))
                        {
                            goto outside;
                        }

                        target = *(uint*)(entry->Line + (address & 0x1c));
                        if ((target & 1) != 0)
                        {
                            goto outside;
                        }

                        target &= ~3u;
                        cycle += s->LoadPcDelay;
                        s->Branches++;
                        goto jump;
                    }

                case MicroOp.MovPc:
                    target = r[ins->M] & ~((s->PcAhead >> 1) - 1);
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
