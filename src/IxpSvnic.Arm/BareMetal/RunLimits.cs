namespace IxpSvnic.Arm.BareMetal;

/// <summary>Where a bare-metal run stops if the program does not.</summary>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Cycles">Core cycles.</param>
public sealed record RunLimits(long Instructions = long.MaxValue, long Cycles = long.MaxValue);
