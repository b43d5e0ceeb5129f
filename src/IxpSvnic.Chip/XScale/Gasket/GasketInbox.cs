using IxpSvnic.Arm.Bus;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>What is on its way to the core, in order of (time, arrival).</summary>
internal sealed class GasketInbox : IStateful
{
    public const uint Irq = 1;
    public const uint Fiq = 2;

    private GasketEntry[] _entries = new GasketEntry[32];
    private int _count;

    /// <summary>Tick of the first entry, or Never.</summary>
    public long NextTime => _count > 0 ? _entries[0].Time : Ticks.Never;

    public ref readonly GasketEntry First => ref _entries[0];

    public void Add(
        long time, GasketNotice kind, uint argument, in LineData data = default, int words = 0, bool isAbort = false)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
        }

        int place = _count++;
        while (place > 0 && _entries[place - 1].Time > time)
        {
            _entries[place] = _entries[place - 1];
            place--;
        }

        _entries[place] = new GasketEntry
        {
            Time = time,
            Kind = kind,
            Argument = argument,
            Words = (byte)words,
            IsAbort = isAbort,
            Data = data,
        };
    }

    public void RemoveFirst() => _entries.AsSpan(1, --_count).CopyTo(_entries);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        if (visitor.IsRestoring && _count > _entries.Length)
        {
            _entries = new GasketEntry[_count];
        }

        visitor.Block(_entries.AsSpan(0, _count));
    }
}
