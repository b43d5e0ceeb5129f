using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Host.Vm;

/// <summary>The guest driver's choices, parameter group <c>guest</c>.</summary>
public sealed class GuestParameters
{
    [Parameter("", "svnic-system 2.2")]
    public ReceiveMode Receive { get; set; } = ReceiveMode.Interrupt;

    [Parameter("ns", "A51: time between looks at the ring in poll mode", Min = 100)]
    public long PollPeriodNs { get; set; } = 10_000;

    [Parameter("slots", "A52: consumed slots per write of rq_cons while more wait", Min = 1, Max = 65536)]
    public int ConsumerBatch { get; set; } = 8;

    [Parameter("", "A53: reads the mask word back before the last look, so that the posted unmask has arrived")]
    public bool UnmaskReadBack { get; set; } = true;

    [Parameter(
        "ns",
        "A54: a guest that waits for room in its send queue also looks by itself; 0 = never",
        Min = 0)]
    public long SendWatchdogNs { get; set; } = 100_000;
}
