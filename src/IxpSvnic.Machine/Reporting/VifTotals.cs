namespace IxpSvnic.Machine.Reporting;

/// <summary>One virtual interface: frames its guest received and sent.</summary>
public sealed record VifTotals(int Id, string Mac, int Port, long Rx, long Tx);
