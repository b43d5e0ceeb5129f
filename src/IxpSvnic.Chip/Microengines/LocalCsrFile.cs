using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The local CSRs of one engine, reference section 1.9: what a read gives and what a write does once it takes effect.
/// *Not modelled:* lost XScale accesses (LOCAL_CSR_STATUS is 0), register parity.
/// </summary>
internal sealed class LocalCsrFile(Microengine engine, MicroengineState state, ControlStore store)
{
    /// <summary>Cycles of one timestamp count.</summary>
    public const int TimestampCycles = 16;

    /// <summary>NN_FULL is raised at so many free entries or fewer (guess).</summary>
    public const int NnFullFreeEntries = 32;

    /// <summary>Tick of the next future count match, or Never.</summary>
    public long NextFutureCount { get; private set; } = Ticks.Never;

    /// <summary>Context a CSR number speaks of: the indirect one or the given one.</summary>
    public int ContextOf(int csr, int running) => csr
        is LocalCsr.IndirectCtxSts or LocalCsr.IndirectCtxSigEvents or LocalCsr.IndirectCtxWakeupEvents
        or LocalCsr.IndirectCtxFutureCount or LocalCsr.IndirectLmAddr0 or LocalCsr.IndirectLmAddr1
        or LocalCsr.IndirectFutureCountSignal or LocalCsr.IndirectLmAddr0ByteIndex
        or LocalCsr.IndirectLmAddr1ByteIndex
        ? (int)state.CtxPointer
        : running;

    public uint Read(int csr, int context, long time, int pc)
    {
        switch (csr)
        {
            case LocalCsr.UstoreAddress:
                return state.UstoreAddress;
            case LocalCsr.UstoreDataLower:
                return HasStoreAccess ? (uint)store.Read((int)state.UstoreAddress) : state.UstoreLower;
            case LocalCsr.UstoreDataUpper:
                return HasStoreAccess ? (uint)(store.Read((int)state.UstoreAddress) >> 32) : 0;
            case LocalCsr.UstoreErrorStatus:
                return state.UstoreErrorStatus;
            case LocalCsr.AluOut:
                return state.PrevResult;
            case LocalCsr.CtxArbCntl:
                return (uint)(((state.Last + 1) & 7) | (state.Last << 4));
            case LocalCsr.CtxEnables:
                return state.CtxEnables;
            case LocalCsr.CcEnable:
                return state.CcEnable;
            case LocalCsr.CsrCtxPointer:
                return state.CtxPointer;
            case LocalCsr.IndirectCtxSts:
                bool ready = context != state.Running && state.IsEnabled(context) && state.IsWoken(context);
                int place = context == state.Running ? pc : state.ContextPc[context];
                return (ready ? 0x8000_0000 : 0) | (uint)place;
            case LocalCsr.ActiveCtxSts:
                int active = state.Running < 0 ? state.ContextPc[context] : pc;
                return (engine.IsExecuting ? 0x8000_0000 : 0) | ((uint)active << 8) |
                    ((uint)engine.Number << 3) | (uint)context;
            case LocalCsr.IndirectCtxSigEvents or LocalCsr.ActiveCtxSigEvents:
                return state.SigEvents[context];
            case LocalCsr.IndirectCtxWakeupEvents or LocalCsr.ActiveCtxWakeupEvents:
                return state.WakeupEvents[context];
            case LocalCsr.IndirectCtxFutureCount or LocalCsr.ActiveCtxFutureCount:
                return state.FutureCount[context];
            case LocalCsr.IndirectFutureCountSignal or LocalCsr.ActiveFutureCountSignal:
                return state.FutureCountSignal[context];
            case LocalCsr.IndirectLmAddr0 or LocalCsr.ActiveLmAddr0:
                return (uint)state.LmAddress0[state.LmSlot0(context)] << 2;
            case LocalCsr.IndirectLmAddr1 or LocalCsr.ActiveLmAddr1:
                return (uint)state.LmAddress1[state.LmSlot1(context)] << 2;
            case LocalCsr.IndirectLmAddr0ByteIndex or LocalCsr.ActiveLmAddr0ByteIndex:
                return ((uint)state.LmAddress0[state.LmSlot0(context)] << 2) | state.ByteIndex;
            case LocalCsr.IndirectLmAddr1ByteIndex or LocalCsr.ActiveLmAddr1ByteIndex:
                return ((uint)state.LmAddress1[state.LmSlot1(context)] << 2) | state.ByteIndex;
            case LocalCsr.ByteIndex:
                return state.ByteIndex;
            case LocalCsr.TIndex:
                return state.TIndex << 2;
            case LocalCsr.TIndexByteIndex:
                return (state.TIndex << 2) | state.ByteIndex;
            case LocalCsr.NnPut:
                return state.NnPut;
            case LocalCsr.NnGet:
                return state.NnGet;
            case LocalCsr.TimestampLow:
                ulong stamp = Timestamp(time);
                state.TimestampHighLatch = (uint)(stamp >> 32);
                return (uint)stamp;
            case LocalCsr.TimestampHigh:
                return state.TimestampHighLatch;
            case LocalCsr.CrcRemainder:
                return state.CrcVisible;
            case LocalCsr.ProfileCount:
                return (uint)((time - state.ProfileStart) / engine.CycleTicks) & 0xffff;
            case LocalCsr.PseudoRandomNumber:
                return ReadPrn(time);
            default:
                return 0;
        }
    }

