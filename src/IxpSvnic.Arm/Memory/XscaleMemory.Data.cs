using System.Numerics;
using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    /// <inheritdoc/>
    public override bool LoadSlow(uint address, int bytes, bool asUser, out uint value)
    {
        value = 0;
        uint aligned = address & (uint)-bytes;
        if (!IsAllowed(address, aligned, bytes, WatchKind.Read)
            || !TranslateData(Modified(aligned), false, IsPrivileged && !asUser, out uint physical, out PagePolicy policy, out int entry))
        {
            return false;
        }

        uint lane = (bytes == 4 ? 0 : bytes == 2 ? HalfFlip : ByteFlip) ^ physical;
        bool done = (policy & PagePolicy.Cacheable) == PagePolicy.None
            ? LoadUncached(lane, bytes, out value)
            : LoadCached(aligned, lane, bytes, policy, asUser ? -1 : entry, out value);
        if (aligned != address && bytes == 4)
        {
            value = BitOperations.RotateRight(value, (int)(8 * (address & 3)));
        }

        return done;
    }

    /// <inheritdoc/>
    public override bool StoreSlow(uint address, int bytes, bool asUser, uint value)
    {
        uint aligned = address & (uint)-bytes;
        if (!IsAllowed(address, aligned, bytes, WatchKind.Write)
            || !TranslateData(Modified(aligned), true, IsPrivileged && !asUser, out uint physical, out PagePolicy policy, out int entry))
        {
            return false;
        }

        uint lane = (bytes == 4 ? 0 : bytes == 2 ? HalfFlip : ByteFlip) ^ physical;
        if ((policy & PagePolicy.Cacheable) != PagePolicy.None)
        {
            return StoreCached(aligned, lane, bytes, value, policy, asUser ? -1 : entry);
        }

        value &= uint.MaxValue >> (32 - 8 * bytes);
        _code.NoteStore(physical);
        return (policy & PagePolicy.Bufferable) != PagePolicy.None
            ? StoreBuffered(lane, bytes, value, (policy & PagePolicy.Coalescing) != PagePolicy.None)
            : StoreUnbuffered(lane, bytes, value);
    }

    /// <inheritdoc/>
    public override bool Swap(uint address, int bytes, uint value, out uint old)
    {
        old = 0;
        uint aligned = address & (uint)-bytes;
        if (!IsAllowed(address, aligned, bytes, WatchKind.Access)
            || !TranslateData(Modified(aligned), true, IsPrivileged, out uint physical, out PagePolicy policy, out int entry))
        {
            return false;
        }

        uint lane = (bytes == 4 ? 0 : ByteFlip) ^ physical;
        bool done;
        if ((policy & PagePolicy.Cacheable) == PagePolicy.None)
        {
            _code.NoteStore(physical);
            done = SwapUncached(lane, bytes, value & (uint.MaxValue >> (32 - 8 * bytes)), out old);
        }
        else
        {
            done = SwapCached(aligned, lane, bytes, value, policy, entry, out old);
        }

        if (aligned != address && bytes == 4)
        {
            old = BitOperations.RotateRight(old, (int)(8 * (address & 3)));
        }

        return done;
    }

    /// <inheritdoc/>
    public override void Preload(uint address)
    {
        if (!MmuIsOn)
        {
            return;
        }

        uint modified = Modified(address);
        int entry = _dataTlb.Find(modified);
        if (entry < 0 || !MayRead(entry, modified))
        {
            return;
        }

        PagePolicy policy = _policies[_dataTlb.Info(entry) >> 12 & 7];
        bool mini = (policy & PagePolicy.Mini) != PagePolicy.None;
        if ((policy & PagePolicy.Cacheable) != PagePolicy.None && _lines.Find(modified, mini) < 0)
        {
            TryPreload(modified, _dataTlb.Physical(entry, modified), mini);
        }
    }

    private static uint ReadLane(byte* data, int bytes) => bytes switch
    {
        4 => *(uint*)data,
        2 => *(ushort*)data,
        _ => *data,
    };

    private static void WriteLane(byte* data, int bytes, uint value)
    {
        switch (bytes)
        {
            case 4:
                *(uint*)data = value;
                break;
            case 2:
                *(ushort*)data = (ushort)value;
                break;
            default:
                *data = (byte)value;
                break;
        }
    }

    /// <summary>Checks that come before translation: watchpoints and alignment.</summary>
    private bool IsAllowed(uint address, uint aligned, int bytes, WatchKind kind)
    {
        if (_watchpoints.Count != 0 && HitsWatchpoint(address, bytes, kind))
        {
            return false;
        }

        return aligned == address || !ChecksAlignment
            || Fault(AccessSide.Data, FaultStatus.Alignment, Modified(address));
    }

    /// <summary>A translation that PLD finds allows the access; it leaves no fault.</summary>
    private bool MayRead(int entry, uint address)
    {
        uint info = _dataTlb.Info(entry);
        uint access = _domains >> (int)(2 * (info >> 8 & 15)) & 3;
        uint permission = info >> 2 * (int)(address >> (int)(info >> 16 & 31) & 3) & 3;
        return access == ManagerDomain
            || (access == ClientDomain && (_permissions >> (int)(permission << 2 | (IsPrivileged ? 1u : 0)) & 1) != 0);
    }

    private bool LoadCached(uint address, uint lane, int bytes, PagePolicy policy, int entry, out uint value)
    {
        int kept = FindKept(AnswerKind.Load, lane);
        if (kept >= 0)
        {
            return TakeLoad(kept, bytes, out value);
        }

        value = 0;
        uint modified = Modified(address);
        bool mini = (policy & PagePolicy.Mini) != PagePolicy.None;
        int line = _lines.Find(modified, mini);
        while (true)
        {
            if (line < 0)
            {
                if (!StartFill(modified, lane, mini, false, out line))
                {
                    return false;
                }
            }

            if ((_lines.Flags(line) & (LineFlags.Pending | LineFlags.NoPhysical)) == 0)
            {
                break;
            }

            bool preloaded = IsPreload(line);
            if (!Resolve(line, lane))
            {
                return false;
            }

            if (!_lines.IsValid(line))
            {
                if (!preloaded)
                {
                    Keep(AnswerKind.Load, lane, 0);
                    _kept[_kept.Count - 1].IsAbort = true;
                    RaiseImprecise(Cycle);
                    value = uint.MaxValue >> (32 - 8 * bytes);
                    return true;
                }

                line = -1;
            }
        }

        value = ReadLane(_lines.Data(line) + (lane & 31), bytes);
        CountAccess();
        if (entry >= 0 && MayFilter(address))
        {
            FilterEntry* filter = LoadFilter + (address >> 5 & (FilterEntries - 1));
            filter->Line = _lines.Data(line);
            filter->Tag = address & 0xffff_ffe0;
            _dataTlb.MarkFiltered(entry, address);
        }

        return true;
    }

    private bool StoreCached(uint address, uint lane, int bytes, uint value, PagePolicy policy, int entry)
    {
        uint modified = Modified(address);
        bool mini = (policy & PagePolicy.Mini) != PagePolicy.None;
        bool writeBack = (policy & PagePolicy.WriteBack) != PagePolicy.None;
        int line = _lines.Find(modified, mini);
        if (line < 0)
        {
            if ((policy & PagePolicy.WriteAllocate) == PagePolicy.None || FindKept(AnswerKind.Store, lane) >= 0)
            {
                return StoreAround(lane, bytes, value, policy);
            }

            if (!StartFill(modified, lane, mini, false, out line))
            {
                return false;
            }
        }

        ref byte flags = ref _lines.Flags(line);
        if ((flags & LineFlags.NoPhysical) != 0)
        {
            _lines.Physical(line) = lane & 0xffff_ffe0;
            flags &= unchecked((byte)~LineFlags.NoPhysical);
        }

        if ((flags & LineFlags.Pending) != 0)
        {
            MergeIntoFill(line, lane, bytes);
        }

        WriteLane(_lines.Data(line) + (lane & 31), bytes, value);
        if (!writeBack)
        {
            CountAccess();
            return StoreThrough(lane, bytes, value, policy);
        }

        flags |= (lane & 16) == 0 ? LineFlags.DirtyLow : LineFlags.DirtyHigh;
        CountAccess();
        if (entry >= 0 && (flags & LineFlags.Pending) == 0 && MayFilter(address))
        {
            FilterEntry* filter = StoreFilter + (address >> 4 & (StoreFilterEntries - 1));
            filter->Line = _lines.Data(line) + (address & 16);
            filter->Tag = address & 0xffff_fff0;
            _dataTlb.MarkFiltered(entry, address);
        }

        return true;
    }

    /// <summary>A store that misses and allocates no line.</summary>
    private bool StoreAround(uint lane, int bytes, uint value, PagePolicy policy)
    {
        bool repeated = FindKept(AnswerKind.Store, lane) >= 0;
        if (!StoreThrough(lane, bytes, value, policy))
        {
            return false;
        }

        Counters.Counts.DataMisses += repeated ? 0 : 1;
        CountAccess();
        return true;
    }

    private bool StoreThrough(uint lane, int bytes, uint value, PagePolicy policy)
    {
        _code.NoteStore(lane);
        return StoreBuffered(lane, bytes, value & (uint.MaxValue >> (32 - 8 * bytes)), (policy & PagePolicy.Coalescing) != PagePolicy.None);
    }

    /// <summary>SWP of cacheable memory: a load and a store, both in the cache.</summary>
    private bool SwapCached(uint address, uint lane, int bytes, uint value, PagePolicy policy, int entry, out uint old)
    {
        int kept = FindKept(AnswerKind.Swap, lane);
        if (kept >= 0)
        {
            old = _kept[kept].Value;
            return StoreCached(address, lane, bytes, value, policy, entry);
        }

        return LoadCached(address, lane, bytes, policy, -1, out old) && KeepSwapped(lane, old)
            && StoreCached(address, lane, bytes, value, policy, entry);
    }

    /// <summary>The store half may have to wait after it has changed the line, and the load would then see its own store.</summary>
    private bool KeepSwapped(uint lane, uint old)
    {
        Keep(AnswerKind.Swap, lane, old);
        return true;
    }

    private bool MayFilter(uint address) =>
        !_countsAccesses && (_watchpoints.Count == 0 || !IsWatched(address & 0xffff_ffe0, DataCache.LineBytes, WatchKind.Access));

    private void CountAccess()
    {
        if (_countsAccesses)
        {
            Counters.AddAccess();
            HasKeptAnswers = true;
        }
    }
}
