namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// Everything a script needs to translate by itself: the requester table, the root pointer and every table reachable
/// from it, raw; and beside them the mappings as our own walk of memory (never the IOTLB) reads them.
/// </summary>
public sealed record TableDump(
    ulong Root,
    bool TranslationEnabled,
    long RegionBytes,
    IReadOnlyList<DumpedRequester> Requesters,
    IReadOnlyList<DumpedTable> Tables,
    IReadOnlyList<DumpedMapping> Mappings);
