using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Memory.Dram;

/// <summary>The command queue of one bank, by the starts of its newest commands.</summary>
internal sealed class BankQueue(int depth) : IStateful
{
    private readonly long[] _starts = new long[depth];
    private int _next;

    /// <summary>Tick from which another command may enter.</summary>
    public long RoomAt(long now) => Math.Max(now, _starts[_next]);

    public void Add(long start)
    {
        _starts[_next] = start;
        _next = _next + 1 == _starts.Length ? 0 : _next + 1;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_starts);
        visitor.Value(ref _next);
    }
}
