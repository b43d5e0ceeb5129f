using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.Virtualization;

/// <summary>The hypervisor's interrupt path, parameter group <c>hypervisor</c>.</summary>
public sealed class HypervisorParameters
{
    [Parameter("bits", "svnic-system 2.10: VIF k signals by bit k mod idWidth; 8 or 16", Min = 1, Max = 16)]
    public int IdWidth { get; set; } = 8;

    [Parameter("ns", "svnic-system 4 irq_entry; zero until host processors are modelled", Min = 0)]
    public long IrqEntryNs { get; set; }

    [Parameter("ns", "svnic-system 4 evt_notify, per guest; zero until host processors are modelled", Min = 0)]
    public long EventNotifyNs { get; set; }

    [Parameter(
        "ns",
        "A50: from the acknowledging write to the end of interrupt, when the level is looked at again",
        Min = 0)]
    public long EndOfInterruptNs { get; set; } = 1000;

    [Parameter("ns", "A99: how long the hypervisor waits for the card's control plane to come up", Min = 1_000_000)]
    public long BootTimeoutNs { get; set; } = 1_000_000_000;

    [Parameter("ns", "A99: how long it waits for the answer to a management call", Min = 1_000_000)]
    public long ManagementTimeoutNs { get; set; } = 2_000_000_000;

    [Parameter("ns", "A100: how often it looks for an answer when idWidth leaves no bit for it", Min = 1000)]
    public long ManagementPollNs { get; set; } = 20_000;

    /// <summary>The identifier leaves a bit of the bridge's register for management.</summary>
    public bool HasManagementBit => IdWidth <= 8;
}
