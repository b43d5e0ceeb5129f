using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Timing;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The XScale core's memory system (ixp2400-chip 5.3): MMU with two TLBs, instruction, data and mini data caches that hold real data, write
/// and fill buffers. The world is seen only through misses, uncached accesses and evictions. An access that meets a filter has no
/// effect that its slow path would have: replacement is round robin, hits move nothing.
/// <para>*Not modelled:* cache parity; the page table's P bit; words of a line that arrive after the critical one (A70).</para>
/// </summary>
public sealed unsafe partial class XscaleMemory : CoreMemory, IStatisticsSource
{
    private readonly IArmBus _bus;
    private readonly CacheTiming _timing;
    private readonly Tlb _dataTlb = new();
    private readonly Tlb _instructionTlb = new();
    private readonly DataCache _lines = new();
    private readonly InstructionCache _code = new();
    private readonly WriteBuffer _writes;
    private readonly KeptAnswers _kept = new();
    private readonly AbortQueue _aborts = new();
    private readonly PagePolicy[] _policies = new PagePolicy[8];
    private readonly FillEntry[] _fills;
    private FetchFill _fetch;
    private uint _control;
    private uint _auxiliary;
    private uint _tableBase;
    private uint _domains;
    private uint _faultStatus;
    private uint _faultAddress;
    private uint _processId;
    private uint _permissions;
    private bool _countsAccesses;

    public XscaleMemory(IArmBus bus, CacheTiming timing)
    {
        _bus = bus;
        _timing = timing;
        _writes = new WriteBuffer(timing.WriteBufferEntries);
        _fills = new FillEntry[timing.FillBuffers];
        Reset();
    }

    /// <inheritdoc/>
    public override int CodeSlots => InstructionCache.Slots;

    public MemoryCounters Counters { get; } = new();

    /// <summary>CP15 register 1.</summary>
    public uint Control
    {
        get => _control;
        set
        {
            _control = value & ControlBits.Kept;
            ApplyControl();
            ForgetPaths();
        }
    }

    /// <summary>CP15 register 1, opcode 2 = 1: coalescing (K), page table memory (P), policy of the mini cache (MD).</summary>
    public uint AuxiliaryControl
    {
        get => _auxiliary;
        set
        {
            _auxiliary = value & ControlBits.AuxiliaryKept;
            ApplyControl();
            ForgetPaths();
        }
    }

    /// <summary>CP15 register 2.</summary>
    public uint TranslationTableBase
    {
        get => _tableBase;
        set => _tableBase = value & 0xffff_c000;
    }

    /// <summary>CP15 register 3: two bits a domain.</summary>
    public uint DomainAccess
    {
        get => _domains;
        set
        {
            if (_domains != value)
            {
                _domains = value;
                ForgetPaths();
            }
        }
    }

    /// <summary>CP15 register 5.</summary>
    public uint FaultStatusRegister
    {
        get => _faultStatus;
        set => _faultStatus = value & 0x6ff;
    }

    /// <summary>CP15 register 6.</summary>
    public uint FaultAddressRegister
    {
        get => _faultAddress;
        set => _faultAddress = value;
    }

    /// <summary>CP15 register 13: bits 31:25 replace those of addresses below 32 MB.</summary>
    public uint ProcessId
    {
        get => _processId;
        set
        {
            _processId = value & 0xfe00_0000;
            ForgetPaths();
        }
    }

    /// <summary>Every cacheable data access is counted, which takes the filters of data away.</summary>
    public bool CountsAccesses
    {
        get => _countsAccesses;
        set
        {
            if (_countsAccesses != value)
            {
                _countsAccesses = value;
                FlushFilters();
            }
        }
    }

    /// <summary>The state after the reset line: MMU and caches off, nothing cached, low vectors, little-endian.</summary>
    public void Reset()
    {
        _dataTlb.Reset();
        _instructionTlb.Reset();
        _lines.Reset();
        _code.Reset();
        _writes.Reset();
        _kept.Clear();
        HasKeptAnswers = false;
        _fills.AsSpan().Clear();
        _fetch = default;
        _fetchStart = -1;
        _waitingToken = NoToken;
        _aborts.Clear();
        AbortCycle = long.MaxValue;
        _auxiliary = 0;
        _tableBase = 0;
        _domains = 0;
        _faultStatus = 0;
        _faultAddress = 0;
        _processId = 0;
        Control = ControlBits.Reset;
    }

    /// <inheritdoc/>
    public override uint* CodeWords(int slot) => _code.Words(slot);

    /// <inheritdoc/>
    public override uint CodeGeneration(int slot) => _code.Generation(slot);

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet) => Counters.Report(sheet);

    /// <inheritdoc/>
    public override void Sync(StateVisitor visitor)
    {
        visitor.Section("xscale memory");
        visitor.Value(ref Cycle);
        visitor.Visit(_dataTlb);
        visitor.Visit(_instructionTlb);
        visitor.Visit(_lines);
        visitor.Visit(_code);
        visitor.Visit(_writes);
        visitor.Visit(_kept);
        visitor.Block(_fills);
        visitor.Value(ref _fetch);
        visitor.Value(ref _fetchStart);
        visitor.Value(ref _waitingToken);
        visitor.Value(ref _resumeCycle);
        visitor.Value(ref _lastRequestCycle);
        visitor.Value(ref _fillSequence);
        visitor.Value(ref _control);
        visitor.Value(ref _auxiliary);
        visitor.Value(ref _tableBase);
        visitor.Value(ref _domains);
        visitor.Value(ref _faultStatus);
        visitor.Value(ref _faultAddress);
        visitor.Value(ref _processId);
        visitor.Value(ref _countsAccesses);
        visitor.Visit(Counters);
        SyncContract(visitor);
        if (visitor.IsRestoring)
        {
            ApplyControl();
            FlushFilters();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        _code.Dispose();
        base.Dispose(disposing);
    }

    private void SyncContract(StateVisitor visitor)
    {
        bool kept = HasKeptAnswers;
        visitor.Value(ref kept);
        HasKeptAnswers = kept;
        uint branchTargets = BranchTargetGeneration;
        visitor.Value(ref branchTargets);
        BranchTargetGeneration = branchTargets;
        visitor.Visit(_aborts);
        AbortCycle = _aborts.First;
    }

    private void ApplyControl()
    {
        bool bigEndian = (_control & ControlBits.BigEndian) != 0;
        ByteFlip = bigEndian ? 3u : 0;
        HalfFlip = bigEndian ? 2u : 0;
        ChecksAlignment = (_control & ControlBits.Alignment) != 0;
        PredictsBranches = (_control & ControlBits.BranchPrediction) != 0;
        VectorBase = (_control & ControlBits.HighVectors) != 0 ? 0xffff_0000 : 0;
        PagePolicies.Fill(
            _policies,
            (_control & ControlBits.DataCache) != 0,
            (int)(_auxiliary >> 4 & 3),
            (_auxiliary & ControlBits.CoalescingDisabled) != 0);
        _permissions = PermissionTable((_control & ControlBits.System) != 0, (_control & ControlBits.Rom) != 0);
    }

    /// <summary>What the filters and the buffer of uncached code stand for may have changed.</summary>
    private void ForgetPaths()
    {
        FlushFilters();
        _code.EmptyBuffer();
    }

    /// <summary>The modified virtual address: with the process id in front of addresses below 32 MB.</summary>
    private uint Modified(uint address) => address < 0x0200_0000 ? address | _processId : address;
}
