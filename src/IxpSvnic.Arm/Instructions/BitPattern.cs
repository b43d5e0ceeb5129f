namespace IxpSvnic.Arm.Instructions;

/// <summary>
/// The bits of an instruction word: 0 and 1 are fixed, a dot should be 0 and a dash 1 but neither is looked at, a letter names a field,
/// blanks group. A field of four <c>c</c> is a condition: any but 1111, which is a space of its own.
/// </summary>
public sealed class BitPattern
{
    private readonly string _bits;

    public BitPattern(string text)
    {
        Text = text;
        _bits = text.Replace(" ", "", StringComparison.Ordinal);
        if (_bits.Length is not (32 or 16))
        {
            throw new ArgumentException($"pattern '{text}' has {_bits.Length} bits");
        }

        for (int i = 0; i < _bits.Length; i++)
        {
            uint bit = 1u << (_bits.Length - 1 - i);
            Mask |= _bits[i] is '0' or '1' ? bit : 0;
            Match |= _bits[i] == '1' ? bit : 0;
            IgnoredMask |= _bits[i] is '.' or '-' ? bit : 0;
            ShouldBe |= _bits[i] == '-' ? bit : 0;
        }

        IsConditional = _bits.Length == 32 && _bits.StartsWith("cccc", StringComparison.Ordinal);
    }

    public string Text { get; }

    public int Width => _bits.Length;

    public uint Match { get; }

    public uint Mask { get; }

    /// <summary>Bits that are not looked at.</summary>
    public uint IgnoredMask { get; }

    /// <summary>What they should be; otherwise the architecture calls the instruction UNPREDICTABLE.</summary>
    public uint ShouldBe { get; }

    /// <summary>Bits 31:28 are a condition.</summary>
    public bool IsConditional { get; }

    public bool Matches(uint word) => (word & Mask) == Match && !(IsConditional && word >= 0xf000_0000);

    /// <summary>Some word matches both.</summary>
    public bool Overlaps(BitPattern other) =>
        ((Match ^ other.Match) & Mask & other.Mask) == 0
        && !(IsConditional && other.Match >= 0xf000_0000)
        && !(other.IsConditional && Match >= 0xf000_0000);

    /// <summary>Every word that matches this one matches <paramref name="other"/> too.</summary>
    public bool Refines(BitPattern other) => (other.Mask & ~Mask) == 0 && Overlaps(other);

    public bool Has(char field) => _bits.Contains(field, StringComparison.Ordinal);

    /// <summary>Position of a field's lowest bit, or -1.</summary>
    public int ShiftOf(char field) => Has(field) ? _bits.Length - 1 - _bits.LastIndexOf(field) : -1;

    /// <summary>The bits of a field in written order, joined where they lie apart; 0 when there is none.</summary>
    public uint Extract(uint word, char field)
    {
        uint value = 0;
        for (int i = 0; i < _bits.Length; i++)
        {
            if (_bits[i] == field)
            {
                value = value << 1 | (word >> (_bits.Length - 1 - i) & 1);
            }
        }

        return value;
    }

    /// <summary>
    /// The fixed bits with every field filled from another word's field of the same letter, from the left; a field with twice the
    /// bits takes them twice.
    /// </summary>
    public uint Fill(BitPattern source, uint word)
    {
        uint value = Match;
        Span<int> used = stackalloc int[128];
        used.Clear();
        for (int i = 0; i < _bits.Length; i++)
        {
            char field = _bits[i];
            if (field is '0' or '1' or '.' or '-')
            {
                continue;
            }

            int width = source._bits.Count(b => b == field);
            int place = used[field]++ % width;
            uint bit = source.Extract(word, field) >> (width - 1 - place) & 1;
            value |= bit << (_bits.Length - 1 - i);
        }

        return value;
    }

    public override string ToString() => Text;
}
