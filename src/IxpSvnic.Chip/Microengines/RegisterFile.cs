namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// One flat array holds every file an operand can name, so that an operand is "its number OR a base". Files lie at
/// multiples of their size; the bases of the running context's windows and local memory pointers lie behind them.
/// </summary>
internal static class RegisterFile
{
    public const int GprA = 0;

    public const int GprB = 128;

    public const int SIn = 256;

    public const int DIn = 384;

    public const int SOut = 512;

    public const int DOut = 640;

    public const int NextNeighbour = 768;

    /// <summary>Where results without a destination go.</summary>
    public const int Sink = 896;

    /// <summary>1024 addressable words, of which the first 640 exist.</summary>
    public const int LocalMemory = 1024;

    public const int LocalMemoryWords = 640;

    /// <summary>The constants 0-255.</summary>
    public const int Constants = 2048;

    /// <summary>What is ORed to an operand's number, by <see cref="OperandAccess"/>.</summary>
    public const int Bases = Constants + 256;

    public const int Size = Bases + 4;

    /// <summary>Registers of one file.</summary>
    public const int FileSize = 128;

    public static uint[] Create()
    {
        uint[] registers = new uint[Size];
        for (uint i = 0; i < 256; i++)
        {
            registers[Constants + i] = i;
        }

        return registers;
    }
}
