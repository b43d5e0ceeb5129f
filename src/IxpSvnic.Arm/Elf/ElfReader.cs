using System.Buffers.Binary;
using System.Text;

namespace IxpSvnic.Arm.Elf;

/// <summary>
/// Reads 32-bit ARM executables of either byte order (System V ABI; ELF for the ARM architecture): loadable segments at their
/// physical addresses, entry and symbols. Everything read is checked against the file's length.
/// <para>Not modelled: dynamic linking, relocation, BE-8 code order (ARMv6).</para>
/// </summary>
public sealed class ElfReader
{
    private const int HeaderBytes = 52;
    private const int ProgramHeaderBytes = 32;
    private const int SectionHeaderBytes = 40;
    private const int SymbolBytes = 16;
    private const ushort MachineArm = 40;
    private const uint FlagBe8 = 0x0080_0000;
    private const uint LoadSegment = 1;
    private const uint SymbolSection = 2;

    private readonly string _name;
    private readonly ReadOnlyMemory<byte> _file;
    private bool _isBigEndian;

    private ElfReader(string name, ReadOnlyMemory<byte> file)
    {
        _name = name;
        _file = file;
    }

    /// <summary>The file starts like an ELF file.</summary>
    public static bool IsElf(ReadOnlySpan<byte> file) => file.StartsWith("\x7f"u8) && file.Length > 3 && file[1..4].SequenceEqual("ELF"u8);

    /// <summary>Reads an image; throws <see cref="ElfFormatException"/>.</summary>
    public static ProgramImage Read(string name, ReadOnlyMemory<byte> file) => new ElfReader(name, file).Read();

    private ProgramImage Read()
    {
        ReadIdentification();
        Require(16, Half(16), 2, "file type", "an executable");
        Require(18, Half(18), MachineArm, "machine", "ARM");
        Require(20, Word(20), 1, "version", "1");
        uint flags = Word(36);
        if ((flags & FlagBe8) != 0)
        {
            throw Bad(36, $"flags 0x{flags:x8}: BE-8 code needs an ARMv6 or later core");
        }

        ProgramImage image = new()
        {
            Name = _name,
            IsBigEndian = _isBigEndian,
            Entry = Word(24),
            Segments = ReadSegments(),
            Symbols = ReadSymbols(),
        };
        return image.Segments.Any(s => (image.Entry & ~1u) >= s.Address && (image.Entry & ~1u) < s.End)
            ? image
            : throw Bad(24, $"entry 0x{image.Entry:x8} lies in no loaded segment");
    }

    private void ReadIdentification()
    {
        if (!IsElf(_file.Span))
        {
            throw Bad(0, "not an ELF file");
        }

        if (_file.Length < HeaderBytes)
        {
            throw Bad(_file.Length, $"the file ends inside its header of {HeaderBytes} bytes");
        }

        Require(4, _file.Span[4], 1, "class", "32-bit");
        byte order = _file.Span[5];
        _isBigEndian = order switch
        {
            1 => false,
            2 => true,
            _ => throw Bad(5, $"byte order 0x{order:x} is neither 1 (little) nor 2 (big)"),
        };
    }

    private List<ProgramSegment> ReadSegments()
    {
        uint table = Word(28);
        int count = Half(44);
        Require(42, Half(42), ProgramHeaderBytes, "size of a program header", "known");
        CheckRange(28, table, (ulong)count * ProgramHeaderBytes, "the program headers");
        List<(ProgramSegment Segment, uint Virtual, uint Header)> found = [];
        for (uint i = 0; i < count; i++)
        {
            uint header = table + (i * ProgramHeaderBytes);
            if (Word(header) == LoadSegment && Word(header + 20) != 0)
            {
                found.Add(ReadSegment(header));
            }
        }

        if (found.Count == 0)
        {
            throw Bad(44, $"none of the {count} program headers has anything to load");
        }

        // Some linkers leave every physical address 0; then the virtual ones count.
        bool useVirtual = found.Count > 1 && found.TrueForAll(f => f.Segment.Address == 0);
        List<ProgramSegment> segments = [];
        foreach ((ProgramSegment segment, uint virtualAddress, uint header) in found)
        {
            ProgramSegment placed = useVirtual ? segment with { Address = virtualAddress } : segment;
            if (segments.Find(s => placed.Address < s.End && s.Address < placed.End) is { } other)
            {
                throw Bad(header + 12, $"segment at 0x{placed.Address:x8} overlaps the one at 0x{other.Address:x8}");
            }

            segments.Add(placed);
        }

        return segments;
    }

