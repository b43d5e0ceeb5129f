using IxpSvnic.Benchmarks.Naive;

namespace IxpSvnic.Benchmarks;

/// <summary>Eight engines in the packet loop for some chip cycles; only the run itself is timed.</summary>
internal static class EngineRun
{
    public static Sample Measure(IEngineBench bench, ulong[] program, long cycles)
    {
        bench.Memory.Fill(seed: 7);
        for (int engine = 0; engine < 8; engine++)
        {
            bench.Start(engine, program, 0xff, 0);
        }

        ProcessorClock clock = ProcessorClock.Start();
        bench.RunCycles(cycles);
        return new Sample(clock.Seconds, cycles, bench.Instructions, EngineState.Hash(bench));
    }
}
