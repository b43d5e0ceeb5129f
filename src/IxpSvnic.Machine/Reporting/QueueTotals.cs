namespace IxpSvnic.Machine.Reporting;

/// <summary>A queue over the run; mean length and Little's length are computed independently and must agree.</summary>
public sealed record QueueTotals(int Capacity, long Entered, long Max, double Mean, double Little);
