using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>Microengines that only take note of what reaches them.</summary>
internal sealed class RecordingInbox : IMicroengineInbox
{
    public List<(MeDelivery Delivery, uint[] Data)> All { get; } = [];

    public IEnumerable<(MeDelivery Delivery, uint[] Data)> Pushes =>
        All.Where(d => d.Delivery.Kind == MeDeliveryKind.Push);

    /// <summary>First time at which a context of an engine sees a signal, or -1.</summary>
    public long SignalTime(int me, int context, int signal)
    {
        foreach ((MeDelivery d, _) in All)
        {
            if (d.Me == me && d.Context == context && (d.SignalMask >> signal & 1) != 0)
            {
                return d.Time;
            }
        }

        return -1;
    }

    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) => All.Add((delivery, data.ToArray()));
}
