using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Machine.Firmware;

/// <summary>What the loader tells the firmware, parameter group <c>firmware</c>.</summary>
public sealed class FirmwareOptions
{
    [Parameter("ns", "A30: how long a poller sleeps that found nothing", Min = 500, Max = 1_000_000)]
    public long PollPeriodNs { get; set; } = 20_000;

    [Parameter("", "svnic-system 2.9: frames between VIFs of the device do not go to the wire; an echo guest turns it off")]
    public bool LocalSwitch { get; set; } = true;

    [Parameter("VIFs", "svnic-system 2.9: VIF that takes unknown unicast, -1 = none", Min = -1, Max = 63)]
    public int PromiscuousVif { get; set; } = -1;
}
