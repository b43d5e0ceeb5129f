namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>A set of small numbers.</summary>
internal sealed class BitRow(int size)
{
    private readonly ulong[] _words = new ulong[(size + 63) / 64];

    public int Size { get; } = size;

    public bool this[int index] => (_words[index >> 6] >> (index & 63) & 1) != 0;

    public void Add(int index) => _words[index >> 6] |= 1UL << (index & 63);

    public void Remove(int index) => _words[index >> 6] &= ~(1UL << (index & 63));

    public void AddAll()
    {
        for (int i = 0; i < Size; i++)
        {
            Add(i);
        }
    }

    /// <summary>Adds every member of another set; true when some were new.</summary>
    public bool UnionWith(BitRow other)
    {
        bool changed = false;
        for (int i = 0; i < _words.Length; i++)
        {
            ulong union = _words[i] | other._words[i];
            changed |= union != _words[i];
            _words[i] = union;
        }

        return changed;
    }

    public void ExceptWith(BitRow other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] &= ~other._words[i];
        }
    }

    public bool Overlaps(BitRow other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public BitRow Copy()
    {
        BitRow copy = new(Size);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    public int Count()
    {
        int count = 0;
        foreach (ulong word in _words)
        {
            count += System.Numerics.BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The members in ascending order.</summary>
    public IEnumerable<int> Members()
    {
        for (int i = 0; i < _words.Length; i++)
        {
            ulong word = _words[i];
            while (word != 0)
            {
                yield return (i << 6) + System.Numerics.BitOperations.TrailingZeroCount(word);
                word &= word - 1;
            }
        }
    }

    public static BitRow[] Rows(int count, int size)
    {
        BitRow[] rows = new BitRow[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new BitRow(size);
        }

        return rows;
    }
}
