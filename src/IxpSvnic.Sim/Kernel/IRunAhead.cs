namespace IxpSvnic.Sim.Kernel;

/// <summary>
/// A core with a clock of its own that may run ahead of the world: what the world does reaches it no earlier than the
/// kernel's inbound latency, what it does reaches the world no earlier than the outbound latency.
/// </summary>
public interface IRunAhead
{
    /// <summary>Everything that starts before this tick has been executed.</summary>
    long LocalTime { get; }

    /// <summary>Earliest tick at which it does anything unless the world reaches it first; Never when asleep.</summary>
    long NextActivity { get; }

    /// <summary>Tick at which its oldest request not yet handed over reaches the world, or Never.</summary>
    long NextRequest { get; }

    /// <summary>
    /// <see cref="Run"/> stops by itself before an answer to a request of its own could come, so that while everything else is
    /// quiet it may be given any limit.
    /// </summary>
    bool HeedsItsRequests { get; }

    /// <summary>
    /// Executes what starts before <paramref name="limit"/>. May stop earlier where it must know more of the world, which
    /// has been run up to <paramref name="worldTime"/>.
    /// </summary>
    void Run(long limit, long worldTime);

    /// <summary>Moves its clock to a tick at or before <see cref="NextActivity"/>.</summary>
    void SkipTo(long time);

    /// <summary>Hands the oldest request to the world, whose time is <see cref="NextRequest"/>.</summary>
    void HandOver();
}
