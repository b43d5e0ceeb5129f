using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The architectural state of one microengine: plain data, no behaviour. Times are ticks. What the state hash covers is
/// exactly what <see cref="Sync"/> visits.
/// </summary>
internal sealed class MicroengineState : IStateful
{
    public const int Contexts = 8;

    /// <summary>Index of the pointer shared by all contexts in the local memory pointer arrays.</summary>
    public const int Shared = 8;

    public readonly uint[] Registers = RegisterFile.Create();
    public readonly ushort[] ContextPc = new ushort[Contexts];
    public readonly uint[] SigEvents = new uint[Contexts];
    public readonly uint[] WakeupEvents = new uint[Contexts];
    public readonly uint[] FutureCount = new uint[Contexts];
    public readonly uint[] FutureCountSignal = new uint[Contexts];

    /// <summary>Tick of the next match of each context's future count, or Never.</summary>
    public readonly long[] FutureCountAt = new long[Contexts];

    /// <summary>Word addresses; the ninth is the shared one.</summary>
    public readonly ushort[] LmAddress0 = new ushort[Contexts + 1];
    public readonly ushort[] LmAddress1 = new ushort[Contexts + 1];

    public readonly uint[] CamTag = new uint[16];
    public readonly byte[] CamState = new byte[16];

    /// <summary>Entries, least recently used first.</summary>
    public readonly byte[] CamOrder = new byte[16];

    public readonly DelayLine Delays = new();

    // The running context.
    public long Now;
    public long LocalTime;
    public int Running = -1;
    public int Last = Contexts - 1;
    public int Pc;
    public bool IsIdle;

    /// <summary>The instruction at Pc was tried and found the command FIFO full.</summary>
    public bool IsRetrying;

    // A transfer of control behind deferred slots.
    public TransferKind Transfer;
    public int SlotsLeft;
    public int TransferTarget;
    public int TransferLostCycles;

    // Condition codes. Z: the low half of CcResult is zero; N: bit 31 of either half is set.
    public ulong CcResult = 1;
    public uint Carry;
    public uint Overflow;

    // Their values when CC_ENABLE was written: they stay those while updates are disabled.
    private ulong _savedResult;
    private uint _savedCarry;
    private uint _savedOverflow;

    // What the next instruction may use of this one.
    public uint PrevResult;
    public uint PrevA;
    public uint PrevB;
    public ulong Product;
    public bool HasCsrValue;
    public uint CsrValue;

    public uint CrcRemainder;
    public uint CrcVisible;

    // Local CSRs that no field above holds.
    public uint CtxEnables;
    public uint CcEnable = CcEnableBit;
    public uint CtxPointer;
    public uint ByteIndex;
    public uint TIndex;
    public uint NnPut;
    public uint NnGet;
    public uint UstoreAddress;
    public uint UstoreLower;
    public uint UstoreErrorStatus;

    /// <summary>The writer's NN_PUT as this engine sees it.</summary>
    public uint NnVisiblePut;

    /// <summary>The reader's NN_GET as this engine sees it.</summary>
    public uint NnVisibleGet;

    /// <summary>Bit n is input state n; 0 and 1 are computed.</summary>
    public uint InputStates;

    public ulong TimestampBase;
    public long TimestampStart;
    public bool TimestampRuns;
    public uint TimestampHighLatch;
    public uint Prn = 1;
    public long PrnTime;
    public long ProfileStart;

    public const uint CcEnableBit = 0x2000;

    public MicroengineState()
    {
        Array.Fill(FutureCountAt, Sim.Time.Ticks.Never);
        for (byte i = 0; i < CamOrder.Length; i++)
        {
            CamOrder[i] = i;
        }
    }

    public bool IsZero => (uint)CcResult == 0;

    /// <summary>N as 0 or 1.</summary>
    public uint Negative => ((uint)(CcResult >> 32) | (uint)CcResult) >> 31;

    public int ContextCount => (CtxEnables & CtxEnablesBits.FourContexts) != 0 ? 4 : 8;

    public int LmSlot0(int context) => (CtxEnables & CtxEnablesBits.Lm0Global) != 0 ? Shared : context;

    public int LmSlot1(int context) => (CtxEnables & CtxEnablesBits.Lm1Global) != 0 ? Shared : context;

    /// <summary>Points the operand bases at the running context.</summary>
    public void RefreshBases()
    {
        int context = Running < 0 ? Last : Running;
        Span<uint> bases = Registers.AsSpan(RegisterFile.Bases);
        bases[(int)OperandAccess.Windowed] = (uint)context * 16;
        bases[(int)OperandAccess.LocalMemory0] = (uint)(RegisterFile.LocalMemory | LmAddress0[LmSlot0(context)]);
        bases[(int)OperandAccess.LocalMemory1] = (uint)(RegisterFile.LocalMemory | LmAddress1[LmSlot1(context)]);
    }

