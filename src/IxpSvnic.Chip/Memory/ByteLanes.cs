namespace IxpSvnic.Chip.Memory;

/// <summary>Byte masks: bit 0 is the lowest byte address, which a longword holds in bits 31:24.</summary>
internal static class ByteLanes
{
    /// <summary>The bits that the low four mask bits let through.</summary>
    public static uint Bits(int mask)
    {
        if ((mask & 0xf) == 0xf)
        {
            return uint.MaxValue;
        }

        uint bits = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            if ((mask >> lane & 1) != 0)
            {
                bits |= 0xff00_0000u >> (8 * lane);
            }
        }

        return bits;
    }
}
