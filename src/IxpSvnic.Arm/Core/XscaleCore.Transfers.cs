using System.Numerics;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    /// <summary>Bytes and sign of a load or store micro-op, by its distance from LDR in threes.</summary>
    private static ReadOnlySpan<sbyte> TransferSizes => [4, 1, 2, -1, -2, 4, 1, 2];

    /// <summary>A predecoded load or store whose access is not a plain hit.</summary>
    private StepResult Transfer(CodeInstruction* ins, uint address)
    {
        CoreState* s = _state;
        int kind = ins->Op - MicroOp.Ldr;
        int mode = kind % 3;
        uint basis = s->R[ins->N];
        uint moved = basis + (s->R[ins->M] << ins->S) + ins->Immediate;
        uint at = mode == 2 ? basis : moved;
        int size = TransferSizes[kind / 3];
        if (kind >= 15)
        {
            if (!Store(at, size, false, s->R[ins->D]))
            {
                return Failed(address);
            }

            if (mode != 0)
            {
                s->R[ins->N] = moved;
            }

            return StepResult.Next;
        }

        if (!Load(at, size, false))
        {
            return Failed(address);
        }

        if (mode != 0)
        {
            s->R[ins->N] = moved;
        }

        s->R[ins->D] = s->Loaded;
        SetReady(ins->D, (int)s->LoadDelay);
        return StepResult.Next;
    }

    /// <summary>Any load or store of one register, from its word.</summary>
    private StepResult TransferWord(uint word, uint address, bool isHalf)
    {
        CoreState* s = _state;
        uint n = word >> 16 & 0xf;
        uint d = word >> 12 & 0xf;
        uint offset = isHalf ? HalfOffset(word) : WordOffset(word);
        bool isPre = (word & 1 << 24) != 0;
        bool writesBack = !isPre || (word & 1 << 21) != 0;
        bool isLoad = (word & 1 << 20) != 0;
        uint basis = s->R[n];
        uint moved = (word & 1 << 23) != 0 ? basis + offset : basis - offset;
        uint at = isPre ? moved : basis;
        bool asUser = !isHalf && !isPre && (word & 1 << 21) != 0;
        int size = !isHalf ? (word & 1 << 22) != 0 ? 1 : 4 : (word >> 5 & 3) switch { 1 => 2, 2 => -1, _ => -2 };
        if (isLoad ? !Load(at, size, asUser) : !Store(at, size, asUser, s->R[d]))
        {
            return Failed(address);
        }

        if (writesBack)
        {
            Write(n, moved);
        }

        if (!isLoad)
        {
            return StepResult.Next;
        }

        if (d == 15)
        {
            return EnterLoaded();
        }

        s->R[d] = s->Loaded;
        SetReady(d, (int)s->LoadDelay);
        return StepResult.Next;
    }

    /// <summary>LDR to the program counter without write-back.</summary>
    private StepResult LoadPc(uint at, uint address) => Load(at, 4, false) ? EnterLoaded() : Failed(address);

    private StepResult EnterLoaded()
    {
        CoreState* s = _state;
        s->Cycle += s->LoadPcDelay;
        s->Branches++;
        return EnterInstructionSet(s->Loaded);
    }

    private uint WordOffset(uint word) => (word & 1 << 25) == 0
        ? word & 0xfff
        : (uint)ShiftByConstant(word, _state->R[word & 0xf], _state->Carry);

    private uint HalfOffset(uint word) => (word & 1 << 22) != 0
        ? (word >> 4 & 0xf0) | (word & 0xf)
        : _state->R[word & 0xf];

    /// <summary>LDRD and STRD, from the word.</summary>
    private StepResult TransferDual(uint word, uint address)
    {
        CoreState* s = _state;
        uint n = word >> 16 & 0xf;
        uint offset = HalfOffset(word);
        bool isPre = (word & 1 << 24) != 0;
        bool writesBack = !isPre || (word & 1 << 21) != 0;
        uint basis = s->R[n];
        uint moved = (word & 1 << 23) != 0 ? basis + offset : basis - offset;
        bool isLoad = (word & 1 << 5) == 0;
        return TransferTwo(isLoad, word >> 12 & 0xf, isPre ? moved : basis, writesBack && n != 15 ? n : 16, moved, address);
    }

    /// <summary>Loads or stores d and the register after it; the base n (16 = none) takes its new value.</summary>
    private StepResult TransferTwo(bool isLoad, uint d, uint at, uint n, uint moved, uint address)
    {
        CoreState* s = _state;
        if ((at & 7) != 0 && _memory.ChecksAlignment)
        {
            _memory.RaiseAlignmentFault(at);
            return Fault(ArmException.DataAbort, address);
        }

        at = Align(at);
        if (isLoad)
        {
            if (!Load(at, 4, false))
            {
                return Failed(address);
            }

            s->Buffer[0] = s->Loaded;
            if (!Load(at + 4, 4, false))
            {
                return Failed(address);
            }
        }
        else if (!Store(at, 4, false, s->R[d]) || !Store(at + 4, 4, false, s->R[d + 1]))
        {
            return Failed(address);
        }

        if (n != CodeInstruction.Zero)
        {
            s->R[n] = moved;
        }

        if (!isLoad)
        {
            return StepResult.Next;
        }

        s->R[d] = s->Buffer[0];
        SetReady(d, (int)s->LoadDelay);
        if (d == 14)
        {
            s->Cycle += _timing.LoadPcCycles - _timing.LoadIssueCycles;
            s->Branches++;
            return EnterInstructionSet(s->Loaded);
        }

        s->R[d + 1] = s->Loaded;
        SetReady(d + 1, (int)s->LoadDelay + 1);
        return StepResult.Next;
    }

    /// <summary>SWP and SWPB.</summary>
    private StepResult Swap(uint word, uint address)
    {
        CoreState* s = _state;
        uint d = word >> 12 & 0xf;
        _memory.Cycle = s->Cycle;
        bool done = _memory.Swap(
            s->R[word >> 16 & 0xf], (word & 1 << 22) != 0 ? 1 : 4, s->R[word & 0xf], out s->Loaded);
        s->Cycle = _memory.Cycle;
        if (!done)
        {
            return Failed(address);
        }

        Write(d, s->Loaded);
        return StepResult.Next;
    }

    private StepResult Preload(uint word)
    {
        CoreState* s = _state;
        uint offset = WordOffset(word);
        uint basis = s->R[word >> 16 & 0xf];
        _memory.Cycle = s->Cycle;
        _memory.Preload((word & 1 << 23) != 0 ? basis + offset : basis - offset);
        s->Cycle = _memory.Cycle;
        return StepResult.Next;
    }

    /// <summary>LDM and STM, from the word. Nothing of it happens to registers before all accesses have.</summary>
    private StepResult TransferMultiple(uint word, uint address)
    {
        CoreState* s = _state;
        uint n = word >> 16 & 0xf;
        uint list = word & 0xffff;
        uint bytes = (uint)BitOperations.PopCount(list) * 4;
        bool isUp = (word & 1 << 23) != 0;
        bool isPre = (word & 1 << 24) != 0;
        bool isLoad = (word & 1 << 20) != 0;
        bool isUser = (word & 1 << 22) != 0 && !(isLoad && (list & 0x8000) != 0);
        uint basis = s->R[n];
        uint moved = isUp ? basis + bytes : basis - bytes;
        uint at = Align(isUp ? basis : moved) + (isPre == isUp ? 4u : 0);
        int count = 0;
        FilterEntry* filter = isLoad ? s->LoadFilter : s->StoreFilter;
        for (uint rest = list; rest != 0; rest &= rest - 1, at += 4)
        {
            int register = BitOperations.TrailingZeroCount(rest);
            FilterEntry* entry = filter + (at >> 5 & (CoreMemory.FilterEntries - 1));
            uint* place = entry->Tag == (at & 0xffff_ffe3) ? (uint*)(entry->Line + (at & 0x1c)) : null;
            if (isLoad)
            {
                if (place == null)
                {
                    if (!Load(at, 4, false))
                    {
                        return Failed(address);
                    }

                    place = &s->Loaded;
                }

                s->Buffer[count++] = *place;
                continue;
            }

            uint value = isUser && register >= 8 && register != 15 ? *Banked(ArmMode.User, register) : s->R[register];
            if (place != null)
            {
                *place = value;
            }
            else if (!Store(at, 4, false, value))
            {
                return Failed(address);
            }
        }

        if ((word & 1 << 21) != 0)
        {
            s->R[n] = moved;
        }

        s->Cycle += bytes / 4;
        if (!isLoad)
        {
            return StepResult.Next;
        }

        return Spread(list, isUser, restoresStatus: (word & 1 << 22) != 0 && !isUser);
    }

    private StepResult Spread(uint list, bool isUser, bool restoresStatus)
    {
        CoreState* s = _state;
        int count = 0;
        for (uint rest = list & 0x7fff; rest != 0; rest &= rest - 1)
        {
            int register = BitOperations.TrailingZeroCount(rest);
            uint value = s->Buffer[count++];
            if (isUser && register >= 8)
            {
                *Banked(ArmMode.User, register) = value;
            }
            else
            {
                s->R[register] = value;
            }
        }

        if ((list & 0x8000) == 0)
        {
            return StepResult.Next;
        }

        s->Cycle += _timing.LoadMultiplePcCycles + Math.Max(0, count + 1 - 3) - (_timing.MultipleIssueCycles + count + 1);
        s->Branches++;
        return restoresStatus ? Return(s->Buffer[count]) : EnterInstructionSet(s->Buffer[count]);
    }

    /// <summary>Without alignment checking the low bits of a multiple transfer's address do not count; with it, memory aborts.</summary>
    private uint Align(uint address) => _memory.ChecksAlignment ? address : address & ~3u;

    /// <summary>Loads into the state's Loaded; a negative size is signed.</summary>
    private bool Load(uint address, int size, bool asUser)
    {
        CoreState* s = _state;
        _memory.Cycle = s->Cycle;
        uint value;
        bool done = asUser ? _memory.LoadSlow(address, size, true, out value) : size switch
        {
            4 => _memory.Load32(address, out value),
            2 or -2 => _memory.Load16(address, out value),
            _ => _memory.Load8(address, out value),
        };
        s->Cycle = _memory.Cycle;
        s->Loaded = size switch { -1 => (uint)(sbyte)value, -2 => (uint)(short)value, _ => value };
        return done;
    }

    private bool Store(uint address, int size, bool asUser, uint value)
    {
        CoreState* s = _state;
        _memory.Cycle = s->Cycle;
        bool done = asUser ? _memory.StoreSlow(address, size, true, value) : size switch
        {
            4 => _memory.Store32(address, value),
            2 => _memory.Store16(address, value),
            _ => _memory.Store8(address, value),
        };
        s->Cycle = _memory.Cycle;
        return done;
    }
}
