namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    private readonly List<Watchpoint> _watchpoints = [];

    /// <summary>What the access with outcome <see cref="AccessOutcome.Watchpoint"/> would have touched: its address and kind.</summary>
    public Watchpoint WatchHit { get; private set; }

    /// <summary>Watches a range of virtual addresses; its lines leave the filters.</summary>
    public void AddWatchpoint(uint address, int length, WatchKind kind)
    {
        _watchpoints.Add(new Watchpoint(address, length, kind));
        FlushFilters();
    }

    /// <summary>Forgets a watchpoint that was added with the same values; false if there is none.</summary>
    public bool RemoveWatchpoint(uint address, int length, WatchKind kind) =>
        _watchpoints.Remove(new Watchpoint(address, length, kind));

    /// <inheritdoc/>
    public override bool DebugRead(uint address, out byte value)
    {
        value = 0;
        uint modified = Modified(address);
        if (!DebugTranslate(modified, out uint physical))
        {
            return false;
        }

        uint lane = physical ^ ByteFlip;
        int line = MmuIsOn ? _lines.FindAny(modified) : -1;
        if (line >= 0 && HasByte(line, lane))
        {
            value = _lines.Data(line)[lane & 31];
            return true;
        }

        for (int i = _writes.Count - 1; i >= 0; i--)
        {
            ref WriteEntry entry = ref _writes[_writes.Slot(i)];
            if (entry.Address == (lane & 0xffff_fff0) && (entry.Mask >> (int)(lane & 15) & 1) != 0)
            {
                value = (byte)(entry.Data[(int)(lane >> 2 & 3)] >> (int)(8 * (lane & 3)));
                return true;
            }
        }

        bool known = _bus.Peek(lane & 0xffff_fffc, out uint word);
        value = (byte)(word >> (int)(8 * (lane & 3)));
        return known;
    }

    /// <inheritdoc/>
    public override bool DebugWrite(uint address, byte value)
    {
        uint modified = Modified(address);
        if (!DebugTranslate(modified, out uint physical))
        {
            return false;
        }

        uint lane = physical ^ ByteFlip;
        int line = _lines.FindAny(modified);
        bool cached = line >= 0 && HasByte(line, lane);
        if (cached)
        {
            _lines.Data(line)[lane & 31] = value;
        }

        for (int i = 0; i < _writes.Count; i++)
        {
            ref WriteEntry entry = ref _writes[_writes.Slot(i)];
            if (entry.Address == (lane & 0xffff_fff0) && (entry.Mask >> (int)(lane & 15) & 1) != 0)
            {
                _writes.Put(_writes.Slot(i), lane & 15, 1, value);
            }
        }

        DebugWriteCode(_code.Tags.Find(modified), lane, value);
        DebugWriteCode(_code.BufferHolds(modified) ? InstructionCache.BufferSlot : NoSlot, lane, value);
        uint aligned = lane & 0xffff_fffc;
        int shift = (int)(8 * (lane & 3));
        return (_bus.Peek(aligned, out uint word) && _bus.Poke(aligned, (word & ~(0xffu << shift)) | (uint)value << shift)) || cached;
    }

    private void DebugWriteCode(int slot, uint lane, byte value)
    {
        if (slot >= 0)
        {
            ((byte*)_code.Words(slot))[lane & 31] = value;
            _code.Touch(slot);
            if (slot != InstructionCache.BufferSlot)
            {
                DropCode(slot);
            }
        }
    }

    /// <summary>The line's own byte is there: filled, or stored into a line still on its way.</summary>
    private bool HasByte(int line, uint lane)
    {
        if ((_lines.Flags(line) & LineFlags.Pending) == 0)
        {
            return true;
        }

        ref FillEntry entry = ref _fills[FillOf(line)];
        return (entry.State == TransferState.Answered && !entry.IsAbort) || (entry.Mask >> (int)(lane & 31) & 1) != 0;
    }

    /// <summary>Translates without effects: what the TLB holds, else what the tables say.</summary>
    private bool DebugTranslate(uint address, out uint physical)
    {
        physical = address;
        if (!MmuIsOn)
        {
            return true;
        }

        int entry = _dataTlb.Find(address);
        if (entry >= 0)
        {
            physical = _dataTlb.Physical(entry, address);
            return true;
        }

        if (!_bus.Peek(TranslationTables.FirstLevelAddress(_tableBase, address), out uint first) || (first & 3) == 0)
        {
            return false;
        }

        Translation translation;
        if (!TranslationTables.HasSecondLevel(first))
        {
            translation = TranslationTables.Section(first, address);
        }
        else if (!_bus.Peek(TranslationTables.SecondLevelAddress(first, address), out uint second)
            || !TranslationTables.TryPage(first, second, address, out translation))
        {
            return false;
        }

        physical = translation.Base | (address & ~translation.Mask);
        return true;
    }

    private bool HitsWatchpoint(uint address, int length, WatchKind kind)
    {
        if (!IsWatched(address, length, kind))
        {
            return false;
        }

        WatchHit = new Watchpoint(address, length, kind);
        Outcome = AccessOutcome.Watchpoint;
        _kept.Rewind();
        Counters.EndAccesses(complete: false);
        return true;
    }

    private bool IsWatched(uint address, int length, WatchKind kind)
    {
        foreach (Watchpoint watch in _watchpoints)
        {
            if ((watch.Kind & kind) != WatchKind.None && address < (ulong)watch.Address + (ulong)watch.Length && watch.Address < (ulong)address + (ulong)length)
            {
                return true;
            }
        }

        return false;
    }
}
