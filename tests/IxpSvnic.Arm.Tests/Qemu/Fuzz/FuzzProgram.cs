namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>A random program as an executable, and where its results lie when it is done.</summary>
internal sealed record FuzzProgram
{
    /// <summary>Registers in the order of a record.</summary>
    public static readonly string[] RecordNames =
        ["r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "r13", "r0", "r1", "r14", "cpsr"];

    public required FuzzOptions Options { get; init; }

    public required byte[] Elf { get; init; }

    /// <summary>Address of the instruction after which only system calls follow.</summary>
    public required uint Done { get; init; }

    public required uint LogAddress { get; init; }

    public required int LogBytes { get; init; }

    public required uint SandboxAddress { get; init; }

    public required int SandboxBytes { get; init; }

    public required IReadOnlyList<FuzzCheckpoint> Checkpoints { get; init; }

    /// <summary>Instructions that a pass spends on one checkpoint.</summary>
    public required int CheckpointCost { get; init; }

    /// <summary>Words drawn of each class.</summary>
    public required IReadOnlyDictionary<string, int> Drawn { get; init; }
}
