using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>Commands in order, oldest first; grows when it must.</summary>
internal sealed class CommandRing : IStateful
{
    private MeCommand[] _commands = new MeCommand[32];
    private int _head;
    private int _count;

    public int Count => _count;

    public ref readonly MeCommand First => ref _commands[_head];

    /// <summary>A cleared entry at the end, to be filled.</summary>
    public ref MeCommand Append()
    {
        if (_count == _commands.Length)
        {
            MeCommand[] larger = new MeCommand[2 * _commands.Length];
            for (int i = 0; i < _count; i++)
            {
                larger[i] = _commands[(_head + i) & (_commands.Length - 1)];
            }

            (_commands, _head) = (larger, 0);
        }

        ref MeCommand command = ref _commands[(_head + _count++) & (_commands.Length - 1)];
        command = default;
        return ref command;
    }

    public void RemoveFirst()
    {
        _head = (_head + 1) & (_commands.Length - 1);
        _count--;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        int count = _count;
        visitor.Value(ref count);
        if (visitor.IsRestoring)
        {
            (_head, _count) = (0, 0);
            for (int i = 0; i < count; i++)
            {
                visitor.Value(ref Append());
            }

            return;
        }

        for (int i = 0; i < count; i++)
        {
            visitor.Value(ref _commands[(_head + i) & (_commands.Length - 1)]);
        }
    }
}
