using IxpSvnic.Chip.Microengines;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Nothing an engine does may depend on how far it runs ahead.</summary>
[TestClass]
public sealed class WindowTests
{
    [TestMethod]
    [DataRow(1ul, 1, false)]
    [DataRow(2ul, 4, false)]
    [DataRow(3ul, 8, false)]
    [DataRow(4ul, 8, true)]
    [DataRow(5ul, 3, true)]
    public void Every_window_gives_one_hash_and_one_trace(ulong seed, int engines, bool neighbours)
    {
        (string Hash, int Instructions, int Trace)? first = null;
        foreach (long window in (long[])[5, 7, 35, 140, 0])
        {
            EngineBench bench = Create(seed, engines, neighbours, window);
            foreach (Microengine engine in bench.Engines)
            {
                engine.InstructionObserver = bench;
            }

            bench.Kernel.RunTo(20_003);
            HashCode code = default;
            foreach (var entry in bench.Trace.OrderBy(t => t.Cycle).ThenBy(t => t.Me))
            {
                code.Add(entry);
            }

            (string, int, int) result = (StateVisitor.Hash(bench), bench.Trace.Count, code.ToHashCode());
            first ??= result;
            Assert.AreEqual(first, result, $"window {window}");
            Assert.IsGreaterThan(1000, bench.Trace.Count);
        }
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Many_programs_give_one_hash_in_any_window_and_with_any_stops()
    {
        for (ulong seed = 100; seed < 160; seed++)
        {
            bool neighbours = seed % 3 == 0;
            EngineBench widest = Create(seed, 8, neighbours, 0);
            EngineBench narrow = Create(seed, 8, neighbours, 1 + (long)(seed % 40));
            EngineBench stopped = Create(seed, 8, neighbours, 0);
            widest.Kernel.RunTo(30_000);
            narrow.Kernel.RunTo(30_000);
            for (long stop = 0; stop < 30_000; stop += 1 + (long)(seed % 97))
            {
                stopped.Kernel.RunTo(stop);
            }

            stopped.Kernel.RunTo(30_000);
            string hash = StateVisitor.Hash(widest);
            Assert.AreEqual(hash, StateVisitor.Hash(narrow), $"seed {seed}, narrow");
            Assert.AreEqual(hash, StateVisitor.Hash(stopped), $"seed {seed}, stopped");
            for (int i = 0; i < 8; i++)
            {
                Assert.AreEqual(widest.Engines[i].Counters, stopped.Engines[i].Counters);
            }
        }
    }

    [TestMethod]
    public void An_observed_engine_runs_as_an_unobserved_one()
    {
        EngineBench observed = Create(9, 8, false, 0);
        observed.Engines[0].InstructionObserver = observed;
        observed.Engines[1].ExecutedCounts = new long[4096];
        observed.Engines[2].Debug.Observe(
            [.. Enumerable.Range(0, 60).Select(i => new TracePoint(i, $"label{i}", Operand.None))]);
        EngineBench free = Create(9, 8, false, 0);
        observed.Kernel.RunTo(30_000);
        free.Kernel.RunTo(30_000);
        Assert.AreEqual(StateVisitor.Hash(free), StateVisitor.Hash(observed));
        Assert.IsGreaterThan(100, observed.TracePoints.Count);
        Assert.AreEqual(observed.Engines[1].Counters.Instructions, observed.Engines[1].ExecutedCounts!.Sum());
    }

    [TestMethod]
    [DataRow(1ul, 8, false)]
    [DataRow(6ul, 8, true)]
    public void A_saved_and_restored_run_goes_on_as_if_nothing_had_happened(ulong seed, int engines, bool neighbours)
    {
        EngineBench straight = Create(seed, engines, neighbours, 0);
        straight.Kernel.RunTo(30_000);
        for (long cut = 9_001; cut < 9_200; cut += 23)
        {
            EngineBench first = Create(seed, engines, neighbours, 0);
            first.Kernel.RunTo(cut);
            using MemoryStream snapshot = new();
            first.Sync(StateVisitor.Saving(snapshot));
            snapshot.Position = 0;
            EngineBench second = Create(seed + 77, engines, neighbours, 35);
            second.Sync(StateVisitor.Restoring(snapshot));
            Assert.AreEqual(StateVisitor.Hash(first), StateVisitor.Hash(second));
            second.Kernel.RunTo(30_000);
            Assert.AreEqual(StateVisitor.Hash(straight), StateVisitor.Hash(second), $"cut at {cut}");
            Assert.AreEqual(straight.Engines[0].Counters, second.Engines[0].Counters);
        }
    }

    [TestMethod]
    public void Running_allocates_nothing()
    {
        EngineBench bench = Create(11, 8, false, 0);
        bench.Kernel.RunTo(200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bench.Kernel.RunTo(600_000);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Sleeping_engines_are_skipped()
    {
        EngineBench bench = EngineBench.Running("ctx_arb[sig1]\nctx_arb[kill]", trace: false);
        bench.RunCycles(100);
        Assert.AreEqual(Sim.Time.Ticks.Never, bench.Engine.NextActivity);
        bench.RunCycles(1_000_000_000_000);
        Assert.AreEqual(1_000_000_000_000, bench.Engine.Counters.ElapsedCycles);
        Assert.AreEqual(1, bench.Engine.Counters.Instructions);
    }

    private static EngineBench Create(ulong seed, int engines, bool neighbours, long window)
    {
        EngineBench bench = new(engines, window, latency: 100, occupancy: 12);
        bench.Memory.InletDepth = 4;
        for (int i = 0; i < engines; i++)
        {
            uint mode = (i & 1) != 0 ? CtxEnablesBits.PrnEveryCycle : 0;
            bench.Load(i, RandomProgram.Text((seed * 100) + (ulong)i, 40, neighbours), 0xff, mode);
            bench.Engines[i].Debug.StartTimestamp();
        }

        return bench;
    }
}
