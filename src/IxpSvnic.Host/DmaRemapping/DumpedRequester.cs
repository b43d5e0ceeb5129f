namespace IxpSvnic.Host.DmaRemapping;

/// <summary>A valid entry of the requester table.</summary>
public sealed record DumpedRequester(int Region, ulong FirstAddress, ushort SourceId);
