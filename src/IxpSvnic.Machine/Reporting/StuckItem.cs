namespace IxpSvnic.Machine.Reporting;

/// <summary>Something that had not finished: a frame at a hop, or a context asleep on signals.</summary>
public sealed record StuckItem(string Where, string What);
