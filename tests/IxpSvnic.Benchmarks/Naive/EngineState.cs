using System.IO.Hashing;
using System.Runtime.InteropServices;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Compares the architectural states of two benches and gives one hash of a state.</summary>
internal static class EngineState
{
    public static string Hash(IEngineBench bench)
    {
        XxHash128 hash = new();
        for (int engine = 0; engine < 8; engine++)
        {
            uint[] values = [.. bench.Dump(engine).Select(r => r.Value)];
            hash.Append(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return $"{Convert.ToHexStringLower(hash.GetCurrentHash())}-{StateVisitor.Hash(bench.Memory)}";
    }

    /// <summary>Names the first registers and counters that differ; empty when all are equal.</summary>
    public static string Differences(IEngineBench left, IEngineBench right)
    {
        List<string> found = [];
        for (int engine = 0; engine < 8; engine++)
        {
            found.AddRange(left.Dump(engine).Zip(right.Dump(engine))
                .Where(pair => pair.First != pair.Second)
                .Select(pair => $"engine {engine} {pair.First.Name}: {pair.First.Value:x} and {pair.Second.Value:x}"));
            if (left.Counters(engine) != right.Counters(engine))
            {
                found.Add($"engine {engine} cycles: {left.Counters(engine)} and {right.Counters(engine)}");
            }
        }

        if (StateVisitor.Hash(left.Memory) != StateVisitor.Hash(right.Memory))
        {
            found.Add("memories");
        }

        return string.Join('\n', found.Take(20));
    }
}