    private (ProgramSegment Segment, uint Virtual, uint Header) ReadSegment(uint header)
    {
        uint offset = Word(header + 4);
        uint physical = Word(header + 12);
        uint fileBytes = Word(header + 16);
        uint memoryBytes = Word(header + 20);
        if (fileBytes > memoryBytes)
        {
            throw Bad(header + 16, $"0x{fileBytes:x} bytes in the file but 0x{memoryBytes:x} in memory");
        }

        CheckRange(header + 4, offset, fileBytes, "a segment");
        if (physical + (ulong)memoryBytes > 1UL << 32)
        {
            throw Bad(header + 20, $"0x{memoryBytes:x} bytes at 0x{physical:x8} pass the end of the address space");
        }

        return (new ProgramSegment(physical, _file.Slice((int)offset, (int)fileBytes), memoryBytes), Word(header + 8), header);
    }

    private SymbolTable ReadSymbols()
    {
        uint table = Word(32);
        int count = Half(48);
        if (table == 0 || count == 0)
        {
            return SymbolTable.None;
        }

        Require(46, Half(46), SectionHeaderBytes, "size of a section header", "known");
        CheckRange(32, table, (ulong)count * SectionHeaderBytes, "the section headers");
        List<KeyValuePair<uint, string>> symbols = [];
        for (uint i = 0; i < count; i++)
        {
            uint header = table + (i * SectionHeaderBytes);
            if (Word(header + 4) == SymbolSection)
            {
                ReadSymbolSection(table, count, header, symbols);
            }
        }

        return new SymbolTable(symbols);
    }

    private void ReadSymbolSection(uint table, int count, uint header, List<KeyValuePair<uint, string>> symbols)
    {
        uint link = Word(header + 24);
        if (link >= count)
        {
            throw Bad(header + 24, $"section {link} named as string table does not exist");
        }

        uint strings = table + (link * SectionHeaderBytes);
        uint stringsOffset = Word(strings + 16);
        uint stringsBytes = Word(strings + 20);
        CheckRange(strings + 16, stringsOffset, stringsBytes, "the string table");
        uint offset = Word(header + 16);
        uint bytes = Word(header + 20);
        CheckRange(header + 16, offset, bytes, "the symbol table");
        for (uint at = offset; at + SymbolBytes <= offset + bytes; at += SymbolBytes)
        {
            int type = _file.Span[(int)at + 12] & 0xf;
            uint name = Word(at);
            if (name >= stringsBytes && name != 0)
            {
                throw Bad(at, $"name at 0x{name:x} lies outside a string table of 0x{stringsBytes:x} bytes");
            }

            string text = name == 0 ? "" : Text((int)(stringsOffset + name), (int)(stringsBytes - name));

            // Untyped names count too (assembly labels); $a, $t and $d are the mapping symbols of the ABI.
            if (type <= 2 && Half(at + 14) != 0 && text.Length > 0 && text[0] != '$')
            {
                uint value = Word(at + 4);
                symbols.Add(new(type == 2 ? value & ~1u : value, text));
            }
        }
    }

    private string Text(int offset, int most)
    {
        ReadOnlySpan<byte> bytes = _file.Span.Slice(offset, most);
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private ushort Half(uint offset)
    {
        ReadOnlySpan<byte> bytes = _file.Span.Slice((int)offset, 2);
        return _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private uint Word(uint offset)
    {
        ReadOnlySpan<byte> bytes = _file.Span.Slice((int)offset, 4);
        return _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private void Require(uint offset, uint value, uint expected, string what, string meaning)
    {
        if (value != expected)
        {
            throw Bad(offset, $"{what} {value} is not {expected} ({meaning})");
        }
    }

    private void CheckRange(uint at, uint offset, ulong bytes, string what)
    {
        if (offset + bytes > (ulong)_file.Length)
        {
            throw Bad(at, $"0x{offset:x}: {what} (0x{bytes:x} bytes) would pass the end of a file of 0x{_file.Length:x} bytes");
        }
    }

    private ElfFormatException Bad(long offset, string problem) => new(_name, offset, problem);
}
