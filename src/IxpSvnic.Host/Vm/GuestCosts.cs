using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Host.Vm;

/// <summary>
/// Processor time a guest spends per step, parameter group <c>guestCost</c>; all zero until the host's processors are
/// modelled.
/// </summary>
public sealed class GuestCosts
{
    [Parameter("ns", "svnic-system 4 vcpu_wake; zero until host processors are modelled", Min = 0)]
    public long WakeNs { get; set; }

    [Parameter("ns", "svnic-system 4 guest_stack_rx; zero until host processors are modelled", Min = 0)]
    public long ReceiveNs { get; set; }

    [Parameter("ns", "svnic-system 4 guest_stack_tx; zero until host processors are modelled", Min = 0)]
    public long SendNs { get; set; }

    [Parameter("ps", "svnic-system 4 copy bandwidth, per byte; zero until host processors are modelled", Min = 0)]
    public long CopyPerBytePs { get; set; }

    internal long ReceiveTicks(int bytes) => Ticks.FromNanoseconds(ReceiveNs) + CopyTicks(bytes);

    internal long SendTicks(int bytes) => Ticks.FromNanoseconds(SendNs) + CopyTicks(bytes);

    private long CopyTicks(int bytes) => bytes * CopyPerBytePs * Ticks.PerNanosecond / 1000;
}
