using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Shac.HashUnit;

/// <summary>
/// The hash unit: one to three operands a command through one array, 16 bits a chassis cycle; it shares its command
/// input with the scratchpad (IXP2800 HRM p237-240).
/// *Not modelled:* results waiting behind scratch data in the shared push FIFO, other than on the bus itself.
/// </summary>
public sealed class HashEngine : ICommandTarget, IEventTarget, IStateful, IStatisticsSource
{
    // Chassis cycles of the 48-bit case, which the timing's first figure is for.
    private const int ReferenceCycles = 7;

    private readonly ChassisFabric _fabric;
    private readonly ShacPipe _pipe;
    private readonly HashTiming _timing;
    private readonly CommandInlet _inlet;
    private readonly uint[] _multipliers = new uint[8];
    private readonly short _id;
    private long _arrayUntil;
    private long _hashes;
    private long _arrayTicks;

    public HashEngine(ChassisFabric fabric, ShacPipe pipe, HashTiming timing)
    {
        _fabric = fabric;
        _pipe = pipe;
        _timing = timing;
        _inlet = new CommandInlet("hash.inlet", timing.InletDepth);
        _id = fabric.Events.Register(this);
    }

    /// <summary>HASH_MULTIPLIER_48_0, 48_1, 64_0, 64_1, 128_0 to 128_3.</summary>
    public void SetMultiplier(int index, uint value) => _multipliers[index] = value;

    public UInt128 Multiplier(HashWidth width) => HashArithmetic.FromWords(width switch
    {
        HashWidth.Bits48 => _multipliers.AsSpan(0, 2),
        HashWidth.Bits64 => _multipliers.AsSpan(2, 2),
        _ => _multipliers.AsSpan(4, 4),
    });

    /// <inheritdoc/>
    public long InletFreeAt(int cluster, long now) => Math.Max(_pipe.Inlet.FreeAt(now), _inlet.FreeAt(now));

    /// <inheritdoc/>
    public void Accept(int slot, long arrival)
    {
        ref MeCommand command = ref _fabric.Pool[slot];
        HashWidth width = command.Op switch
        {
            MicroOp.Hash48 => HashWidth.Bits48,
            MicroOp.Hash64 => HashWidth.Bits64,
            _ => HashWidth.Bits128,
        };
        int words = HashArithmetic.Words(width);
        int count = Math.Clamp((int)command.Count, 1, 3);
        Span<uint> data = command.Data;
        UInt128 multiplier = Multiplier(width);
        for (int i = 0; i < count; i++)
        {
            Span<uint> operand = data.Slice(i * words, words);
            HashArithmetic.ToWords(
                HashArithmetic.Hash(width, HashArithmetic.FromWords(operand), multiplier), operand);
        }

        Ixp2400Timing chip = _fabric.Timing;
        long start = _pipe.EnterPushing(in command, arrival, chip.ChassisCycleTicks, count * words);
        long pulled = PullPhase.Reserve(
            _fabric, in command, arrival, start, _timing.PullRequestCycles, count * words, out long late);
        _fabric.Signal(in command, CommandSignals.Pull(in command), pulled);

        long arrayStart = Math.Max(start + late, _arrayUntil);
        _inlet.Add(arrival, arrayStart);
        _arrayUntil = arrayStart + (count * ArrayTicks(width));
        _arrayTicks += count * ArrayTicks(width);
        _hashes += count;
        _fabric.Events.Schedule(ReadyAt(arrayStart, width, count), _id, 0, slot, count * words);
    }

    /// <inheritdoc/>
    public void Handle(in SimEvent e)
    {
        int slot = (int)e.A;
        _pipe.Push(slot, (int)e.B, CommandSignals.Push(in _fabric.Pool[slot]));
    }

    /// <summary>A hash for the XScale, whose operand is complete at a tick; returns when the result is valid.</summary>
    public long HashFor(HashWidth width, UInt128 operand, long ready, out UInt128 result)
    {
        result = HashArithmetic.Hash(width, operand, Multiplier(width));
        long start = Math.Max(_pipe.Occupy(ready, _fabric.Timing.ChassisCycleTicks), _arrayUntil);
        _arrayUntil = start + ArrayTicks(width);
        _arrayTicks += ArrayTicks(width);
        _hashes++;
        return ReadyAt(start, width, 1);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("hash");
        visitor.Block(_multipliers);
        visitor.Value(ref _arrayUntil);
        visitor.Visit(_inlet);
        if (!visitor.IsHashing)
        {
            visitor.Value(ref _hashes);
            visitor.Value(ref _arrayTicks);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _inlet.Settle(sheet.Now);
        sheet.Count("hash.hashes", _hashes);
        sheet.Busy("hash.array", _arrayTicks);
        sheet.Queue(_inlet);
    }

    private int ChassisCycles(HashWidth width) => width switch
    {
        HashWidth.Bits48 => 2 + _timing.Steps48 + 2,
        HashWidth.Bits64 => 2 + _timing.Steps64 + 2,
        _ => 4 + _timing.Steps128 + 4,
    };

    private long ArrayTicks(HashWidth width) => (long)ChassisCycles(width) * _fabric.Timing.ChassisCycleTicks;

    // All results go in one burst, so that it begins when its last longword will be ready in time.
    private long ReadyAt(long start, HashWidth width, int count)
    {
        long chassis = _fabric.Timing.ChassisCycleTicks;
        long first = start + _fabric.Timing.Cycles(_timing.FirstHashCycles)
            + ((ChassisCycles(width) - ReferenceCycles) * chassis);
        return first + ((count - 1) * (ArrayTicks(width) - (HashArithmetic.Words(width) * chassis)));
    }
}
