namespace IxpSvnic.Machine.Reporting;

/// <summary>What depends on the machine the emulator ran on.</summary>
public sealed record HostTotals
{
    /// <summary>Wall-clock seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Simulated seconds per wall-clock second.</summary>
    public required double Speed { get; init; }

    public required string Runtime { get; init; }

    public required DateTimeOffset Started { get; init; }
}
