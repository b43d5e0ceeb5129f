using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Machine.Firmware;

/// <summary>Constants of the loaded firmware, shown among the parameters.</summary>
internal sealed class FirmwareLimits
{
    [Parameter("VIFs", "VIF_MAX of the firmware's layout.uc", ReadOnly = true)]
    public int VifMax { get; set; }
}
