namespace IxpSvnic.Machine.Reporting;

/// <summary>Distribution of a time in nanoseconds.</summary>
public sealed record Percentiles(long Count, long P50, long P99, long Max);
