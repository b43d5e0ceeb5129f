using IxpSvnic.Arm.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Coprocessors;

/// <summary>
/// The four-counter performance monitor of CP14 (ixp2400-chip 5.4; XScale core manual 8.3). Counts are differences of what core and memory count
/// anyway, brought up to date when somebody looks. *Not modelled:* the bus events 10 to 16, which count nothing (A79).
/// </summary>
public sealed class PerformanceMonitor(XscaleMemory memory) : IStateful
{
    private const int EventCounters = 4;
    private const uint Enabled = 1;
    private const uint Divided = 8;
    private const uint Identification = 0x1400_0000;
    private const byte DataAccessEvent = 0x0a;

    private readonly uint[] _counts = new uint[EventCounters];
    private readonly long[] _seen = new long[EventCounters];
    private uint _control;
    private uint _clock;
    private long _clockSeen;
    private uint _interrupts;
    private uint _flags;
    private uint _selection = 0xffff_ffff;

    /// <summary>What the interpreter counts; none: those events stand still.</summary>
    public ICoreCounters? Core { get; set; }

    /// <summary>An overflow flag stands whose interrupt is enabled.</summary>
    public bool Interrupt
    {
        get
        {
            if (_interrupts == 0)
            {
                return false;
            }

            Update();
            return (_flags & _interrupts) != 0;
        }
    }

    /// <summary>PMNC.</summary>
    public uint Control
    {
        get => Identification | _control;
        set
        {
            Update();
            if ((value & 2) != 0)
            {
                _counts.AsSpan().Clear();
            }

            if ((value & 4) != 0)
            {
                _clock = 0;
            }

            _control = value & (Enabled | Divided);
            Restart();
        }
    }

    /// <summary>CCNT.</summary>
    public uint Clock
    {
        get
        {
            Update();
            return _clock;
        }

        set
        {
            Update();
            _clock = value;
        }
    }

    /// <summary>INTEN.</summary>
    public uint InterruptEnable
    {
        get => _interrupts;
        set => _interrupts = value & 0x1f;
    }

    /// <summary>FLAG: 1 clears.</summary>
    public uint Flags
    {
        get
        {
            Update();
            return _flags;
        }

        set
        {
            Update();
            _flags &= ~value;
        }
    }

    /// <summary>EVTSEL.</summary>
    public uint Selection
    {
        get => _selection;
        set
        {
            Update();
            _selection = value;
            Restart();
        }
    }

    /// <summary>PMN0 to PMN3.</summary>
    public uint this[int counter]
    {
        get
        {
            Update();
            return _counts[counter];
        }

        set
        {
            Update();
            _counts[counter] = value;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _control);
        visitor.Value(ref _clock);
        visitor.Value(ref _clockSeen);
        visitor.Value(ref _interrupts);
        visitor.Value(ref _flags);
        visitor.Value(ref _selection);
        visitor.Block(_counts);
        visitor.Block(_seen);
    }

    private byte EventOf(int counter) => (byte)(_selection >> (8 * counter));

    /// <summary>Counting begins here: what happened before belongs to nobody.</summary>
    private void Restart()
    {
        bool enabled = (_control & Enabled) != 0;
        bool accesses = false;
        _clockSeen = memory.Cycle;
        for (int i = 0; i < EventCounters; i++)
        {
            _seen[i] = Happened(EventOf(i));
            accesses |= EventOf(i) == DataAccessEvent;
        }

        memory.CountsAccesses = enabled && accesses;
    }

    private void Update()
    {
        if ((_control & Enabled) == 0)
        {
            return;
        }

        int divider = (_control & Divided) != 0 ? 64 : 1;
        long ticks = (memory.Cycle - _clockSeen) / divider;
        _clockSeen += ticks * divider;
        Advance(ref _clock, ticks, 1);
        for (int i = 0; i < EventCounters; i++)
        {
            long happened = Happened(EventOf(i));
            Advance(ref _counts[i], happened - _seen[i], 2u << i);
            _seen[i] = happened;
        }
    }

    private void Advance(ref uint count, long by, uint flag)
    {
        long sum = count + by;
        _flags |= sum > uint.MaxValue ? flag : 0;
        count = (uint)sum;
    }

    private long Happened(byte number) => number switch
    {
        0x00 => memory.Counters.InstructionMisses,
        0x01 => memory.Counters.FetchStallCycles,
        0x02 => Core?.DependencyStallCycles ?? 0,
        0x03 => memory.Counters.InstructionTlbMisses,
        0x04 => memory.Counters.DataTlbMisses,
        0x05 => Core?.Branches ?? 0,
        0x06 => Core?.BranchMispredictions ?? 0,
        0x07 => Core?.InstructionsRetired ?? 0,
        0x08 => memory.Counters.BufferStallCycles,
        0x09 => memory.Counters.BufferStalls,
        DataAccessEvent => memory.Counters.DataAccesses,
        0x0b => memory.Counters.DataMisses,
        0x0c => memory.Counters.WriteBacks,
        0x0d => Core?.ProgramCounterChanges ?? 0,
        _ => 0,
    };
}
