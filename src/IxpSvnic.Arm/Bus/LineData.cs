using System.Runtime.CompilerServices;

namespace IxpSvnic.Arm.Bus;

/// <summary>Eight words of a 32-byte block, lowest address first, as numbers (BE-32 is word-invariant: no endianness here).</summary>
[InlineArray(Words)]
public struct LineData
{
    public const int Words = 8;

    private uint _word0;
}
