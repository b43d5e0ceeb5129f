namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>What a random program is like.</summary>
internal sealed record FuzzOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Blocks, each followed by a checkpoint of all registers.</summary>
    public int Blocks { get; init; } = 100;

    public int ItemsPerBlock { get; init; } = 12;

    /// <summary>Passes over the blocks, each from other register values.</summary>
    public int Passes { get; init; } = 1;

    public bool IsBigEndian { get; init; }

    public bool UsesThumb { get; init; } = true;

    /// <summary>Uses the accumulator: needs another reference processor.</summary>
    public bool UsesAccumulator { get; init; }

    /// <summary>MIA too; then the accumulator's high byte cannot be compared (see the exclusions).</summary>
    public bool UsesMia => UsesAccumulator && Seed % 3 == 0;

    /// <summary>A block with a checkpoint after every instruction, to find the first that differs; -1: none.</summary>
    public int DenseBlock { get; init; } = -1;

    /// <summary>The reference processor that has what the program uses.</summary>
    public string Processor => UsesAccumulator ? "pxa270" : "pxa255";
}
