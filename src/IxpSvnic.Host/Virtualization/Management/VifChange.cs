namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>Fields of a VIF to be changed; null = as it is.</summary>
public sealed record VifChange
{
    private const uint WeightField = 1;
    private const uint RateField = 2;
    private const uint PriorityField = 4;
    private const uint PortField = 8;
    private const uint MacField = 0x10;
    private const uint PromiscuousField = 0x20;

    public int? Weight { get; init; }

    /// <summary>Cap in kbit/s, 0 = none; with <see cref="BurstBytes"/>.</summary>
    public uint? RateKbps { get; init; }

    public uint BurstBytes { get; init; }

    public int? Priority { get; init; }

    public int? Port { get; init; }

    /// <summary>48 bits, first byte on the wire highest.</summary>
    public ulong? Mac { get; init; }

    public bool? Promiscuous { get; init; }

    /// <summary>The call that makes the change.</summary>
    public ManagementCall For(int vif) => ManagementCall.Of(
        ManagementCommand.ReconfigureVif,
        vif,
        (uint)vif,
        (Weight is null ? 0 : WeightField) | (RateKbps is null ? 0 : RateField) | (Priority is null ? 0 : PriorityField)
            | (Port is null ? 0 : PortField) | (Mac is null ? 0 : MacField) | (Promiscuous is null ? 0 : PromiscuousField),
        (uint)(Weight ?? 0),
        RateKbps ?? 0,
        BurstBytes,
        (uint)(Priority ?? 0),
        (uint)(Port ?? 0),
        (uint)((Mac ?? 0) >> 16),
        (uint)(Mac ?? 0) << 16,
        Promiscuous == true ? 1u : 0);
}
