using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// What a debugger on the CSR bus can do to an engine while the machine is stopped, at once and without bus time: the
/// loader recipes of the chip reference (section 7) are sequences of these calls. Register accesses other than CSRs
/// are for tests and debuggers.
/// </summary>
public sealed class MicroengineDebugPort
{
    private readonly Microengine _engine;

    internal MicroengineDebugPort(Microengine engine) => _engine = engine;

    /// <summary>CSRs, registers and words of the control store that were written from here.</summary>
    public long Writes { get; private set; }

    /// <summary>Reads a local CSR by number.</summary>
    public uint ReadCsr(int csr)
    {
        MicroengineState state = _engine.State;
        return _engine.Csrs.Read(csr, Context(csr), state.LocalTime, state.Pc);
    }

    /// <summary>Writes a local CSR by number, with immediate effect.</summary>
    public void WriteCsr(int csr, uint value)
    {
        Writes++;
        _engine.Csrs.Write(csr, value, Context(csr), _engine.State.LocalTime);
        _engine.Wake();
    }

    /// <summary>Writes a program with parity from an address on, and four nops behind it where they fit.</summary>
    public void Load(ReadOnlySpan<ulong> words, int address = 0)
    {
        const ulong Nop = 0xf0_000c_0300;
        WriteCsr(LocalCsr.UstoreAddress, 0x8000_0000 | (uint)address);
        foreach (ulong word in words)
        {
            StoreWord(word);
        }

        for (int i = 0; i < 4 && address + words.Length + i < ControlStore.Words; i++)
        {
            StoreWord(Nop);
        }

        WriteCsr(LocalCsr.UstoreAddress, 0);
    }

    /// <summary>Has the observer told when these labels are reached.</summary>
    public void Observe(IReadOnlyList<TracePoint> points)
    {
        _engine.TracePoints = points;
        foreach (TracePoint point in points)
        {
            _engine.Store.Trace(point.Address);
        }
    }

    /// <summary>Control store word with its parity bits 41:40.</summary>
    public ulong ReadStore(int address) => _engine.Store.Read(address);

    /// <summary>Writes 42 bits as they are: parity may be wrong on purpose.</summary>
    public void WriteStore(int address, ulong word)
    {
        Writes++;
        _engine.Store.Write(address, word);
    }

    /// <summary>
    /// Mode bits, parity checking, condition codes, next-neighbour pointers and index registers (recipe 3).
    /// </summary>
    public void SetMode(uint modeBits)
    {
        WriteCsr(LocalCsr.CtxEnables, modeBits | CtxEnablesBits.ParityEnable);
        WriteCsr(LocalCsr.CcEnable, MicroengineState.CcEnableBit);
        WriteCsr(LocalCsr.NnPut, 0);
        WriteCsr(LocalCsr.NnGet, 0);
        WriteCsr(LocalCsr.TIndexByteIndex, 0);
    }

    /// <summary>Starts contexts at an address (recipe 5).</summary>
    public void Start(int contextMask, int address = 0)
    {
        for (int context = 0; context < MicroengineState.Contexts; context++)
        {
            if (((contextMask >> context) & 1) != 0)
            {
                WriteCsr(LocalCsr.CsrCtxPointer, (uint)context);
                WriteCsr(LocalCsr.IndirectCtxSigEvents, 1);
                WriteCsr(LocalCsr.IndirectCtxWakeupEvents, 1);
                WriteCsr(LocalCsr.IndirectCtxSts, (uint)address);
            }
        }

        uint enables = ReadCsr(LocalCsr.CtxEnables);
        WriteCsr(LocalCsr.CtxEnables, enables | ((uint)contextMask << CtxEnablesBits.ContextShift));
    }

    /// <summary>Takes contexts out of arbitration; a running one goes on until it yields (recipe 6).</summary>
    public void Stop(int contextMask) => WriteCsr(
        LocalCsr.CtxEnables, ReadCsr(LocalCsr.CtxEnables) & ~((uint)contextMask << CtxEnablesBits.ContextShift));

