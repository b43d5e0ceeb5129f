namespace IxpSvnic.Arm.Elf;

/// <summary>Bytes of a program that lie together in memory, followed by zeros.</summary>
/// <param name="Address">Physical address of the first byte.</param>
/// <param name="Data">The bytes, in the file's order.</param>
/// <param name="MemoryBytes">Length in memory, at least that of <paramref name="Data"/>.</param>
public sealed record ProgramSegment(uint Address, ReadOnlyMemory<byte> Data, uint MemoryBytes)
{
    /// <summary>Address after the last byte.</summary>
    public ulong End => (ulong)Address + MemoryBytes;
}
