namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>What a random program left: its records, then its sandbox, as bytes in memory order.</summary>
/// <param name="Bytes">Records and sandbox.</param>
/// <param name="Instructions">Instructions executed, where they are counted.</param>
internal sealed record FuzzOutcome(byte[] Bytes, long Instructions);
