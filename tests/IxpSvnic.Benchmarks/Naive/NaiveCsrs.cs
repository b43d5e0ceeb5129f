using IxpSvnic.Chip.Microengines;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>
/// Section 1.9 as far as programs on one engine can see it. *Not modelled:* the control store window, future counts,
/// neighbour signals, CC_ENABLE.
/// </summary>
internal sealed class NaiveCsrs(NaiveState state, int index, int cycleTicks)
{
    public uint Read(int csr)
    {
        int selected = (int)state.ContextPointer;
        int active = state.Window;
        return csr switch
        {
            LocalCsr.CtxEnables => state.Enables,
            LocalCsr.CsrCtxPointer => state.ContextPointer,
            LocalCsr.IndirectCtxSts => (state.IsReady(selected) ? 0x8000_0000 : 0) | (uint)state.ContextPc[selected],
            LocalCsr.ActiveCtxSts => (state.Running >= 0 ? 0x8000_0000 : 0) | ((uint)state.Pc << 8)
                | ((uint)((index >> 2 << 4) | (index & 3)) << 3) | (uint)active,
            LocalCsr.IndirectCtxSigEvents => state.Events[selected],
            LocalCsr.ActiveCtxSigEvents => state.Events[active],
            LocalCsr.IndirectCtxWakeupEvents => state.Awaited[selected],
            LocalCsr.ActiveCtxWakeupEvents => state.Awaited[active],
            LocalCsr.IndirectLmAddr0 => (uint)state.Pointer[0, Slot(0, selected)] << 2,
            LocalCsr.ActiveLmAddr0 => (uint)state.Pointer[0, Slot(0, active)] << 2,
            LocalCsr.IndirectLmAddr1 => (uint)state.Pointer[1, Slot(1, selected)] << 2,
            LocalCsr.ActiveLmAddr1 => (uint)state.Pointer[1, Slot(1, active)] << 2,
            LocalCsr.ByteIndex => state.ByteIndex,
            LocalCsr.TIndex => state.TIndex << 2,
            LocalCsr.NnPut => state.NnPut,
            LocalCsr.NnGet => state.NnGet,
            LocalCsr.TimestampLow => state.TimestampStart < 0
                ? 0 : (uint)((state.Now - state.TimestampStart) / (16 * cycleTicks)),
            LocalCsr.CrcRemainder => state.VisibleRemainder,
            LocalCsr.ProfileCount => (uint)(state.Now / cycleTicks) & 0xffff,
            LocalCsr.PseudoRandomNumber => NextRandom(),
            _ => throw new NotSupportedException($"local CSR 0x{csr * 4:x} cannot be read"),
        };
    }

    public void Write(int csr, uint value, int context)
    {
        int selected = (int)state.ContextPointer;
        switch (csr)
        {
            case LocalCsr.CtxEnables:
                state.Enables = value;
                break;
            case LocalCsr.CsrCtxPointer:
                state.ContextPointer = value & 7;
                break;
            case LocalCsr.IndirectCtxSts:
                state.ContextPc[selected] = (int)(value & 0x1fff);
                break;
            case LocalCsr.IndirectCtxSigEvents:
                state.Events[selected] = value & 0xffff;
                break;
            case LocalCsr.ActiveCtxSigEvents:
                state.Events[context] = value & 0xffff;
                break;
            case LocalCsr.IndirectCtxWakeupEvents:
                state.Awaited[selected] = value & 0x1_ffff;
                break;
            case LocalCsr.IndirectLmAddr0:
            case LocalCsr.IndirectLmAddr0ByteIndex:
                WritePointer(0, Slot(0, selected), value, csr == LocalCsr.IndirectLmAddr0ByteIndex);
                break;
            case LocalCsr.ActiveLmAddr0:
            case LocalCsr.ActiveLmAddr0ByteIndex:
                WritePointer(0, Slot(0, context), value, csr == LocalCsr.ActiveLmAddr0ByteIndex);
                break;
            case LocalCsr.IndirectLmAddr1:
            case LocalCsr.IndirectLmAddr1ByteIndex:
                WritePointer(1, Slot(1, selected), value, csr == LocalCsr.IndirectLmAddr1ByteIndex);
                break;
            case LocalCsr.ActiveLmAddr1:
            case LocalCsr.ActiveLmAddr1ByteIndex:
                WritePointer(1, Slot(1, context), value, csr == LocalCsr.ActiveLmAddr1ByteIndex);
                break;
            case LocalCsr.ByteIndex:
                state.ByteIndex = value & 3;
                break;
            case LocalCsr.TIndex:
                state.TIndex = (value >> 2) & 127;
                break;
            case LocalCsr.TIndexByteIndex:
                state.TIndex = (value >> 2) & 127;
                state.ByteIndex = value & 3;
                break;
            case LocalCsr.NnPut:
                state.NnPut = value & 127;
                break;
            case LocalCsr.NnGet:
                state.NnGet = value & 127;
                break;
            case LocalCsr.SameMeSignal:
                Signal(value, context);
                break;
            case LocalCsr.CrcRemainder:
                state.Remainder = value;
                state.VisibleRemainder = value;
                break;
            case LocalCsr.PseudoRandomNumber:
                state.Random = value == 0 ? 1 : value;
                break;
            default:
                throw new NotSupportedException($"local CSR 0x{csr * 4:x} cannot be written");
        }
    }

    public void StepRandom() =>
        state.Random = (state.Random >> 1) ^ ((state.Random & 1) != 0 ? 0x8020_0003 : 0);

    private uint NextRandom()
    {
        uint value = state.Random;
        if ((state.Enables & CtxEnablesBits.PrnEveryCycle) == 0)
        {
            StepRandom();
        }

        return value;
    }

    private void Signal(uint value, int context)
    {
        int step = state.IsFourContexts ? 2 : 1;
        int target = (value & 0x80) != 0 ? (context + step) & 7 : (int)(value & 7);
        uint signal = (value >> 3) & 15;
        if (signal != 0)
        {
            state.Events[target] |= 1u << (int)signal;
        }
    }

    private void WritePointer(int pointer, int slot, uint value, bool withByteIndex)
    {
        state.Pointer[pointer, slot] = (int)(value >> 2) & 1023;
        if (withByteIndex)
        {
            state.ByteIndex = value & 3;
        }
    }

    private int Slot(int pointer, int context) =>
        (state.Enables >> (16 + pointer) & 1) != 0 ? NaiveState.Contexts : context;
}
