namespace IxpSvnic.Machine.Reporting;

/// <summary>What the XScale core did: instructions executed, cycles elapsed, cycles asleep, simulated seconds until it was ready.</summary>
public sealed record XscaleTotals(long Instructions, long Cycles, long IdleCycles, double? BootSeconds);
