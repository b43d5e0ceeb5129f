using IxpSvnic.Arm.Elf;

namespace IxpSvnic.Cli;

/// <summary>What <c>ixpsvnic xscale</c> is to do.</summary>
internal sealed record XscaleRun
{
    public required ProgramImage Image { get; init; }

    public required string Arguments { get; init; }

    public required bool IsSemihosted { get; init; }

    public required bool IsReset { get; init; }

    /// <summary>Core and RAM without a chip around them.</summary>
    public required bool IsCpuOnly { get; init; }

    /// <summary>RAM of a core without a chip; the board has its own.</summary>
    public required uint RamBytes { get; init; }

    /// <summary>The byte order at entry; the file's own when null.</summary>
    public required bool? IsBigEndian { get; init; }

    public required long MaxTicks { get; init; }

    public required long MaxInstructions { get; init; }

    public required bool PrintsJson { get; init; }

    public required string? ReportFile { get; init; }

    /// <summary>Where gdb may connect; null = nowhere.</summary>
    public string? Gdb { get; init; }
}
