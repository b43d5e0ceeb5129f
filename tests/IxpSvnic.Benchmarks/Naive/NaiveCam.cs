namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Section 1.6: sixteen tags with states, the order of use as a list.</summary>
internal sealed class NaiveCam
{
    private readonly uint[] _tags = new uint[16];
    private readonly uint[] _states = new uint[16];
    private readonly List<int> _leastRecentFirst = [.. Enumerable.Range(0, 16)];

    public uint Tag(uint entry) => _tags[entry & 15];

    public uint State(uint entry) => _states[entry & 15];

    public int AgeRank(int rank) => _leastRecentFirst[rank];

    public void Clear()
    {
        Array.Clear(_tags);
        Array.Clear(_states);
        _leastRecentFirst.Sort();
    }

    public uint Lookup(uint tag, out int entry)
    {
        for (entry = 0; entry < 16; entry++)
        {
            if (_tags[entry] == tag)
            {
                Touch(entry);
                return (_states[entry] << 8) | 0x80 | ((uint)entry << 3);
            }
        }

        entry = _leastRecentFirst[0];
        return (uint)entry << 3;
    }

    public void Write(uint entry, uint tag, uint state)
    {
        _tags[entry & 15] = tag;
        _states[entry & 15] = state;
        Touch((int)(entry & 15));
    }

    public void WriteState(uint entry, uint state) => _states[entry & 15] = state;

    private void Touch(int entry)
    {
        _leastRecentFirst.Remove(entry);
        _leastRecentFirst.Add(entry);
    }
}
