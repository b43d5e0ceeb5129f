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
}
