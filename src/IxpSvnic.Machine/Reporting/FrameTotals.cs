namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// The terms of the conservation law: in + guestSent + copies = delivered + wireOut + inside + drops, each counted where
/// it happens.
/// </summary>
public sealed record FrameTotals
{
    /// <summary>Frames from the wires.</summary>
    public required long In { get; init; }

    public required long GuestSent { get; init; }

    /// <summary>Copies beyond the first of replicated frames.</summary>
    public required long Copies { get; init; }

    public required long Delivered { get; init; }

    public required long WireOut { get; init; }

    /// <summary>Copies found in queues and buffers at the end.</summary>
    public required long Inside { get; init; }

    public required long Dropped { get; init; }

    /// <summary>Input frames that the capture held only in part.</summary>
    public long Cut { get; init; }

    /// <summary>Frames that a live interface is known to have lost before they came in.</summary>
    public long Lost { get; init; }
}
