using IxpSvnic.Chip;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Kernel;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>The chip's own engines, run ahead by the kernel.</summary>
internal sealed class ChipBench : IEngineBench, IMicroengineObserver
{
    private readonly EventQueue _events = new();
    private readonly Ixp2400Timing _timing = new();
    private readonly Microengine[] _engines = new Microengine[8];
    private readonly LookAheadKernel _kernel;
    private long _now;

    public ChipBench(long memoryBytes = 1 << 22)
    {
        for (int i = 0; i < 8; i++)
        {
            _engines[i] = new Microengine(i, _timing);
        }

        Memory = new MemorySystem(_events, _timing, new MicroengineInbox(_engines), _engines, memoryBytes);
        for (int i = 0; i < 8; i++)
        {
            _engines[i].Prefetch = new MemoryPrefetch(Memory.Sram[0].Memory, Memory.Sram[1].Memory, Memory.Dram.Memory);
            _engines[i].Connect(Memory.Buses[i >> 2], Memory.Cap, this);
        }

        _kernel = new LookAheadKernel(_events, _engines, _timing.InboundTicks, _timing.OutboundTicks);
    }

    public MemorySystem Memory { get; }

    public long Instructions => _engines.Sum(e => e.Counters.Instructions);

    public (long Instructions, long Lost, long Idle, long Stalled) Counters(int engine)
    {
        MicroengineCounters c = _engines[engine].Counters;
        return (c.Instructions, c.LostCycles, c.IdleCycles, c.StallCycles);
    }

    public void Start(int engine, ReadOnlySpan<ulong> program, int contextMask, uint mode)
    {
        MicroengineDebugPort debug = _engines[engine].Debug;
        debug.SetMode(mode);
        debug.Load(program);
        debug.StartTimestamp();
        debug.Start(contextMask);
    }

    public void RunCycles(long cycles)
    {
        _now += _timing.Cycles(cycles);
        _kernel.RunTo(_now);
    }

    public IEnumerable<(string Name, uint Value)> Dump(int engine)
    {
        MicroengineState s = _engines[engine].State;
        MicroengineDebugPort debug = _engines[engine].Debug;
        foreach ((string name, int first, int count) in ((string, int, int)[])
            [
                ("a", RegisterFile.GprA, 128), ("b", RegisterFile.GprB, 128), ("$in", RegisterFile.SIn, 128),
                ("$$in", RegisterFile.DIn, 128), ("$out", RegisterFile.SOut, 128), ("$$out", RegisterFile.DOut, 128),
                ("n$", RegisterFile.NextNeighbour, 128), ("lm", RegisterFile.LocalMemory, 640),
            ])
        {
            for (int i = 0; i < count; i++)
            {
                yield return ($"{name}{i}", s.Registers[first + i]);
            }
        }

        for (int i = 0; i < 8; i++)
        {
            yield return ($"pc{i}", (uint)debug.ProgramCounter(i));
            yield return ($"events{i}", s.SigEvents[i] & 0xfffe);
            yield return ($"awaited{i}", s.WakeupEvents[i]);
        }

        for (int i = 0; i < 9; i++)
        {
            yield return ($"lmAddr0.{i}", s.LmAddress0[i]);
            yield return ($"lmAddr1.{i}", s.LmAddress1[i]);
        }

        for (int i = 0; i < 16; i++)
        {
            yield return ($"camTag{i}", s.CamTag[i]);
            yield return ($"camState{i}", s.CamState[i]);
            yield return ($"camOrder{i}", s.CamOrder[i]);
        }

        yield return ("running", (uint)debug.RunningContext);
        yield return ("nzvc", debug.ConditionCodes);
        yield return ("remainder", s.CrcRemainder);
        yield return ("ctxEnables", s.CtxEnables & ~CtxEnablesBits.ParityEnable);
        yield return ("ctxPointer", s.CtxPointer);
        yield return ("byteIndex", s.ByteIndex);
        yield return ("tIndex", debug.ReadCsr(LocalCsr.TIndex));
        yield return ("nnPut", s.NnPut);
        yield return ("nnGet", s.NnGet);
    }

    public void OnBreakpoint(Microengine engine, int context, int address) =>
        throw new InvalidOperationException($"breakpoint at {address}");

    public void OnFault(Microengine engine, MicroengineFault fault) => throw new InvalidOperationException(fault.ToString());

    public void OnTracePoint(Microengine engine, int context, int index, uint value, long time)
    {
    }
}
