using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Section 1.7, one bit at a time.</summary>
internal static class NaiveCrc
{
    public static uint Feed(uint remainder, uint data, in DecodedInstruction i)
    {
        (int first, int last) = i.CrcBytes switch
        {
            CrcBytes.Bytes0To3 => (0, 3),
            CrcBytes.Bytes1To3 => (1, 3),
            CrcBytes.Bytes2To3 => (2, 3),
            CrcBytes.Byte3 => (3, 3),
            CrcBytes.Bytes0To2 => (0, 2),
            CrcBytes.Bytes0To1 => (0, 1),
            _ => (0, 0),
        };
        (int width, uint polynomial) = i.CrcType switch
        {
            CrcType.Ccitt => (16, 0x1021u),
            CrcType.Crc32 => (32, 0x04c1_1db7u),
            CrcType.Iscsi => (32, 0x1edc_6f41u),
            CrcType.Crc10 => (10, 0x233u),
            CrcType.Crc5 => (5, 0x05u),
            _ => (0, 0u),
        };
        uint plain = 0;
        for (int index = first; index <= last; index++)
        {
            int shift = i.Op == MicroOp.CrcBe ? 24 - (8 * index) : 8 * index;
            uint value = (data >> shift) & 0xff;
            for (int bit = 7; bit >= 0; bit--)
            {
                uint fed = (value >> (i.BitSwap ? 7 - bit : bit)) & 1;
                plain = (plain << 1) | fed;
                if (width > 0)
                {
                    uint feedback = ((remainder >> (width - 1)) ^ fed) & 1;
                    remainder = (remainder << 1) ^ (feedback * polynomial);
                    remainder &= uint.MaxValue >> (32 - width);
                }
            }
        }

        return width == 0 ? remainder ^ plain : remainder;
    }
}
