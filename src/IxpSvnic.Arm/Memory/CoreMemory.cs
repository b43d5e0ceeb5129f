using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// What the instruction interpreter sees of memory: MMU, caches, buffers and bus behind two data filters and one fetch filter. The common
/// case, a hit, is inlined here; everything else is a slow path of the deriving class, which also counts its time into <see cref="Cycle"/>.
/// An access that returns false did not happen and <see cref="Outcome"/> says why.
/// An instruction of several accesses that has to wait is executed again from its start: what the bus has answered to it is
/// kept until <see cref="EndInstruction"/>, so that no device is read or written twice.
/// </summary>
public abstract unsafe class CoreMemory : IStateful, IDisposable
{
    /// <summary>Entries of the fetch and the load filter, chosen by bits 14:5 of the virtual address.</summary>
    public const int FilterEntries = 1024;

    /// <summary>Entries of the store filter, one a half line (each half has its own dirty bit), chosen by bits 14:4.</summary>
    public const int StoreFilterEntries = 2 * FilterEntries;

    private const int ModeEntries = 2 * FilterEntries + StoreFilterEntries;

    private FilterEntry* _filters;

    protected CoreMemory()
    {
        _filters = (FilterEntry*)NativeMemory.AlignedAlloc((nuint)(2 * ModeEntries * sizeof(FilterEntry)), 64);
        UseFilters(privileged: true);
        FlushFilters();
    }

    ~CoreMemory() => Release();

    /// <summary>The core's clock. The interpreter writes it before a call that is not inlined and reads it back after.</summary>
    public long Cycle;

    /// <summary>Why the last access that returned false did not happen.</summary>
    public AccessOutcome Outcome { get; protected set; }

    /// <summary>An access waits for the bus.</summary>
    public abstract bool IsWaiting { get; }

    /// <summary>A slow access has kept answers: call <see cref="EndInstruction"/> when the instruction is complete.</summary>
    public bool HasKeptAnswers { get; protected set; }

    /// <summary>Cycle at which the imprecise external abort that is on its way reaches the core: run no instruction that starts later.</summary>
    public long AbortCycle { get; protected set; } = long.MaxValue;

    /// <summary>An imprecise external abort waits to be taken before the next instruction (FSR and FAR are set when it is taken).</summary>
    public bool HasImpreciseAbort
    {
        get => AbortCycle <= Cycle && !HasKeptAnswers;
        protected set => AbortCycle = value ? Cycle : long.MaxValue;
    }

    /// <summary>XORed into byte addresses: 3 in BE-32, else 0.</summary>
    public uint ByteFlip { get; protected set; }

    /// <summary>XORed into halfword addresses: 2 in BE-32, else 0.</summary>
    public uint HalfFlip { get; protected set; }

    /// <summary>Base of the exception vectors: 0, or FFFF_0000 with CP15 control bit 13.</summary>
    public uint VectorBase { get; protected set; }

    /// <summary>CP15 control bit 11: the branch target buffer predicts.</summary>
    public bool PredictsBranches { get; protected set; } = true;

    /// <summary>CP15 control bit 1: unaligned words and halfwords abort (LDM and STM must know: without it they ignore bits 1:0).</summary>
    public bool ChecksAlignment { get; protected set; }

    /// <summary>Changes whenever CP15 invalidates the branch target buffer.</summary>
    public uint BranchTargetGeneration { get; protected set; }

    /// <summary>The fetch filter of the running mode: tag and code slot of lines in the instruction cache.</summary>
    public FilterEntry* FetchFilter { get; private set; }

    /// <summary>The core runs in another mode than User.</summary>
    protected bool IsPrivileged { get; private set; }

    /// <summary>The filter of loads of the running mode.</summary>
    public FilterEntry* LoadFilter { get; private set; }

    /// <summary>The filter of stores of the running mode: by half lines, index and masks as in <see cref="Store32"/>.</summary>
    public FilterEntry* StoreFilter { get; private set; }

    /// <summary>Number of code slots that <see cref="FetchSlow"/> may return.</summary>
    public abstract int CodeSlots { get; }

    /// <summary>Loads a word (A = 0: rotated as ARMv5 does; A = 1: an alignment fault).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Load32(uint address, out uint value)
    {
        FilterEntry* entry = LoadFilter + (address >> 5 & (FilterEntries - 1));
        if (entry->Tag == (address & 0xffff_ffe3))
        {
            value = *(uint*)(entry->Line + (address & 0x1c));
            return true;
        }

        return LoadSlow(address, 4, false, out value);
    }

    /// <summary>Loads a halfword, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Load16(uint address, out uint value)
    {
        FilterEntry* entry = LoadFilter + (address >> 5 & (FilterEntries - 1));
        if (entry->Tag == (address & 0xffff_ffe1))
        {
            value = *(ushort*)(entry->Line + ((address & 0x1e) ^ HalfFlip));
            return true;
        }

        return LoadSlow(address, 2, false, out value);
    }

    /// <summary>Loads a byte, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Load8(uint address, out uint value)
    {
        FilterEntry* entry = LoadFilter + (address >> 5 & (FilterEntries - 1));
        if (entry->Tag == (address & 0xffff_ffe0))
        {
            value = entry->Line[(address & 0x1f) ^ ByteFlip];
            return true;
        }

        return LoadSlow(address, 1, false, out value);
    }

