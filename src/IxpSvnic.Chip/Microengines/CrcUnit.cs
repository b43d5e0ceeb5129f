using System.Buffers.Binary;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The CRC unit, reference section 1.7: remainders are not reflected, most significant bit first, in the low bits.
/// The polynomial of CRC-5 and what type "none" does with an old remainder are guesses of the reference.
/// </summary>
internal static class CrcUnit
{
    private static readonly uint[][] Tables = BuildTables();

    /// <summary>The remainder after feeding the chosen bytes of a word.</summary>
    public static uint Feed(
        uint remainder, uint word, CrcType type, CrcBytes bytes, bool littleEndian, bool bitSwap)
    {
        uint ordered = littleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
        if (bitSwap)
        {
            ordered = ReverseBitsInBytes(ordered);
        }

        (int first, int last) = Range(bytes);
        if (type == CrcType.None)
        {
            uint mask = (uint)(0xffff_ffffUL >> (8 * first)) & (uint)(0xffff_ffffUL << (24 - (8 * last)));
            return remainder ^ (ordered & mask);
        }

        // Kept at the top of the word, every width is fed a byte at a time from one kind of table.
        int gap = 32 - Width(type);
        uint[] table = Tables[(int)type];
        uint r = remainder << gap;
        for (int i = first; i <= last; i++)
        {
            r = (r << 8) ^ table[(r >> 24) ^ ((ordered >> (24 - (8 * i))) & 0xff)];
        }

        return r >> gap;
    }

    private static int Width(CrcType type) => type switch
    {
        CrcType.Ccitt => 16,
        CrcType.Crc10 => 10,
        CrcType.Crc5 => 5,
        _ => 32,
    };

    private static uint Polynomial(CrcType type) => type switch
    {
        CrcType.Ccitt => 0x1021,
        CrcType.Crc32 => 0x04c1_1db7,
        CrcType.Iscsi => 0x1edc_6f41,
        CrcType.Crc10 => 0x233,
        CrcType.Crc5 => 0x05,
        _ => 0,
    };

    private static (int First, int Last) Range(CrcBytes bytes) => bytes switch
    {
        CrcBytes.Bytes1To3 => (1, 3),
        CrcBytes.Bytes2To3 => (2, 3),
        CrcBytes.Byte3 => (3, 3),
        CrcBytes.Bytes0To2 => (0, 2),
        CrcBytes.Bytes0To1 => (0, 1),
        CrcBytes.Byte0 => (0, 0),
        _ => (0, 3),
    };

    private static uint ReverseBitsInBytes(uint v)
    {
        v = ((v & 0x5555_5555) << 1) | ((v >> 1) & 0x5555_5555);
        v = ((v & 0x3333_3333) << 2) | ((v >> 2) & 0x3333_3333);
        return ((v & 0x0f0f_0f0f) << 4) | ((v >> 4) & 0x0f0f_0f0f);
    }

    private static uint[][] BuildTables()
    {
        uint[][] tables = new uint[8][];
        for (int type = 0; type < tables.Length; type++)
        {
            uint polynomial = Polynomial((CrcType)type) << (32 - Width((CrcType)type));
            tables[type] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                uint r = value << 24;
                for (int bit = 0; bit < 8; bit++)
                {
                    r = (r << 1) ^ (polynomial & (uint)-(int)(r >> 31));
                }

                tables[type][value] = r;
            }
        }

        return tables;
    }
}
