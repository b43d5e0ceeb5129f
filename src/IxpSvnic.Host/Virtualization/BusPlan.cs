namespace IxpSvnic.Host.Virtualization;

/// <summary>Where the bridge's windows lie, as enumeration and the board's firmware left them. Plain data.</summary>
public sealed record BusPlan
{
    /// <summary>Host bus address of the bridge's CSRs (downstream memory 0).</summary>
    public required uint CsrBusAddress { get; init; }

    /// <summary>Host bus address of the chip's CSRs (downstream memory 1).</summary>
    public uint ChipCsrBusAddress { get; init; }

    /// <summary>Host bus address of the card's DRAM (downstream memory 3).</summary>
    public required uint DramBusAddress { get; init; }

    /// <summary>Board bus address minus host bus address, below 2 GB (upstream memory 0 and 1).</summary>
    public uint BoardOffset { get; init; } = 0x4000_0000;

    /// <summary>DRAM on the card that holds send areas.</summary>
    public uint SendAreaDramAddress { get; init; } = 0x0800_0000;

    public uint SendAreaDramBytes { get; init; } = 0x0400_0000;

    /// <summary>Distance of send areas when the device finds them by multiplication; 0 = packed.</summary>
    public uint SendAreaStride { get; init; }
}
