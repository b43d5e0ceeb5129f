using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>A microengine that issues a list of commands as fast as the command bus takes them.</summary>
internal sealed class CommandScript : ICommandSource
{
    private readonly Queue<MeCommand> _commands = new();
    private MeCommand _head;

    public List<long> Grants { get; } = [];

    public int Waiting => _commands.Count;

    public ref readonly MeCommand Head
    {
        get
        {
            _head = _commands.Peek();
            return ref _head;
        }
    }

    public void Add(MeCommand command) => _commands.Enqueue(command);

    public void Grant(long time)
    {
        Grants.Add(time);
        _commands.Dequeue();
    }
}
