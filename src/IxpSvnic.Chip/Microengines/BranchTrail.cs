using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>The last transfers of control of an engine, for fault reports: not architectural, not hashed.</summary>
internal sealed class BranchTrail : IStateful
{
    // An engine runs ahead of the report of its mistakes; what is kept must reach back to them.
    private const int Size = 256;
    private const int Shown = 16;

    private readonly uint[] _transfers = new uint[Size];
    private readonly long[] _times = new long[Size];
    private long _count;

    public void Add(int from, int to, long time)
    {
        long place = _count++ & (Size - 1);
        _transfers[place] = ((uint)from << 16) | (uint)to;
        _times[place] = time;
    }

    /// <summary>The last ones up to a tick, oldest first.</summary>
    public ControlTransfer[] UpTo(long time)
    {
        long oldest = Math.Max(0, _count - Size);
        long end = _count;
        while (end > oldest && _times[(end - 1) & (Size - 1)] > time)
        {
            end--;
        }

        int held = (int)Math.Min(end - oldest, Shown);
        ControlTransfer[] result = new ControlTransfer[held];
        for (int i = 0; i < held; i++)
        {
            uint transfer = _transfers[(end - held + i) & (Size - 1)];
            result[i] = new ControlTransfer((short)(transfer >> 16), (int)(transfer & 0xffff));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_transfers);
        visitor.Block(_times);
    }
}
