using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>The way from the chip into naive engines.</summary>
internal sealed class NaiveInbox(NaiveEngine[] engines) : IMicroengineInbox
{
    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) =>
        engines[delivery.Me].Deliver(in delivery, data);
}