    /// <summary>A write takes effect.</summary>
    public void Write(int csr, uint value, int context, long time)
    {
        switch (csr)
        {
            case LocalCsr.UstoreAddress:
                state.UstoreAddress = value & 0x8000_1fff;
                break;
            case LocalCsr.UstoreDataLower:
                state.UstoreLower = value;
                break;
            case LocalCsr.UstoreDataUpper:
                StoreWord(value);
                break;
            case LocalCsr.UstoreErrorStatus:
                state.UstoreErrorStatus = value;
                break;
            case LocalCsr.CtxArbCntl:
                if (state.Running < 0)
                {
                    state.Last = (int)(value + 7) & 7;
                }

                break;
            case LocalCsr.CtxEnables:
                WriteEnables(value, time);
                break;
            case LocalCsr.Reset:
                engine.Reset(time);
                break;
            case LocalCsr.CcEnable:
                state.SaveConditionCodes();
                state.CcEnable = value;
                break;
            case LocalCsr.CsrCtxPointer:
                state.CtxPointer = value & 7;
                break;
            case LocalCsr.IndirectCtxSts:
                state.ContextPc[context] = (ushort)(value & 0x1fff);
                break;
            case LocalCsr.IndirectCtxSigEvents or LocalCsr.ActiveCtxSigEvents:
                state.SigEvents[context] = value & 0xffff;
                break;
            case LocalCsr.IndirectCtxWakeupEvents or LocalCsr.ActiveCtxWakeupEvents:
                state.WakeupEvents[context] = value & 0x1_ffff;
                break;
            case LocalCsr.IndirectCtxFutureCount or LocalCsr.ActiveCtxFutureCount:
                state.FutureCount[context] = value & 0xffff;
                ArmFutureCount(context, time);
                break;
            case LocalCsr.IndirectFutureCountSignal or LocalCsr.ActiveFutureCountSignal:
                state.FutureCountSignal[context] = value & 15;
                ArmFutureCount(context, time);
                break;
            case LocalCsr.NnPut:
                state.NnPut = value & 127;
                PublishPut(time);
                break;
            case LocalCsr.NnGet:
                state.NnGet = value & 127;
                PublishGet(time);
                break;
            case LocalCsr.TimestampLow or LocalCsr.TimestampHigh or LocalCsr.TimestampEnable:
                WriteTimestamp(csr, value, time);
                break;
            case LocalCsr.NextNeighbourSignal or LocalCsr.PrevNeighbourSignal:
                int target = (value & 0x80) != 0 ? context : (int)(value & 7);
                engine.Deliveries.SignalNeighbour(csr == LocalCsr.NextNeighbourSignal, target, SignalOf(value), time);
                break;
            case LocalCsr.SameMeSignal:
                int step = state.ContextCount == 4 ? 2 : 1;
                int receiver = (value & 0x80) != 0 ? (context + step) & 7 : (int)(value & 7);
                state.SigEvents[receiver] |= SignalOf(value);
                break;
            case LocalCsr.CrcRemainder:
                state.CrcRemainder = value;
                state.CrcVisible = value;
                break;
            case LocalCsr.ProfileCount:
                state.ProfileStart = time - ((long)(value & 0xffff) * engine.CycleTicks);
                break;
            case LocalCsr.PseudoRandomNumber:
                state.Prn = value == 0 ? 1 : value;
                state.PrnTime = time;
                break;
            case DelayLine.CrcVisible:
                state.CrcVisible = value;
                break;
            case DelayLine.NnRegister:
                state.Registers[RegisterFile.NextNeighbour + (context & 127)] = value;
                break;
            case DelayLine.NnVisiblePut:
                state.NnVisiblePut = value & 127;
                break;
            default:
                WriteIndex(csr, value, context);
                break;
        }
    }

