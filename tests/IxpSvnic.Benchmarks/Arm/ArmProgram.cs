namespace IxpSvnic.Benchmarks.Arm;

/// <summary>One of the compared programs.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Symbol">What chooses it in programs.c.</param>
/// <param name="Passes">Passes of the shorter run on the interpreter: about a tenth of a second.</param>
internal sealed record ArmProgram(string Name, string Symbol, int Passes)
{
    public static readonly ArmProgram[] All =
    [
        new("crc32", "CRC32", 200),
        new("checksum", "CHECKSUM", 400),
        new("memcpy", "COPY", 200),
        new("quicksort", "QUICKSORT", 40),
        new("bytecode", "BYTECODE", 1200),
    ];
}
