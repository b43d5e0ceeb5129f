using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>
/// A target for every command: answers a fixed time after arrival, one command per occupancy time. Reads give memory
/// words,
/// writes store them, everything else only signals.
/// </summary>
internal sealed class FixedLatencyMemory : ICommandTarget, IEventTarget, IStateful
{
    private readonly ChassisFabric _fabric;
    private readonly long _latency;
    private readonly long _occupancy;
    private readonly uint[] _words = new uint[1024];
    private readonly uint[] _burst = new uint[MeCommand.MaxWords];
    private readonly short _id;
    private long _busyUntil;

    public FixedLatencyMemory(ChassisFabric fabric, long latencyTicks, long occupancyTicks)
    {
        _fabric = fabric;
        _latency = latencyTicks;
        _occupancy = occupancyTicks;
        _id = fabric.Events.Register(this);
    }

    /// <summary>Commands the inlet takes before it pushes back.</summary>
    public int InletDepth { get; set; } = int.MaxValue;

    public int Served { get; private set; }

    /// <summary>Every accepted command, when recording.</summary>
    public List<MeCommand>? Accepted { get; set; }

    public Span<uint> Words => _words;

    public long InletFreeAt(int cluster, long now) =>
        InletDepth == int.MaxValue ? now : Math.Max(now, _busyUntil - (InletDepth * _occupancy));

    public void Accept(int slot, long arrival)
    {
        Accepted?.Add(_fabric.Pool[slot]);
        long start = Math.Max(arrival, _busyUntil);
        _busyUntil = start + _occupancy;
        _fabric.Events.Schedule(start + _latency, _id, 0, slot);
    }

    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        MeCommand command = _fabric.Pool[slot];
        int first = (int)(command.Address >> 2);
        int words = 0;
        if (command.DataWords > 0)
        {
            for (int i = 0; i < command.DataWords; i++)
            {
                _words[(first + i) & 1023] = command.Data[i];
            }
        }
        else if (command.Op is MicroOp.SramRead or MicroOp.ScratchRead or MicroOp.DramRead)
        {
            words = Math.Min(command.Op == MicroOp.DramRead ? 2 * command.Count : command.Count, _burst.Length);
            for (int i = 0; i < words; i++)
            {
                _burst[i] = _words[(first + i) & 1023];
            }
        }

        if (words > 0 || command.Signal != 0)
        {
            _fabric.PushS(in command, _burst.AsSpan(0, words), command.SignalMask);
        }

        _fabric.Pool.Release(slot);
        Served++;
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_words);
        visitor.Value(ref _busyUntil);
    }
}
