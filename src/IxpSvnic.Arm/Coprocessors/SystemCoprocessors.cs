using IxpSvnic.Arm.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Coprocessors;

/// <summary>
/// CP14 (performance monitor, clock and power, software debug) and CP15 (system control) of the XScale core (ixp2400-chip 5.1, 5.4; IXP42X manual 3.5). Only
/// privileged modes may use them. *Not modelled:* the debug unit: its registers keep what is written and nothing stops at them.
/// </summary>
public sealed partial class SystemCoprocessors(XscaleMemory memory, XscaleParameters parameters) : ISystemCoprocessors, IStateful
{
    private const int DebugRegisters = 16;

    private readonly uint[] _debug = new uint[DebugRegisters];
    private readonly uint[] _breakpoints = new uint[DebugRegisters];
    private uint _access;
    private uint _clockConfiguration;
    private bool _idle;

    /// <summary>The performance monitor.</summary>
    public PerformanceMonitor Monitor { get; } = new(memory);

    /// <summary>What the interpreter counts, for the performance monitor; set once the core exists.</summary>
    public ICoreCounters? Counters
    {
        get => Monitor.Core;
        set => Monitor.Core = value;
    }

    /// <inheritdoc/>
    public bool PerformanceInterrupt => Monitor.Interrupt;

    /// <summary>Coprocessor access register (CPAR), bits 13:0.</summary>
    public uint AccessRegister
    {
        get => _access;
        set => _access = value & 0x3fff;
    }

    /// <inheritdoc/>
    public bool Allows(int number) => number >= 14 || (_access >> number & 1) != 0;

    /// <inheritdoc/>
    public bool TakeIdleRequest()
    {
        bool idle = _idle;
        _idle = false;
        return idle;
    }

    /// <inheritdoc/>
    public CoprocessorOutcome Read(in CoprocessorRegister register, bool privileged, out uint value)
    {
        value = 0;
        if (!privileged || register.Opcode1 != 0)
        {
            return CoprocessorOutcome.Undefined;
        }

        bool known = register.Number switch
        {
            14 => ReadCp14(register, out value),
            15 => ReadCp15(register, out value),
            _ => false,
        };
        return known ? CoprocessorOutcome.Done : CoprocessorOutcome.Undefined;
    }

    /// <inheritdoc/>
    public CoprocessorOutcome Write(in CoprocessorRegister register, bool privileged, uint value)
    {
        if (!privileged || register.Opcode1 != 0)
        {
            return CoprocessorOutcome.Undefined;
        }

        return register.Number switch
        {
            14 => WriteCp14(register, value) ? CoprocessorOutcome.Done : CoprocessorOutcome.Undefined,
            15 => WriteCp15(register, value),
            _ => CoprocessorOutcome.Undefined,
        };
    }

    /// <summary>The state after the reset line.</summary>
    public void Reset()
    {
        _debug.AsSpan().Clear();
        _breakpoints.AsSpan().Clear();
        _access = 0;
        _clockConfiguration = 0;
        _idle = false;
        Monitor.Control = 6;
        Monitor.InterruptEnable = 0;
        Monitor.Flags = uint.MaxValue;
        Monitor.Selection = uint.MaxValue;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("xscale coprocessors");
        visitor.Block(_debug);
        visitor.Block(_breakpoints);
        visitor.Value(ref _access);
        visitor.Value(ref _clockConfiguration);
        visitor.Value(ref _idle);
        visitor.Visit(Monitor);
    }
}
