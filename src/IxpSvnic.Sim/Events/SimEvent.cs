namespace IxpSvnic.Sim.Events;

/// <summary>
/// A pending event, plain data: when, for whom, what, with two arguments. Order is (time, priority, sequence).
/// </summary>
public struct SimEvent
{
    /// <summary>Tick at which it happens.</summary>
    public long Time;

    /// <summary>Order of scheduling; breaks ties.</summary>
    public long Sequence;

    public long A;

    public long B;

    /// <summary>Number of the target as returned by <see cref="EventQueue.Register"/>.</summary>
    public short Target;

    /// <summary>What happens; the target gives the numbers their meaning.</summary>
    public short Kind;

    /// <summary>Smaller goes first within a tick.</summary>
    public short Priority;

    internal short Reserved;

    internal int Next;

    internal int Reserved2;
}
