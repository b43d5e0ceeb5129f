namespace IxpSvnic.Chip.Shac.Cap;

/// <summary>The manual's cluster-coded microengine numbers 0x00-0x03, 0x10-0x13 against indices 0-7.</summary>
public static class MeNumber
{
    /// <summary>Index of a number, or -1 for a microengine that the chip does not have.</summary>
    public static int ToIndex(int number) => (number & ~0x13) == 0 ? (number & 3) | (number >> 2 & 4) : -1;

    public static int FromIndex(int index) => (index & 3) | (index & 4) << 2;
}
