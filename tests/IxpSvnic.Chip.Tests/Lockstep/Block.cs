namespace IxpSvnic.Chip.Tests.Lockstep;

/// <summary>A few statements of one kind, drawn from a seed.</summary>
internal readonly record struct Block(BlockKind Kind, ulong Seed);
