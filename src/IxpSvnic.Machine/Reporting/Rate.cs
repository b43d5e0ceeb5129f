namespace IxpSvnic.Machine.Reporting;

/// <summary>A rate over the time from the first frame's first bit to the last one's last.</summary>
public sealed record Rate(double PacketsPerSecond, double BitsPerSecond);
