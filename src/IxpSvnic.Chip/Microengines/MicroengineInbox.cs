using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Microengines;

/// <summary>The way from the chip into its microengines: each delivery goes to its engine's own queue.</summary>
public sealed class MicroengineInbox(Microengine[] engines) : IMicroengineInbox
{
    /// <inheritdoc/>
    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) =>
        engines[delivery.Me].Deliveries.Accept(in delivery, data);
}
