using System.Runtime.InteropServices;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;

namespace IxpSvnic.Arm.Core;

public sealed unsafe partial class XscaleCore
{
    // 16 Thumb instructions and the end of the line.
    private const int LineInstructions = 17;

    // How a slot has been decoded; the halfwords of big-endian Thumb change places.
    private const byte NotDecoded = 0;
    private const byte DecodedArm = 1;
    private const byte DecodedThumb = 2;

    private uint[] _generations = [];

    private void AllocateLines()
    {
        CoreState* s = _state;
        int slots = _memory.CodeSlots;
        s->Code = (CodeInstruction*)NativeMemory.AlignedAlloc((nuint)(slots * LineInstructions * sizeof(CodeInstruction)), 64);
        s->DecodedAs = (byte*)NativeMemory.AllocZeroed((nuint)slots);
        _generations = new uint[slots];
        s->LineAddress = FilterEntry.Empty;
    }

    private void ForgetLines() => NativeMemory.Clear(_state->DecodedAs, (nuint)_generations.Length);

    /// <summary>What the loop needs to know of the running instruction set.</summary>
    private void ApplyInstructionSet()
    {
        CoreState* s = _state;
        bool isThumb = IsThumb;
        s->PcShift = isThumb ? 3 : 2;
        s->PcAhead = isThumb ? 4u : 8u;
        s->MispredictCycles = (uint)(_timing.MispredictedBranchCycles - 1 + (isThumb ? _timing.ThumbMispredictExtraCycles : 0));
        s->Decoding = isThumb ? DecodedThumb + (_memory.HalfFlip >> 1) : DecodedArm;
    }

    /// <summary>Makes a line the running one, decodes it if that has not been done, and points to an instruction of it.</summary>
    private CodeInstruction* UseLine(int slot, uint address)
    {
        CoreState* s = _state;
        if (s->DecodedAs[slot] != s->Decoding)
        {
            Decode(slot);
        }

        s->LineAddress = address & ~31u;
        s->LineSlot = slot;
        s->LineCode = s->Code + slot * LineInstructions;
        CodeInstruction* place = s->LineCode + ((address & 31) >> (4 - s->PcShift));
        s->PcBias = address - (uint)((nint)place >> s->PcShift);
        s->Entry = place;
        return place;
    }

    /// <summary>The running line may have been changed by a debugger.</summary>
    private void RefreshLine()
    {
        CoreState* s = _state;
        if (s->LineAddress != FilterEntry.Empty && _generations[s->LineSlot] != _memory.CodeGeneration(s->LineSlot))
        {
            s->DecodedAs[s->LineSlot] = NotDecoded;
        }
    }

    private void Decode(int slot)
    {
        CoreState* s = _state;
        uint* words = _memory.CodeWords(slot);
        CodeInstruction* place = s->Code + slot * LineInstructions;
        bool isArm = s->Decoding == DecodedArm;
        int count = isArm ? 8 : 16;
        int flip = (int)s->Decoding - DecodedThumb;
        for (int i = 0; i < count; i++)
        {
            place[i] = isArm
                ? _predecoder.Arm(words[i])
                : _predecoder.Thumb(words[i >> 1] >> (((i ^ flip) & 1) << 4) & 0xffff);
            if (i > 0 && Predecoder.IsShifterWaiting(place[i - 1], place[i]))
            {
                place[i].Hazards |= CodeInstruction.ShifterWaits;
            }
        }

        place[count] = new CodeInstruction { Op = MicroOp.EndOfLine };
        s->DecodedAs[slot] = (byte)s->Decoding;
        _generations[slot] = _memory.CodeGeneration(slot);
    }

    /// <summary>The line of an address that is not the running one; null when it cannot be had (see <see cref="CoreMemory.Outcome"/>).</summary>
    private CodeInstruction* FindLine(uint address)
    {
        CoreState* s = _state;
        FilterEntry* entry = s->FetchFilter + (address >> 5 & (CoreMemory.FilterEntries - 1));
        if (entry->Tag == (address & ~31u))
        {
            return UseLine(entry->Slot, address);
        }

        _memory.Cycle = s->Cycle;
        int slot = _memory.FetchSlow(address);
        s->Cycle = _memory.Cycle;
        if (slot < 0)
        {
            s->LineAddress = FilterEntry.Empty;
            return null;
        }

        if (_generations[slot] != _memory.CodeGeneration(slot))
        {
            s->DecodedAs[slot] = NotDecoded;
        }

        return UseLine(slot, address);
    }
}
