using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.XScale.Gasket;

namespace IxpSvnic.Chip.Microengines;

/// <summary>The way from the chip into its cores: each delivery goes to its engine's own queue, or to the gasket.</summary>
public sealed class MicroengineInbox(Microengine[] engines) : IMicroengineInbox
{
    /// <summary>The XScale's gasket, once there is one.</summary>
    internal XscaleGasket? Gasket { get; set; }

    /// <inheritdoc/>
    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        if (delivery.Me == MeCommand.XscaleMaster)
        {
            Gasket!.Deliver(in delivery, data);
        }
        else
        {
            engines[delivery.Me].Deliveries.Accept(in delivery, data);
        }
    }
}
