namespace IxpSvnic.Wire.Live.Traces;

/// <summary>One file that the generator makes.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Content">What it holds, for the provenance table.</param>
/// <param name="Write">Writes it to a path; draws from its own generator.</param>
internal sealed record TraceFile(string Name, string Content, Action<string, TraceRandom> Write);
