namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Frames of one port and their rate over the time from the first one's first bit to the last one's last; bits are those of the frames with
/// FCS, without preamble and gap.
/// </summary>
public sealed record PortRate(int Port, long Frames, double PacketsPerSecond, double BitsPerSecond);
