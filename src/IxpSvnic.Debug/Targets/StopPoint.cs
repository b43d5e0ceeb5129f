namespace IxpSvnic.Debug.Targets;

/// <summary>A place at which a debugger wants the program stopped.</summary>
/// <param name="Kind">What stops there.</param>
/// <param name="Address">Virtual address.</param>
/// <param name="Length">Bytes watched; of a breakpoint the size of its instruction, 2 or 4.</param>
public readonly record struct StopPoint(StopPointKind Kind, uint Address, int Length);
