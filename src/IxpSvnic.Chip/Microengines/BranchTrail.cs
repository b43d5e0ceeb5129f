using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>The last transfers of control of an engine, for fault reports: not architectural, not hashed.</summary>
internal sealed class BranchTrail : IStateful
{
    private const int Size = 16;

    private readonly uint[] _transfers = new uint[Size];
    private long _count;

    public void Add(int from, int to) => _transfers[_count++ & (Size - 1)] = ((uint)from << 16) | (uint)to;

    /// <summary>Oldest first.</summary>
    public ControlTransfer[] ToArray()
    {
        int held = (int)Math.Min(_count, Size);
        ControlTransfer[] result = new ControlTransfer[held];
        for (int i = 0; i < held; i++)
        {
            uint transfer = _transfers[(_count - held + i) & (Size - 1)];
            result[i] = new ControlTransfer((short)(transfer >> 16), (int)(transfer & 0xffff));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Block(_transfers);
    }
}
