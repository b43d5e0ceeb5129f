using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Board.Tests;

/// <summary>Keeps what the chip delivers to microengines.</summary>
internal sealed class RecordingInbox : IMicroengineInbox
{
    public List<(MeDelivery Delivery, uint[] Data)> All { get; } = [];

    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) => All.Add((delivery, data.ToArray()));
}
