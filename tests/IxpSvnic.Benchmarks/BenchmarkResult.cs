namespace IxpSvnic.Benchmarks;

/// <summary>The figures of one benchmark run; rates are medians.</summary>
internal sealed record BenchmarkResult
{
    /// <summary>Chip cycles, in millions, with all eight engines busy.</summary>
    public required Spread Megacycles { get; init; }

    public required Spread Mips { get; init; }

    public required Spread NaiveMips { get; init; }

    /// <summary>Of pairs of runs next to each other.</summary>
    public required Spread Ratio { get; init; }

    public required Spread Frames { get; init; }

    /// <summary>Share of engine cycles that issue an instruction or are lost to a branch or swap.</summary>
    public required double Utilisation { get; init; }

    public required string StateHash { get; init; }

    /// <summary>The machine's state after the replay.</summary>
    public required string ReplayHash { get; init; }
}
