namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>One record of all registers: which code it follows.</summary>
/// <param name="Block">Number of the block.</param>
/// <param name="Start">First address since the checkpoint before.</param>
/// <param name="End">Address after the last.</param>
/// <param name="IsThumb">The code before it is Thumb (dense checkpoints only).</param>
internal sealed record FuzzCheckpoint(int Block, uint Start, uint End, bool IsThumb);
