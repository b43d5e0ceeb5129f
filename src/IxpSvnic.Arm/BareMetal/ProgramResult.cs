namespace IxpSvnic.Arm.BareMetal;

/// <summary>How a bare-metal run ended.</summary>
/// <param name="End">Why.</param>
/// <param name="ExitCode">The program's exit code when it exited, else 0.</param>
/// <param name="Problem">One sentence about a fault, or empty.</param>
public sealed record ProgramResult(ProgramEnd End, int ExitCode, string Problem);
