using IxpSvnic.Machine;

namespace IxpSvnic.Firmware.Tests.Bench;

/// <summary>How a test bench differs from the default machine.</summary>
internal sealed record BenchOptions
{
    public int Vifs { get; init; } = 1;

    /// <summary>MAC of each VIF; null = <see cref="FirmwareBench.MacOf"/>.</summary>
    public IReadOnlyList<ulong>? Macs { get; init; }

    /// <summary>Port of each VIF; null = all on port 0.</summary>
    public IReadOnlyList<int>? Ports { get; init; }

    /// <summary>Parameters as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Who sets the card up: a debug port, or the control plane on the XScale.</summary>
    public LoaderKind Loader { get; init; } = LoaderKind.Debug;

    /// <summary>Program of the XScale; null = the one that travels with the emulator.</summary>
    public string? ControlImage { get; init; }

    /// <summary>VIFs that exist in the host only, until somebody brings them up.</summary>
    public IReadOnlyList<int> Down { get; init; } = [];

    /// <summary>Folder of the firmware; null = the repository's.</summary>
    public string? Firmware { get; init; }
}