    /// <summary>Stores a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Store32(uint address, uint value)
    {
        FilterEntry* entry = StoreFilter + (address >> 4 & (StoreFilterEntries - 1));
        if (entry->Tag == (address & 0xffff_fff3))
        {
            *(uint*)(entry->Line + (address & 0xc)) = value;
            return true;
        }

        return StoreSlow(address, 4, false, value);
    }

    /// <summary>Stores the low halfword.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Store16(uint address, uint value)
    {
        FilterEntry* entry = StoreFilter + (address >> 4 & (StoreFilterEntries - 1));
        if (entry->Tag == (address & 0xffff_fff1))
        {
            *(ushort*)(entry->Line + ((address & 0xe) ^ HalfFlip)) = (ushort)value;
            return true;
        }

        return StoreSlow(address, 2, false, value);
    }

    /// <summary>Stores the low byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Store8(uint address, uint value)
    {
        FilterEntry* entry = StoreFilter + (address >> 4 & (StoreFilterEntries - 1));
        if (entry->Tag == (address & 0xffff_fff0))
        {
            entry->Line[(address & 0xf) ^ ByteFlip] = (byte)value;
            return true;
        }

        return StoreSlow(address, 1, false, value);
    }

    /// <summary>Every load that misses the filter, and LDRT/LDRBT with <paramref name="asUser"/>. <paramref name="bytes"/> 1, 2 or 4.</summary>
    public abstract bool LoadSlow(uint address, int bytes, bool asUser, out uint value);

    /// <summary>Every store that misses the filter, and STRT/STRBT.</summary>
    public abstract bool StoreSlow(uint address, int bytes, bool asUser, uint value);

    /// <summary>SWP (4 bytes) or SWPB (1): the old value, rotated like a load.</summary>
    public abstract bool Swap(uint address, int bytes, uint value, out uint old);

    /// <summary>PLD: starts a fill of the line if it may be cached; never fails, never aborts.</summary>
    public abstract void Preload(uint address);

    /// <summary>
    /// The code slot that holds the line of an instruction's virtual address, or -1 (<see cref="Outcome"/>). Lines that may be cached
    /// also enter the fetch filter; others must be asked for again whenever the line is left.
    /// </summary>
    public abstract int FetchSlow(uint address);

    /// <summary>The eight words of a code slot.</summary>
    public abstract uint* CodeWords(int slot);

    /// <summary>
    /// Changes whenever the words of a slot do: what was decoded of an older generation is void. Asked after <see cref="FetchSlow"/>
    /// and when a run begins; whoever changes a slot's words also takes its line out of the fetch filters.
    /// </summary>
    public abstract uint CodeGeneration(int slot);

    /// <summary>The instruction that waited or read devices is complete: forgets the kept answers.</summary>
    public abstract void EndInstruction();

    /// <summary>Takes the pending imprecise abort: records its fault status, clears <see cref="HasImpreciseAbort"/>.</summary>
    public abstract void TakeImpreciseAbort();

    /// <summary>Records an alignment fault at an address; the instruction takes the data abort.</summary>
    public virtual void RaiseAlignmentFault(uint address)
    {
    }

    /// <summary>
    /// Sends the buffered writes that were due before <see cref="Cycle"/>. The core calls it whenever <c>Run</c> returns, so that the
    /// world learns of a write before it passes the write's cycle.
    /// </summary>
    public virtual void Settle()
    {
    }

    /// <summary>Answer to a request that the bus did not answer at once.</summary>
    public abstract void Complete(int token, in BusReply reply);

    /// <summary>The core enters or leaves User mode: permissions change, so do the filters.</summary>
    public void SetPrivilege(bool privileged) => UseFilters(privileged);

    /// <summary>Reads a virtual byte as the running mode's data side sees it, without effects or time: for debuggers.</summary>
    public abstract bool DebugRead(uint address, out byte value);

    /// <summary>Writes a virtual byte wherever a copy of it lies (caches, code slots, memory): for debuggers.</summary>
    public abstract bool DebugWrite(uint address, byte value);

    /// <inheritdoc/>
    public abstract void Sync(StateVisitor visitor);

    public void Dispose()
    {
        Dispose(true);
        Release();
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Empties all filters.</summary>
    protected void FlushFilters()
    {
        new Span<FilterEntry>(_filters, 2 * ModeEntries).Fill(new FilterEntry { Tag = FilterEntry.Empty });
    }

    /// <summary>Filters of a mode: of fetches at 0, of loads from <see cref="FilterEntries"/> on, of stores from twice that on.</summary>
    protected FilterEntry* FiltersOf(bool privileged) => _filters + (privileged ? 0 : ModeEntries);

    private void Release()
    {
        NativeMemory.AlignedFree(_filters);
        _filters = null;
    }

    private void UseFilters(bool privileged)
    {
        IsPrivileged = privileged;
        FetchFilter = FiltersOf(privileged);
        LoadFilter = FetchFilter + FilterEntries;
        StoreFilter = LoadFilter + FilterEntries;
    }
}
