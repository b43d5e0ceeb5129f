using System.Numerics;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The command FIFO of one engine, in issue order: commands on their way to the bus, then those that wait there. An
/// entry is taken until the tick of its grant, which the engine learns when the world has been run that far.
/// </summary>
internal sealed class CommandFifo : IStateful
{
    private readonly MeCommand[] _commands;
    private readonly long[] _grants;
    private readonly int _mask;
    private readonly int _depth;
    private readonly long _outbound;
    private int _head;
    private int _count;
    private int _arrived;
    private int _grantCount;

    public CommandFifo(int depth, long outboundTicks)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)depth);
        _commands = new MeCommand[size];
        _grants = new long[depth];
        _mask = size - 1;
        _depth = depth;
        _outbound = outboundTicks;
    }

    /// <summary>Commands at the bus.</summary>
    public int Waiting => _arrived;

    /// <summary>Commands issued and not granted.</summary>
    public int Count => _count;

    public ref readonly MeCommand Head => ref _commands[_head & _mask];

    /// <summary>Tick at which the next command reaches the bus, or Never.</summary>
    public long NextArrival { get; private set; } = Ticks.Never;

    /// <summary>Whether a command may be issued at a tick, as far as grants are known.</summary>
    public bool HasRoom(long now)
    {
        Forget(now);
        return _count + _grantCount < _depth;
    }

    /// <summary>Tick of the first known grant after the one asked for last, or Never.</summary>
    public long NextGrant => _grantCount > 0 ? _grants[0] : Ticks.Never;

    /// <summary>A cleared entry at the end, to be filled; <see cref="Commit"/> follows.</summary>
    public ref MeCommand Append(int address)
    {
        int place = (_head + _count) & _mask;
        ref MeCommand command = ref _commands[place];
        command = default;
        command.Pc = (ushort)address;
        return ref command;
    }

    public void Commit()
    {
        _count++;
        UpdateNextArrival();
    }

    /// <summary>The next command reaches the bus.</summary>
    public void Arrive()
    {
        _arrived++;
        UpdateNextArrival();
    }

    /// <summary>The oldest command leaves.</summary>
    public void Grant(long time)
    {
        _head++;
        _count--;
        _arrived--;
        _grants[_grantCount++] = time;
    }

    /// <summary>Grants at or before a tick no longer matter.</summary>
    public void Forget(long now)
    {
        int past = 0;
        while (past < _grantCount && _grants[past] <= now)
        {
            past++;
        }

        if (past > 0)
        {
            _grantCount -= past;
            _grants.AsSpan(past, _grantCount).CopyTo(_grants);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _count);
        visitor.Value(ref _arrived);
        visitor.Value(ref _grantCount);
        visitor.Block(_grants.AsSpan(0, _grantCount));
        if (visitor.IsRestoring)
        {
            _head = 0;
        }

        for (int i = 0; i < _count; i++)
        {
            visitor.Value(ref _commands[(_head + i) & _mask]);
        }

        UpdateNextArrival();
    }

    private void UpdateNextArrival() =>
        NextArrival = _arrived < _count ? _commands[(_head + _arrived) & _mask].Time + _outbound : Ticks.Never;
}
