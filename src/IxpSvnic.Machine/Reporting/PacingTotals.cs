namespace IxpSvnic.Machine.Reporting;

/// <summary>Frames sent later than their timestamps ask because the wire was not free.</summary>
public sealed record PacingTotals(long Delayed, long WorstDelayNanoseconds);
