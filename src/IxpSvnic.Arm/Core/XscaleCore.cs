using System.Runtime.InteropServices;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Instructions;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Core;

/// <summary>
/// The Intel XScale core of the IXP2400: ARMv5TE with Thumb, CP0 accumulator, CP14 and CP15. Source: ARM Architecture Reference Manual
/// (DDI 0100E), chip reference 5. *Not modelled:* stages of the pipeline; what the architecture calls UNPREDICTABLE does what the
/// room's README says.
/// </summary>
public sealed unsafe partial class XscaleCore : ICoreCounters, IStateful, IDisposable
{
    private readonly CoreMemory _memory;
    private readonly ISystemCoprocessors _coprocessors;
    private readonly PipelineTiming _timing;
    private readonly Predecoder _predecoder;
    private CoreState* _state;

    public XscaleCore(CoreMemory memory, ISystemCoprocessors coprocessors, PipelineTiming timing)
    {
        _memory = memory;
        _coprocessors = coprocessors;
        _timing = timing;
        _predecoder = new Predecoder(timing);
        _state = (CoreState*)NativeMemory.AlignedAlloc((nuint)sizeof(CoreState), 64);
        NativeMemory.Clear(_state, (nuint)sizeof(CoreState));
        _state->Control = (uint)ArmMode.Supervisor;
        AllocateLines();
        Reset(0);
    }

    ~XscaleCore() => Release();

    /// <summary>Level of the interrupt controller's IRQ output, honoured at the next instruction boundary.</summary>
    public bool IrqLine { get; set; }

    /// <summary>Level of the FIQ output.</summary>
    public bool FiqLine { get; set; }

    /// <summary>Local time in core cycles: everything that starts before it has been executed.</summary>
    public long Cycle => _state->Cycle;

    /// <summary>Instructions executed, those whose condition failed included.</summary>
    public long InstructionsRetired => _state->Retired;

    /// <inheritdoc/>
    public long Branches => _state->Branches;

    /// <inheritdoc/>
    public long BranchMispredictions => _state->Mispredicts;

    /// <inheritdoc/>
    public long DependencyStallCycles => _state->DependencyStalls;

    /// <inheritdoc/>
    public long ProgramCounterChanges => _state->PcChanges;

    /// <summary>Waits for an interrupt line (CP14 power mode).</summary>
    public bool IsIdle => _state->IsIdle != 0;

    /// <summary>Starts at an address in supervisor mode, ARM state, interrupts masked. Time goes on.</summary>
    public void Reset(uint pc)
    {
        RaiseException(ArmException.Reset, 0);
        _state->Cycle -= _timing.ExceptionEntryCycles;
        _state->Pending = 0xffff_0000;
        _state->IsIdle = 0;
        _state->MustRetry = 0;
        _state->ExceptionsWithoutProgress = 0;
        FlushBranchTargets();
        ProgramCounter = pc;
    }

    /// <summary>Idle or waiting time passes: nothing starts before a cycle.</summary>
    public void AdvanceTo(long cycle)
    {
        _state->Cycle = Math.Max(_state->Cycle, cycle);
        _memory.Cycle = _state->Cycle;
    }

    /// <summary>Answer to a bus request that was not answered at once.</summary>
    public void Complete(int token, in BusReply reply)
    {
        _memory.Cycle = _state->Cycle;
        _memory.Complete(token, reply);
        _state->Cycle = Math.Max(_state->Cycle, _memory.Cycle);
    }

    /// <summary>How often an exception has been taken.</summary>
    public long ExceptionCount(ArmException kind) => _state->Exceptions[(int)kind];

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("XSCALE");
        CoreState* s = _state;
        byte* begin = (byte*)s;
        NormaliseFlags();
        visitor.Block(new Span<byte>(begin, (int)((byte*)&s->Retired - begin)));
        if (!visitor.IsHashing)
        {
            visitor.Block(new Span<byte>(&s->Retired, (int)((byte*)&s->LoadFilter - (byte*)&s->Retired)));
        }

        bool irq = IrqLine;
        bool fiq = FiqLine;
        visitor.Value(ref irq);
        visitor.Value(ref fiq);
        IrqLine = irq;
        FiqLine = fiq;
        if (visitor.IsRestoring)
        {
            ForgetLines();
            ApplyPrivilege();
        }
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_state != null)
        {
            NativeMemory.AlignedFree(_state->Code);
            NativeMemory.Free(_state->DecodedAs);
            NativeMemory.AlignedFree(_state);
            _state = null;
        }
    }
}
