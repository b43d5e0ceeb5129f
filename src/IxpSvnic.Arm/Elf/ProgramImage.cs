using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Elf;

/// <summary>A program ready to be put into memory: from an ELF file or from raw bytes.</summary>
public sealed class ProgramImage
{
    public required string Name { get; init; }

    /// <summary>The program's byte order: BE-32 when set.</summary>
    public required bool IsBigEndian { get; init; }

    /// <summary>Address of the first instruction; bit 0 set: Thumb.</summary>
    public required uint Entry { get; init; }

    public required IReadOnlyList<ProgramSegment> Segments { get; init; }

    public SymbolTable Symbols { get; init; } = SymbolTable.None;

    /// <summary>Address after the last byte of the highest segment.</summary>
    public ulong End => Segments.Max(s => s.End);

    /// <summary>Raw bytes at an address.</summary>
    public static ProgramImage FromRaw(string name, ReadOnlyMemory<byte> bytes, uint address, uint entry, bool isBigEndian)
    {
        if (bytes.IsEmpty || address + (ulong)bytes.Length > 1UL << 32)
        {
            throw new ElfFormatException(name, 0, $"{bytes.Length} raw bytes do not fit at 0x{address:x8}");
        }

        return new ProgramImage
        {
            Name = name,
            IsBigEndian = isBigEndian,
            Entry = entry,
            Segments = [new ProgramSegment(address, bytes, (uint)bytes.Length)],
        };
    }

    /// <summary>
    /// Writes all segments so that a 32-bit load gives the file's four bytes read in the program's own byte order.
    /// </summary>
    public void Load(IArmBus bus)
    {
        foreach (ProgramSegment segment in Segments)
        {
            for (ulong word = segment.Address & ~3u; word < segment.End; word += 4)
            {
                LoadWord(bus, segment, (uint)word);
            }
        }
    }

    private void LoadWord(IArmBus bus, ProgramSegment segment, uint address)
    {
        bool canWrite = bus.Peek(address, out uint word);
        for (uint i = 0; i < 4; i++)
        {
            long offset = (long)address + i - segment.Address;
            if (offset < 0 || offset >= segment.MemoryBytes)
            {
                continue;
            }

            int shift = 8 * (int)(IsBigEndian ? 3 - i : i);
            uint value = offset < segment.Data.Length ? segment.Data.Span[(int)offset] : 0u;
            word = (word & ~(0xffu << shift)) | (value << shift);
        }

        if (!canWrite || !bus.Poke(address, word))
        {
            throw new ElfFormatException(
                Name,
                0,
                $"segment 0x{segment.Address:x8}..0x{segment.End:x8} does not fit: there is no memory at 0x{address:x8}");
        }
    }
}
