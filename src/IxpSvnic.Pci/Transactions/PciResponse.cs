namespace IxpSvnic.Pci.Transactions;

/// <summary>A target's answer at the first data phase.</summary>
/// <param name="Outcome">Never a master abort.</param>
/// <param name="Bytes">Bytes it moves; fewer than wanted is a disconnect.</param>
/// <param name="WaitTicks">Wait states before the first data phase, rounded up to clocks by the bus.</param>
/// <param name="Narrow">The target does not answer ACK64#: four bytes a clock.</param>
/// <param name="HandsOverTag">A read's tag is already held for the bus, which releases it at the end.</param>
public readonly record struct PciResponse(
    PciOutcome Outcome, int Bytes = 0, long WaitTicks = 0, bool Narrow = false, bool HandsOverTag = false)
{
    public static PciResponse Retry => new(PciOutcome.Retry);

    public static PciResponse TargetAbort => new(PciOutcome.TargetAbort);

    public static PciResponse Accept(int bytes, long waitTicks = 0) => new(PciOutcome.Completed, bytes, waitTicks);

    /// <summary>A dword access of a 32-bit target.</summary>
    public static PciResponse AcceptNarrow(int bytes) => new(PciOutcome.Completed, bytes, 0, Narrow: true);
}
