using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;

namespace IxpSvnic.Chip.XScale;

/// <summary>Accesses to nowhere: the XScale's become external aborts, the microengines' go to whoever watches the firmware.</summary>
internal sealed class FaultRouter(IAccessFaultSink microengines) : IAccessFaultSink
{
    /// <summary>The gasket, once there is one.</summary>
    public IAccessFaultSink? Xscale { get; set; }

    /// <inheritdoc/>
    public void OnFault(in AccessFault fault) =>
        (fault.Me == MeCommand.XscaleMaster ? Xscale! : microengines).OnFault(in fault);
}
