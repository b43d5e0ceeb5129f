using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// The ordering CAM: writes that the pins have not done yet; a later read of the same longword waits (IXP2800 HRM
/// p219).
/// </summary>
internal sealed class OutstandingWrites(int capacity) : IStateful
{
    private readonly long[] _first = new long[capacity];
    private readonly int[] _words = new int[capacity];
    private readonly long[] _done = new long[capacity];
    private int _count;

    /// <summary>A write of longwords at a byte offset, done at a tick.</summary>
    public void Add(long offset, int words, long done, long now)
    {
        Prune(now);
        int slot = _count < capacity ? _count++ : Oldest();
        _first[slot] = offset;
        _words[slot] = words;
        _done[slot] = done;
    }

    /// <summary>Earliest tick at which a read of longwords may start.</summary>
    public long ReadableAt(long offset, int words, long now)
    {
        long at = now;
        for (int i = 0; i < _count; i++)
        {
            if (offset < _first[i] + (4 * _words[i]) && _first[i] < offset + (4 * words))
            {
                at = Math.Max(at, _done[i]);
            }
        }

        return at;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_first.AsSpan(0, _count));
        visitor.Block(_words.AsSpan(0, _count));
        visitor.Block(_done.AsSpan(0, _count));
    }

    private void Prune(long now)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_done[i] > now)
            {
                (_first[kept], _words[kept], _done[kept]) = (_first[i], _words[i], _done[i]);
                kept++;
            }
        }

        _count = kept;
    }

    private int Oldest()
    {
        int oldest = 0;
        for (int i = 1; i < _count; i++)
        {
            oldest = _done[i] < _done[oldest] ? i : oldest;
        }

        return oldest;
    }
}
