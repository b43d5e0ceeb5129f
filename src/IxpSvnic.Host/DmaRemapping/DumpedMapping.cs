namespace IxpSvnic.Host.DmaRemapping;

/// <summary>One mapped page as the tables say it.</summary>
public sealed record DumpedMapping(
    ushort SourceId, ushort Domain, ulong Address, ulong Machine, long Bytes, bool Read, bool Write);
