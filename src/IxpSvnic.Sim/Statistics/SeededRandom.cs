using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Statistics;

/// <summary>
/// A repeatable generator (SplitMix64): the same seed gives the same numbers on every machine and runtime.
/// </summary>
public sealed class SeededRandom(ulong seed) : IStateful
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        _state += 0x9e37_79b9_7f4a_7c15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9;
        z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, bound), bound at least 1.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(((NextUInt64() >> 32) * (ulong)bound) >> 32);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Value(ref _state);
}
