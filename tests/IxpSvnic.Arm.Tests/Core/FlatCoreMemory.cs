using System.Runtime.InteropServices;
using IxpSvnic.Arm.Bus;
using IxpSvnic.Arm.Memory;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Tests.Core;

/// <summary>
/// Flat RAM from address 0 and a copy of it for fetches, which keeps a line as it was when first fetched; no translation. Pages
/// can be made to abort, to wait, to be watched or to be kept from user accesses; what lies outside the RAM aborts.
/// </summary>
internal sealed unsafe class FlatCoreMemory : CoreMemory
{
    private readonly int _size;
    private readonly byte* _ram;
    private readonly byte* _code;
    private readonly uint[] _generations;
    private readonly bool[] _isFetched;
    private bool _isPrivileged = true;

    public FlatCoreMemory(int size = 1 << 16)
    {
        _size = size;
        _ram = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
        NativeMemory.Clear(_ram, (nuint)size);
        _code = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
        NativeMemory.Clear(_code, (nuint)size);
        _generations = new uint[size / 32];
        _isFetched = new bool[size / 32];
    }

    /// <summary>Addresses from here on for 4 KB do not answer; 0 = none.</summary>
    public uint BadPage { get; set; }

    /// <summary>Addresses from here on for 4 KB must be waited for: <see cref="IsWaiting"/> until <see cref="Answer"/>.</summary>
    public uint SlowPage { get; set; }

    /// <summary>Addresses from here on for 4 KB stop the core.</summary>
    public uint WatchedPage { get; set; }

    /// <summary>Addresses from here on for 4 KB are not for user mode.</summary>
    public uint PrivilegedPage { get; set; }

    public int Answered { get; private set; }

    public int Ended { get; private set; }

    public int Reads { get; private set; }

    private bool _isWaiting;
    private uint _keptAddress = 1;

    public override bool IsWaiting => _isWaiting;

    public override int CodeSlots => _generations.Length;

    public uint Word(uint address) => *(uint*)(_ram + address);

    public void SetWord(uint address, uint value)
    {
        *(uint*)(_ram + address) = value;
        Touch(address);
    }

    public void SetHalf(uint address, uint value)
    {
        *(ushort*)(_ram + (address ^ HalfFlip)) = (ushort)value;
        Touch(address);
    }

    public void SetHighVectors(uint vectorBase) => VectorBase = vectorBase;

    public void SetBigEndian()
    {
        ByteFlip = 3;
        HalfFlip = 2;
    }

    public void SetAlignmentChecks() => ChecksAlignment = true;

    public void SetPrediction(bool on) => PredictsBranches = on;

    public void ForgetBranchTargets() => BranchTargetGeneration++;

    public void ForgetFilters() => FlushFilters();

    public void SetImpreciseAbort() => HasImpreciseAbort = true;

    public void Answer() => _isWaiting = false;

    public override bool LoadSlow(uint address, int bytes, bool asUser, out uint value)
    {
        value = 0;
        if (!Check(address, bytes, asUser, isStore: false))
        {
            return false;
        }

        Reads++;
        value = bytes switch
        {
            1 => _ram[address ^ ByteFlip],
            2 => *(ushort*)(_ram + (address & ~1u ^ HalfFlip)),
            _ => uint.RotateRight(*(uint*)(_ram + (address & ~3u)), (int)(address & 3) * 8),
        };
        Cycle += IsSpecial(address) ? 0 : 7;
        return true;
    }

    public override bool StoreSlow(uint address, int bytes, bool asUser, uint value)
    {
        if (!Check(address, bytes, asUser, isStore: true))
        {
            return false;
        }

        switch (bytes)
        {
            case 1:
                _ram[address ^ ByteFlip] = (byte)value;
                break;
            case 2:
                *(ushort*)(_ram + (address & ~1u ^ HalfFlip)) = (ushort)value;
                break;
            default:
                *(uint*)(_ram + (address & ~3u)) = value;
                break;
        }

        return true;
    }

