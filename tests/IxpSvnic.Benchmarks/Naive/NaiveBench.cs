using IxpSvnic.Chip;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Naive engines, driven cycle by cycle: first the world up to the cycle's tick, then each engine.</summary>
internal sealed class NaiveBench : IEngineBench
{
    private readonly EventQueue _events = new();
    private readonly Ixp2400Timing _timing = new();
    private readonly NaiveEngine[] _engines = new NaiveEngine[8];
    private long _now;

    public NaiveBench(long memoryBytes = 1 << 22)
    {
        for (int i = 0; i < 8; i++)
        {
            _engines[i] = new NaiveEngine(i, _timing);
        }

        Memory = new MemorySystem(_events, _timing, new NaiveInbox(_engines), _engines, memoryBytes);
        for (int i = 0; i < 8; i++)
        {
            _engines[i].Connect(Memory.Buses[i >> 2]);
        }
    }

    public MemorySystem Memory { get; }

    public long Instructions => _engines.Sum(e => e.Instructions);

    public (long Instructions, long Lost, long Idle, long Stalled) Counters(int engine)
    {
        NaiveEngine e = _engines[engine];
        return (e.Instructions, e.LostCycles, e.IdleCycles, e.StallCycles);
    }

    public void Start(int engine, ReadOnlySpan<ulong> program, int contextMask, uint mode) =>
        _engines[engine].Start(program, contextMask, mode);

    public void RunCycles(long cycles)
    {
        long end = _now + _timing.Cycles(cycles);
        for (; _now < end; _now += _timing.MeCycleTicks)
        {
            RunWorld(_now);
            foreach (NaiveEngine engine in _engines)
            {
                engine.Tick(_now);
            }
        }

        RunWorld(end - 1);
        _events.AdvanceTo(end);
    }

    public IEnumerable<(string Name, uint Value)> Dump(int engine)
    {
        NaiveState s = _engines[engine].State;
        NaiveCam cam = _engines[engine].Cam;
        foreach ((string name, uint[] file) in ((string, uint[])[])
            [
                ("a", s.GprA), ("b", s.GprB), ("$in", s.SIn), ("$$in", s.DIn), ("$out", s.SOut), ("$$out", s.DOut),
                ("n$", s.Neighbour), ("lm", s.LocalMemory),
            ])
        {
            for (int i = 0; i < file.Length; i++)
            {
                yield return ($"{name}{i}", file[i]);
            }
        }

        for (int i = 0; i < 8; i++)
        {
            yield return ($"pc{i}", (uint)(i == s.Running ? s.Pc : s.ContextPc[i]));
            yield return ($"events{i}", s.Events[i] & 0xfffe);
            yield return ($"awaited{i}", s.Awaited[i]);
        }

        for (int i = 0; i < 9; i++)
        {
            yield return ($"lmAddr0.{i}", (uint)s.Pointer[0, i]);
            yield return ($"lmAddr1.{i}", (uint)s.Pointer[1, i]);
        }

        for (int i = 0; i < 16; i++)
        {
            yield return ($"camTag{i}", cam.Tag((uint)i));
            yield return ($"camState{i}", cam.State((uint)i));
            yield return ($"camOrder{i}", (uint)cam.AgeRank(i));
        }

        yield return ("running", (uint)s.Running);
        yield return ("nzvc", (s.Negative ? 8u : 0) | (s.Zero ? 4u : 0) | (s.Overflow ? 2u : 0) | (s.Carry ? 1u : 0));
        yield return ("remainder", s.Remainder);
        yield return ("ctxEnables", s.Enables);
        yield return ("ctxPointer", s.ContextPointer);
        yield return ("byteIndex", s.ByteIndex);
        yield return ("tIndex", s.TIndex << 2);
        yield return ("nnPut", s.NnPut);
        yield return ("nnGet", s.NnGet);
    }

    private void RunWorld(long until)
    {
        for (; ; )
        {
            NaiveEngine? first = null;
            long request = Ticks.Never;
            foreach (NaiveEngine engine in _engines)
            {
                long next = engine.NextRequest;
                if (next < request)
                {
                    (first, request) = (engine, next);
                }
            }

            if (request <= until && request <= _events.NextTime())
            {
                _events.AdvanceTo(request);
                first!.HandOver();
            }
            else if (!_events.RunOne(until))
            {
                return;
            }
        }
    }
}
