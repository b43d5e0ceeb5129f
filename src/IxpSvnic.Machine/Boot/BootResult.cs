using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Machine.Boot;

/// <summary>How a booted system's run ended.</summary>
/// <param name="Report">What happened.</param>
/// <param name="ExitCode">What the run says to whoever started it.</param>
/// <param name="Explanation">Why it ended as it did, with registers where the core failed; empty for a plain end.</param>
public sealed record BootResult(ReplayReport Report, int ExitCode, string Explanation);
