using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// Imprecise aborts on their way, by cycle: those that have arrived when one is taken are taken with it. There are never more than
/// buffered requests.
/// </summary>
internal sealed class AbortQueue : IStateful
{
    private const int Most = 16;

    private readonly long[] _cycles = new long[Most];
    private int _count;

    /// <summary>The earliest, or the end of time.</summary>
    public long First => _count > 0 ? _cycles[0] : long.MaxValue;

    public void Add(long cycle)
    {
        int at = _count;
        while (at > 0 && _cycles[at - 1] >= cycle)
        {
            at--;
        }

        if (_count == Most || (at < _count && _cycles[at] == cycle))
        {
            return;
        }

        _cycles.AsSpan(at, _count - at).CopyTo(_cycles.AsSpan(at + 1));
        _cycles[at] = cycle;
        _count++;
    }

    /// <summary>Takes all that have arrived by a cycle.</summary>
    public void Take(long cycle)
    {
        int arrived = 0;
        while (arrived < _count && _cycles[arrived] <= cycle)
        {
            arrived++;
        }

        _cycles.AsSpan(arrived, _count - arrived).CopyTo(_cycles);
        _count -= arrived;
    }

    public void Clear() => _count = 0;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_cycles.AsSpan(0, _count));
    }
}