    /// <summary>The awaited events of a context are there.</summary>
    public bool IsWoken(int context)
    {
        uint awaited = WakeupEvents[context];
        uint present = SigEvents[context] | 1;
        return (awaited & 0x1_0000) != 0 ? (awaited & present & 0xffff) != 0 : (awaited & ~present & 0xffff) == 0;
    }

    public bool IsEnabled(int context) =>
        (CtxEnables >> (CtxEnablesBits.ContextShift + context) & 1) != 0 && (ContextCount == 8 || (context & 1) == 0);

    public void SetConditionCodes(bool n, bool z, bool v, bool c)
    {
        CcResult = (n ? 1UL << 63 : 0) | (z ? 0u : 1);
        Overflow = v ? 1u : 0;
        Carry = c ? 1u : 0;
    }

    public void SaveConditionCodes()
    {
        (_savedResult, _savedCarry, _savedOverflow) = (CcResult, Carry, Overflow);
    }

    public void RestoreConditionCodes()
    {
        (CcResult, Carry, Overflow) = (_savedResult, _savedCarry, _savedOverflow);
    }

    /// <summary>Back to no context, no program counter, no signal; the data registers stay.</summary>
    public void Reset()
    {
        Array.Clear(ContextPc);
        Array.Clear(SigEvents);
        Array.Clear(WakeupEvents);
        Array.Clear(FutureCountSignal);
        Array.Fill(FutureCountAt, Sim.Time.Ticks.Never);
        Delays.Clear();
        Running = -1;
        Last = Contexts - 1;
        IsRetrying = false;
        Transfer = TransferKind.None;
        CcEnable = CcEnableBit;
        CtxPointer = 0;
        NnPut = 0;
        NnGet = 0;
        UstoreAddress = 0;
        UstoreErrorStatus = 0;
        RefreshBases();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(Registers.AsSpan(0, RegisterFile.Sink));
        visitor.Block(Registers.AsSpan(RegisterFile.LocalMemory, RegisterFile.LocalMemoryWords));
        visitor.Block(ContextPc);
        visitor.Block(SigEvents);
        visitor.Block(WakeupEvents);
        visitor.Block(FutureCount);
        visitor.Block(FutureCountSignal);
        visitor.Block(FutureCountAt);
        visitor.Block(LmAddress0);
        visitor.Block(LmAddress1);
        visitor.Block(CamTag);
        visitor.Block(CamState);
        visitor.Block(CamOrder);
        visitor.Visit(Delays);
        SyncSequencer(visitor);
        SyncDatapath(visitor);
        SyncCsrs(visitor);
        if (visitor.IsRestoring)
        {
            RefreshBases();
        }
    }

    private void SyncSequencer(StateVisitor visitor)
    {
        visitor.Value(ref Now);
        visitor.Value(ref LocalTime);
        visitor.Value(ref Running);
        visitor.Value(ref Last);
        visitor.Value(ref Pc);
        visitor.Value(ref IsIdle);
        visitor.Value(ref IsRetrying);
        visitor.Value(ref Transfer);
        visitor.Value(ref SlotsLeft);
        visitor.Value(ref TransferTarget);
        visitor.Value(ref TransferLostCycles);
    }

    private void SyncDatapath(StateVisitor visitor)
    {
        visitor.Value(ref CcResult);
        visitor.Value(ref Carry);
        visitor.Value(ref Overflow);
        visitor.Value(ref _savedResult);
        visitor.Value(ref _savedCarry);
        visitor.Value(ref _savedOverflow);
        visitor.Value(ref PrevResult);
        visitor.Value(ref PrevA);
        visitor.Value(ref PrevB);
        visitor.Value(ref Product);
        visitor.Value(ref HasCsrValue);
        visitor.Value(ref CsrValue);
        visitor.Value(ref CrcRemainder);
        visitor.Value(ref CrcVisible);
    }

    private void SyncCsrs(StateVisitor visitor)
    {
        visitor.Value(ref CtxEnables);
        visitor.Value(ref CcEnable);
        visitor.Value(ref CtxPointer);
        visitor.Value(ref ByteIndex);
        visitor.Value(ref TIndex);
        visitor.Value(ref NnPut);
        visitor.Value(ref NnGet);
        visitor.Value(ref UstoreAddress);
        visitor.Value(ref UstoreLower);
        visitor.Value(ref UstoreErrorStatus);
        visitor.Value(ref NnVisiblePut);
        visitor.Value(ref NnVisibleGet);
        visitor.Value(ref InputStates);
        visitor.Value(ref TimestampBase);
        visitor.Value(ref TimestampStart);
        visitor.Value(ref TimestampRuns);
        visitor.Value(ref TimestampHighLatch);
        visitor.Value(ref Prn);
        visitor.Value(ref PrnTime);
        visitor.Value(ref ProfileStart);
    }
}
