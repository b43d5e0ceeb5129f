namespace IxpSvnic.Chip.Interconnect;

/// <summary>The way from the chip into the microengines.</summary>
public interface IMicroengineInbox
{
    /// <summary>
    /// Hands over a delivery whose time is at least the inbound latency after now. Deliveries to one engine at the same tick
    /// take effect in the order of these calls.
    /// </summary>
    void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data);
}
