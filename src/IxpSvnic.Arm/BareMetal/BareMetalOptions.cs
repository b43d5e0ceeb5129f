using IxpSvnic.Arm.Debugging;
using IxpSvnic.Arm.Semihosting;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>How a bare-metal program starts.</summary>
public sealed record BareMetalOptions
{
    /// <summary>A bare reset: MMU and caches off.</summary>
    public bool IsReset { get; init; }

    /// <summary>The data byte order at entry; the image's own when null.</summary>
    public bool? IsBigEndian { get; init; }

    /// <summary>The outside of semihosting calls; null: they are plain software interrupts.</summary>
    public ISemihostingHost? Semihosting { get; init; }

    /// <summary>A debugger that holds the program at its entry; it is told of the end by whoever knows the exit code.</summary>
    public ICoreDebugger? Debugger { get; init; }

    /// <summary>The program's name and arguments.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The stack that SYS_HEAPINFO tells of, at most a quarter of RAM.</summary>
    public uint StackBytes { get; init; } = 8 << 20;

    /// <summary>The core's clock.</summary>
    public long CyclesPerSecond { get; init; } = 600_000_000;
}
