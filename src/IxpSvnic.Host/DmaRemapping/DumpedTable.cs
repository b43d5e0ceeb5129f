namespace IxpSvnic.Host.DmaRemapping;

/// <summary>A table found in host memory: machine address, kind, level, entries.</summary>
/// <param name="Kind"><c>root</c>, <c>context</c> or <c>secondLevel</c>.</param>
/// <param name="Level">Level of a second-level table, 0 for the others.</param>
public sealed record DumpedTable(long Address, string Kind, int Level, IReadOnlyList<DumpedEntry> Entries);
