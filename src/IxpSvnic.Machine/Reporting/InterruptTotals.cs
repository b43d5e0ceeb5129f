namespace IxpSvnic.Machine.Reporting;

/// <summary>Virtual interrupts: bits set by the device, merged while the line was high, and wake-ups that found nothing.</summary>
public sealed record InterruptTotals(long Sent, long Coalesced, long Spurious);
