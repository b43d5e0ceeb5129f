namespace IxpSvnic.Machine.Reporting;

/// <summary>Copies that stand in a queue or buffer, and the receive buffers they use.</summary>
internal readonly record struct InsideCount(long Copies, IReadOnlySet<uint> BuffersInUse);