    public ulong Timestamp(long time) => state.TimestampRuns
        ? state.TimestampBase + (ulong)((time - state.TimestampStart) / CountTicks)
        : state.TimestampBase;

    /// <summary>Raises the signals whose count is reached at <see cref="NextFutureCount"/>.</summary>
    public void MatchFutureCount()
    {
        long time = NextFutureCount;
        for (int context = 0; context < MicroengineState.Contexts; context++)
        {
            if (state.FutureCountAt[context] == time)
            {
                state.SigEvents[context] |= 1u << (int)state.FutureCountSignal[context];
                state.FutureCountAt[context] = time - ((time - state.TimestampStart) % CountTicks) + (CountTicks << 16);
            }
        }

        FindNextFutureCount();
    }

    public void FindNextFutureCount()
    {
        long next = Ticks.Never;
        foreach (long time in state.FutureCountAt)
        {
            next = Math.Min(next, time);
        }

        NextFutureCount = next;
    }

    public bool InputState(int number) => number switch
    {
        0 => ((state.NnVisiblePut - state.NnGet) & 127) <= ((state.CtxEnables >> CtxEnablesBits.NnThresholdShift) & 3),
        1 => 128 - ((state.NnPut - state.NnVisibleGet) & 127) <= NnFullFreeEntries,
        _ => ((state.InputStates >> number) & 1) != 0,
    };

    /// <summary>NN_PUT has changed: whoever reads what this engine writes sees it.</summary>
    public void PublishPut(long time)
    {
        if (engine.WritesOwnNeighbourRegisters)
        {
            state.NnVisiblePut = state.NnPut;
        }
        else
        {
            engine.Deliveries.TellNext(PendingKind.NeighbourPut, state.NnPut, time);
        }
    }

    /// <summary>NN_GET has changed: whoever writes what this engine reads sees it.</summary>
    public void PublishGet(long time)
    {
        if (engine.WritesOwnNeighbourRegisters)
        {
            state.NnVisibleGet = state.NnGet;
        }
        else
        {
            engine.Deliveries.TellPrevious(state.NnGet, time);
        }
    }

    private long CountTicks => (long)TimestampCycles * engine.CycleTicks;

    private bool HasStoreAccess => (state.UstoreAddress & 0x8000_0000) != 0;

    private static uint SignalOf(uint value) => (1u << (int)((value >> 3) & 15)) & 0xfffe;