    /// <summary>Clears the timestamp and lets it count, as MISC_CONTROL[7] does (recipe 7).</summary>
    public void StartTimestamp()
    {
        WriteCsr(LocalCsr.TimestampEnable, 0);
        WriteCsr(LocalCsr.TimestampLow, 0);
        WriteCsr(LocalCsr.TimestampHigh, 0);
        WriteCsr(LocalCsr.TimestampEnable, 1);
    }

    /// <summary>A register as an instruction of a context would name it; transfer registers: the in-register.</summary>
    public uint ReadRegister(Operand register, int context) => _engine.State.Registers[Place(register, context, 0)];

    /// <summary>The out-register of a transfer register.</summary>
    public uint ReadOutRegister(Operand register, int context) =>
        _engine.State.Registers[Place(register, context, RegisterFile.SOut - RegisterFile.SIn)];

    public void WriteRegister(Operand register, int context, uint value)
    {
        Writes++;
        _engine.State.Registers[Place(register, context, 0)] = value;
    }

    public void WriteOutRegister(Operand register, int context, uint value)
    {
        Writes++;
        _engine.State.Registers[Place(register, context, RegisterFile.SOut - RegisterFile.SIn)] = value;
    }

    /// <summary>A word of local memory, 0-639.</summary>
    public uint ReadLocalMemory(int word)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)word, (uint)RegisterFile.LocalMemoryWords);
        return _engine.State.Registers[RegisterFile.LocalMemory + word];
    }

    public void WriteLocalMemory(int word, uint value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)word, (uint)RegisterFile.LocalMemoryWords);
        Writes++;
        _engine.State.Registers[RegisterFile.LocalMemory + word] = value;
    }

    /// <summary>Address a context resumes at, or executes now.</summary>
    public int ProgramCounter(int context) =>
        _engine.State.Running == context ? _engine.State.Pc : _engine.State.ContextPc[context];

    /// <summary>Context that executes, or -1.</summary>
    public int RunningContext => _engine.State.Running;

    /// <summary>Events a context has and events it awaits, SIG_EVENTS and WAKEUP_EVENTS layout.</summary>
    public (uint Present, uint Awaited) Events(int context) =>
        (_engine.State.SigEvents[context], _engine.State.WakeupEvents[context]);

    /// <summary>Condition codes N, Z, V, C in bits 3:0.</summary>
    public uint ConditionCodes =>
        (_engine.State.Negative << 3) | (_engine.State.IsZero ? 4u : 0) |
        (_engine.State.Overflow << 1) | _engine.State.Carry;

    /// <summary>Sets N, Z, V, C from bits 3:0.</summary>
    public void WriteConditionCodes(uint nzvc) => _engine.State.SetConditionCodes(
        (nzvc & 8) != 0, (nzvc & 4) != 0, (nzvc & 2) != 0, (nzvc & 1) != 0);

    private static int Place(Operand register, int context, int outOffset)
    {
        int windowed = (register.Value | (context * 16)) & 127;
        return register.Kind switch
        {
            OperandKind.GprA => RegisterFile.GprA + windowed,
            OperandKind.GprB => RegisterFile.GprB + windowed,
            OperandKind.GprAAbsolute => RegisterFile.GprA + (register.Value & 127),
            OperandKind.GprBAbsolute => RegisterFile.GprB + (register.Value & 127),
            OperandKind.SXfer => RegisterFile.SIn + outOffset + windowed,
            OperandKind.DXfer => RegisterFile.DIn + outOffset + windowed,
            OperandKind.NextNeighbour => RegisterFile.NextNeighbour + windowed,
            _ => throw new ArgumentException($"{register} is not a register", nameof(register)),
        };
    }

    private void StoreWord(ulong word)
    {
        ulong stored = (word & ControlStore.InstructionMask) | ControlStore.Parity(word & ControlStore.InstructionMask);
        WriteCsr(LocalCsr.UstoreDataLower, (uint)stored);
        WriteCsr(LocalCsr.UstoreDataUpper, (uint)(stored >> 32));
    }

    private int Context(int csr) => _engine.Csrs.ContextOf(
        csr, _engine.State.Running < 0 ? _engine.State.Last : _engine.State.Running);
}
