using System.Buffers.Binary;
using IxpSvnic.Arm.Elf;

namespace IxpSvnic.Machine.Boot;

/// <summary>
/// The image that a boot loader starts: ELF, zImage (magic 016F_2818 at offset 24h) or a raw kernel image. Source: what a stock
/// Linux for the board expects at its entry.
/// </summary>
public static class BootImage
{
    private const uint RawAddress = 0x8000;
    private const uint CompressedAddress = 0x80_0000;
    private const int MagicOffset = 0x24;
    private const uint Magic = 0x016f_2818;
    private const int ProbedWords = 64;

    /// <summary>Reads a file; errors name file, offset and value.</summary>
    public static ProgramImage Read(string path, uint? at, uint? entry, bool? isBigEndian)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length == 0)
        {
            throw new ElfFormatException(path, 0, "the file is empty");
        }

        return ElfReader.IsElf(file) ? ReadElf(path, file, at, entry, isBigEndian) : ReadRaw(path, file, at, entry, isBigEndian);
    }

    private static ProgramImage ReadElf(string path, byte[] file, uint? at, uint? entry, bool? isBigEndian)
    {
        ProgramImage image = ElfReader.Read(path, file);
        if (at is not null)
        {
            throw new FormatException($"--at: '{path}' is an ELF file, which says itself where it is loaded");
        }

        if (isBigEndian is { } wanted && wanted != image.IsBigEndian)
        {
            throw new FormatException($"--endian: '{path}' is a {(wanted ? "little" : "big")}-endian ELF file");
        }

        return entry is not { } first ? image : new ProgramImage
        {
            Name = image.Name,
            IsBigEndian = image.IsBigEndian,
            Entry = first,
            Segments = image.Segments,
            Symbols = image.Symbols,
        };
    }

    private static ProgramImage ReadRaw(string path, byte[] file, uint? at, uint? entry, bool? isBigEndian)
    {
        bool? compressed = CompressedOrder(file);
        if (compressed is { } order)
        {
            CheckLength(path, file, order);
        }

        uint address = at ?? (compressed is null ? RawAddress : CompressedAddress);
        return ProgramImage.FromRaw(
            path, file, address, entry ?? address, isBigEndian ?? compressed ?? LooksBigEndian(file));
    }

    // Null: no zImage; else whether its words are big-endian.
    private static bool? CompressedOrder(ReadOnlySpan<byte> file) =>
        file.Length < MagicOffset + 12 ? null
        : BinaryPrimitives.ReadUInt32BigEndian(file[MagicOffset..]) == Magic ? true
        : BinaryPrimitives.ReadUInt32LittleEndian(file[MagicOffset..]) == Magic ? false
        : null;

    private static void CheckLength(string path, ReadOnlySpan<byte> file, bool bigEndian)
    {
        uint start = Word(file, MagicOffset + 4, bigEndian);
        uint end = Word(file, MagicOffset + 8, bigEndian);
        if (end - start > file.Length)
        {
            throw new ElfFormatException(
                path, MagicOffset + 8, $"a zImage of 0x{end - start:x} bytes, but the file has 0x{file.Length:x}");
        }
    }

    // Nearly every ARM instruction is unconditional: its first nibble is E.
    private static bool LooksBigEndian(ReadOnlySpan<byte> file)
    {
        int big = 0;
        int little = 0;
        for (int i = 0; i < ProbedWords && (4 * i) + 4 <= file.Length; i++)
        {
            big += file[4 * i] >> 4 == 0xe ? 1 : 0;
            little += file[(4 * i) + 3] >> 4 == 0xe ? 1 : 0;
        }

        return big >= little;
    }

    private static uint Word(ReadOnlySpan<byte> file, int offset, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(file[offset..])
        : BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
}
