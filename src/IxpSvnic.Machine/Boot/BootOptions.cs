using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Boot;

/// <summary>Everything that <c>ixpsvnic boot</c> is told besides what it shares with a replay.</summary>
public sealed record BootOptions
{
    /// <summary>Number of the board in the kernel's list of machines: RadiSys ENP-2611.</summary>
    public const uint Enp2611 = 356;

    /// <summary>ELF file, zImage or raw image.</summary>
    public required string Image { get; init; }

    /// <summary>Load address; null = where such images go.</summary>
    public uint? At { get; init; }

    /// <summary>Address of the first instruction; null = the load address or the ELF file's entry.</summary>
    public uint? Entry { get; init; }

    /// <summary>Byte order; null = the image's own.</summary>
    public bool? IsBigEndian { get; init; }

    public uint MachineId { get; init; } = Enp2611;

    /// <summary>The list that r2 points to.</summary>
    public AtagOptions Atags { get; init; } = new();

    /// <summary>File with the flash's content; null = erased.</summary>
    public string? FlashFile { get; init; }

    /// <summary>File of expect and send lines; null = none.</summary>
    public string? UartScript { get; init; }

    /// <summary>The captures play from the tick at which the UART has printed this; null = from the start.</summary>
    public string? WireAfter { get; init; }

    /// <summary>Simulated time after which the run ends, in ticks.</summary>
    public long MaxTicks { get; init; } = Ticks.Never;
}
