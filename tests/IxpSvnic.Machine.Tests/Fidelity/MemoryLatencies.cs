using System.Globalization;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Fidelity;

/// <summary>Dependent reads take the stated latency; independent ones overlap until a channel is full.</summary>
[TestClass]
public sealed class MemoryLatencies
{
    private const int CycleTicks = 5;
    private const int Reads = 16;

    [TestMethod]
    [DataRow("scratch", 60, "")]
    [DataRow("sram", 90, "")]
    [DataRow("dram", 120, "")]
    [DataRow("scratch", 160, "scratch.readCycles=116")]
    [DataRow("sram", 190, "sram.readCycles=146")]
    [DataRow("dram", 220, "dram.readCycles=174")]
    public void A_chain_of_dependent_reads_takes_the_parameter_each(string unit, int cycles, string set)
    {
        using ChipBench bench = new(Chain(unit), [3], c => Set(c, set));
        EngineScope scope = new(0);
        bench.Machine.Chip.Engines[3].InstructionObserver = scope;
        bench.RunTo((Reads + 4L) * cycles * CycleTicks);
        long[] starts = [.. scope.Executed.Skip(2).Take(Reads).Select(e => e.Time)];
        for (int i = 1; i < starts.Length; i++)
        {
            Assert.AreEqual(cycles, (starts[i] - starts[i - 1]) / (double)CycleTicks, $"read {i}");
        }
    }

    // One longword occupies the read port of a QDR channel for one QDR cycle.
    [TestMethod]
    [DataRow(1, 1, 90, 15)]
    [DataRow(1, 3, 90, 15)]
    [DataRow(1, 8, 90, 15)]
    [DataRow(2, 8, 90, 15)]
    [DataRow(3, 8, 90, 15)]
    [DataRow(6, 8, 90, 15)]
    [DataRow(8, 8, 90, 15)]
    [DataRow(1, 8, 90, 60)]
    public void Contexts_follow_the_smaller_of_concurrency_and_occupancy(int engines, int contexts, int cycles, int qdrTicks)
    {
        using ChipBench bench = new(
            Loop(contexts), Enumerable.Range(0, engines), c => Set(c, $"chip.qdrCycleTicks={qdrTicks}"));
        const long WarmUp = 20_000;
        const long Measured = 400_000;
        bench.RunTo(WarmUp);
        long before = bench.Commands();
        bench.RunTo(WarmUp + Measured);
        double rate = (bench.Commands() - before) / (double)Measured;
        double branchTicks = 4.0 * CycleTicks / Reads;
        double concurrency = engines * contexts / ((cycles * CycleTicks) + branchTicks);
        double expected = Math.Min(concurrency, 1.0 / qdrTicks);
        Assert.AreEqual(1, rate / expected, 0.03, $"{rate} commands a tick, {expected} expected");
    }

    private static void Set(MachineConfig config, string set)
    {
        if (set.Length > 0)
        {
            string[] parts = set.Split('=');
            config.Parameters.Set(parts[0], parts[1]);
        }
    }

    private static string Chain(string unit)
    {
        string register = unit == "dram" ? "$$word0" : "$word0";
        string declare = unit == "dram" ? ".reg $$word0 $$word1\n.xfer_order $$word0 $$word1\n" : ".reg $word0\n";
        string reads = string.Concat(Enumerable.Repeat(
            $"    {unit}[read, {register}, address, 0, 1], ctx_swap[got]\n", Reads));
        return $"{declare}.reg address\n.sig got\n    br!=ctx[0, idle#]\n    immed[address, 0x100]\n{reads}idle#:\n    ctx_arb[kill]\n";
    }

    private static string Loop(int contexts)
    {
        string idle = string.Concat(Enumerable.Range(contexts, 8 - contexts).Select(
            c => string.Create(CultureInfo.InvariantCulture, $"    br=ctx[{c}, idle#]\n")));
        string reads = string.Concat(Enumerable.Repeat("    sram[read, $word, address, 0, 1], ctx_swap[got]\n", Reads));
        return $".reg $word address\n.sig got\n    immed[address, 0x100]\n{idle}loop#:\n{reads}    br[loop#]\nidle#:\n    ctx_arb[kill]\n";
    }
}
