namespace IxpSvnic.Arm.Memory;

/// <summary>A range of virtual addresses that a debugger watches; also what an access that was stopped has hit.</summary>
public readonly record struct Watchpoint(uint Address, int Length, WatchKind Kind);
