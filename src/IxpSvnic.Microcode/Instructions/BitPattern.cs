namespace IxpSvnic.Microcode.Instructions;

/// <summary>The bits of the 40-bit word that tell an instruction from every other.</summary>
public readonly record struct BitPattern(ulong Match, ulong Mask)
{
    public bool Matches(ulong word) => (word & Mask) == Match;

    /// <summary>Some word matches both.</summary>
    public bool Overlaps(BitPattern other) => ((Match ^ other.Match) & Mask & other.Mask) == 0;

    /// <summary>Every word that matches this one matches <paramref name="other"/> too.</summary>
    public bool Refines(BitPattern other) => (other.Mask & ~Mask) == 0 && Overlaps(other);
}