    private void StoreWord(uint upper)
    {
        if (HasStoreAccess)
        {
            store.Write((int)state.UstoreAddress, ((ulong)(upper & 0x3ff) << 32) | state.UstoreLower);
            state.UstoreAddress = 0x8000_0000 | ((state.UstoreAddress + 1) & (ControlStore.Words - 1));
        }
    }

    private void WriteEnables(uint value, long time)
    {
        SettlePrn(time);
        if ((state.CtxEnables & ~value & CtxEnablesBits.Attention) != 0)
        {
            engine.NoteAttended(time);
        }

        state.CtxEnables = value;
        store.SetMode(state.ContextCount, (value & CtxEnablesBits.ParityEnable) != 0);
        state.RefreshBases();
    }

    private void WriteIndex(int csr, uint value, int context)
    {
        switch (csr)
        {
            case LocalCsr.IndirectLmAddr0 or LocalCsr.ActiveLmAddr0:
                state.LmAddress0[state.LmSlot0(context)] = (ushort)((value >> 2) & 0x3ff);
                break;
            case LocalCsr.IndirectLmAddr1 or LocalCsr.ActiveLmAddr1:
                state.LmAddress1[state.LmSlot1(context)] = (ushort)((value >> 2) & 0x3ff);
                break;
            case LocalCsr.IndirectLmAddr0ByteIndex or LocalCsr.ActiveLmAddr0ByteIndex:
                state.LmAddress0[state.LmSlot0(context)] = (ushort)((value >> 2) & 0x3ff);
                state.ByteIndex = value & 3;
                break;
            case LocalCsr.IndirectLmAddr1ByteIndex or LocalCsr.ActiveLmAddr1ByteIndex:
                state.LmAddress1[state.LmSlot1(context)] = (ushort)((value >> 2) & 0x3ff);
                state.ByteIndex = value & 3;
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
        }

        state.RefreshBases();
    }

    private void WriteTimestamp(int csr, uint value, long time)
    {
        ulong stamp = Timestamp(time);
        if (csr == LocalCsr.TimestampEnable)
        {
            state.TimestampRuns = (value & 1) != 0;
        }
        else
        {
            stamp = csr == LocalCsr.TimestampLow
                ? (stamp & 0xffff_ffff_0000_0000) | value
                : (stamp & 0xffff_ffff) | ((ulong)value << 32);
        }

        state.TimestampBase = stamp;
        state.TimestampStart = time;
        for (int context = 0; context < MicroengineState.Contexts; context++)
        {
            ArmFutureCount(context, time);
        }
    }

    /// <summary>Finds the next match; a count equal to the present one matches at once.</summary>
    private void ArmFutureCount(int context, long time)
    {
        long at = Ticks.Never;
        if (state.TimestampRuns && state.FutureCountSignal[context] != 0)
        {
            ulong stamp = Timestamp(time);
            uint distance = (state.FutureCount[context] - (uint)stamp) & 0xffff;
            at = distance == 0
                ? time
                : state.TimestampStart + ((long)(stamp - state.TimestampBase + distance) * CountTicks);
        }

        state.FutureCountAt[context] = at;
        FindNextFutureCount();
    }

    private uint ReadPrn(long time)
    {
        SettlePrn(time);
        uint value = state.Prn;
        if ((state.CtxEnables & CtxEnablesBits.PrnEveryCycle) == 0)
        {
            state.Prn = PseudoRandom.Step(value);
        }

        return value;
    }

    /// <summary>Brings a register that steps every cycle to a tick.</summary>
    private void SettlePrn(long time)
    {
        if ((state.CtxEnables & CtxEnablesBits.PrnEveryCycle) != 0)
        {
            long steps = (time - state.PrnTime) / engine.CycleTicks;
            state.Prn = PseudoRandom.Advance(state.Prn, steps);
            state.PrnTime += steps * engine.CycleTicks;
        }
        else
        {
            state.PrnTime = time;
        }
    }
}
