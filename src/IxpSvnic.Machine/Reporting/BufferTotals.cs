namespace IxpSvnic.Machine.Reporting;

/// <summary>The firmware's receive buffers at the end: on the free ring, held by contexts or frames, and lost.</summary>
public sealed record BufferTotals(int Total, int Free, int Held, int Leaked);
