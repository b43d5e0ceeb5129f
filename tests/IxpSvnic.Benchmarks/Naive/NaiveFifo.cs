using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Benchmarks.Naive;

/// <summary>Commands from issue to grant, in order. An entry is taken until the tick of its grant.</summary>
internal sealed class NaiveFifo(int depth)
{
    private readonly MeCommand[] _commands = new MeCommand[64];
    private readonly List<long> _grants = [];
    private int _issued;
    private int _arrived;
    private int _granted;

    public int Waiting => _arrived - _granted;

    public ref readonly MeCommand Head => ref _commands[_granted & 63];

    public long NextIssue => _arrived < _issued ? _commands[_arrived & 63].Time : Ticks.Never;

    public bool HasRoom(long now)
    {
        _grants.RemoveAll(time => time <= now);
        return _issued - _granted + _grants.Count < depth;
    }

    public void Issue(in MeCommand command) => _commands[_issued++ & 63] = command;

    public void Arrive() => _arrived++;

    public void Grant(long time)
    {
        _granted++;
        _grants.Add(time);
    }
}
