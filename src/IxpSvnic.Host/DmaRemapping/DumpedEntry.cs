namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// An entry of a dumped table that is not all zero: index and raw halves (high only of 16-byte entries).
/// </summary>
public sealed record DumpedEntry(int Index, ulong Low, ulong High);
