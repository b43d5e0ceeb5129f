using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>The commands between grant and completion. Slots are plain numbers that events carry as arguments.</summary>
public sealed class CommandPool : IStateful
{
    private MeCommand[] _commands = new MeCommand[256];
    private int[] _free = new int[256];
    private int _freeCount;
    private int _used;

    /// <summary>Commands in flight.</summary>
    public int InFlight => _used - _freeCount;

    public ref MeCommand this[int slot] => ref _commands[slot];

    /// <summary>Copies a command into a free slot.</summary>
    public int Add(in MeCommand command)
    {
        int slot;
        if (_freeCount > 0)
        {
            slot = _free[--_freeCount];
        }
        else
        {
            if (_used == _commands.Length)
            {
                Array.Resize(ref _commands, _commands.Length * 2);
                Array.Resize(ref _free, _free.Length * 2);
            }

            slot = _used++;
        }

        _commands[slot] = command;
        return slot;
    }

    public void Release(int slot) => _free[_freeCount++] = slot;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _used);
        visitor.Value(ref _freeCount);
        if (visitor.IsRestoring)
        {
            _commands = new MeCommand[Math.Max(256, _used)];
            _free = new int[Math.Max(256, _used)];
        }

        visitor.Block(_free.AsSpan(0, _freeCount));
        visitor.Block(_commands.AsSpan(0, _used));
    }
}