    public override bool Swap(uint address, int bytes, uint value, out uint old) =>
        LoadSlow(address, bytes, false, out old) && StoreSlow(address, bytes, false, value);

    public override void Preload(uint address)
    {
    }

    public override int FetchSlow(uint address)
    {
        if (!Check(address, 4, false, isStore: false))
        {
            return -1;
        }

        int slot = (int)(address / 32);
        if (!_isFetched[slot])
        {
            CopyCode(address);
            _isFetched[slot] = true;
        }

        if (!IsSpecial(address))
        {
            Enter(FetchFilter, address, slot);
        }

        Cycle += 20;
        return slot;
    }

    public override uint* CodeWords(int slot) => (uint*)(_code + slot * 32);

    public override uint CodeGeneration(int slot) => _generations[slot];

    public override void EndInstruction()
    {
        HasKeptAnswers = false;
        _keptAddress = 1;
        Ended++;
    }

    public override void TakeImpreciseAbort() => HasImpreciseAbort = false;

    public override void Complete(int token, in BusReply reply) => _isWaiting = false;

    public override bool DebugRead(uint address, out byte value)
    {
        value = address < _size ? _ram[address ^ ByteFlip] : (byte)0;
        return address < _size;
    }

    public override bool DebugWrite(uint address, byte value)
    {
        _ram[address ^ ByteFlip] = value;
        Touch(address);
        return true;
    }

    public override void Sync(StateVisitor visitor)
    {
        visitor.Block(new Span<byte>(_ram, _size));
        visitor.Block(new Span<byte>(_code, _size));
        visitor.Block(_generations);
        visitor.Block(_isFetched);
        if (visitor.IsRestoring)
        {
            FlushFilters();
        }
    }

    protected override void Dispose(bool disposing)
    {
        NativeMemory.AlignedFree(_ram);
        NativeMemory.AlignedFree(_code);
        base.Dispose(disposing);
    }

    /// <summary>Fast accesses for everything that is not special.</summary>
    public void FillFilters(uint from, uint to)
    {
        for (uint address = from; address < to; address += 32)
        {
            Enter(LoadFilter, address, 0);
            Enter(StoreFilter, address, 0);
        }
    }

    private void Touch(uint address)
    {
        CopyCode(address);
        FlushFilters();
    }

    private void CopyCode(uint address)
    {
        uint line = address & ~31u;
        new Span<byte>(_ram + line, 32).CopyTo(new Span<byte>(_code + line, 32));
        _generations[address / 32]++;
    }

    private bool IsSpecial(uint address) => IsIn(BadPage, address) || IsIn(SlowPage, address) || IsIn(WatchedPage, address)
        || IsIn(PrivilegedPage, address);

    private static bool IsIn(uint page, uint address) => page != 0 && address - page < 4096;

    private bool Check(uint address, int bytes, bool asUser, bool isStore)
    {
        _isPrivileged = !asUser;
        if (address >= _size || IsIn(BadPage, address) || (!_isPrivileged && IsIn(PrivilegedPage, address))
            || (ChecksAlignment && (address & (uint)(bytes - 1)) != 0))
        {
            Outcome = AccessOutcome.Abort;
            return false;
        }

        if (IsIn(WatchedPage, address))
        {
            Outcome = AccessOutcome.Watchpoint;
            return false;
        }

        if (IsIn(SlowPage, address) && _keptAddress != address)
        {
            // The answer will be there when the instruction is executed again.
            _keptAddress = address;
            HasKeptAnswers = true;
            _isWaiting = true;
            Outcome = AccessOutcome.Wait;
            return false;
        }

        Answered += IsIn(SlowPage, address) ? 1 : 0;
        if (!IsSpecial(address))
        {
            Enter(isStore ? StoreFilter : LoadFilter, address, 0);
        }

        return true;
    }

    private void Enter(FilterEntry* filter, uint address, int slot)
    {
        FilterEntry* entry = filter + (address >> 5 & (FilterEntries - 1));
        entry->Tag = address & ~31u;
        entry->Slot = slot;
        entry->Line = _ram + (address & ~31u);
    }
}
