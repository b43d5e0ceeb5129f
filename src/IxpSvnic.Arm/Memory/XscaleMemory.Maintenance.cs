namespace IxpSvnic.Arm.Memory;

/// <summary>The operations of CP15 registers 7 to 10. They take modified virtual addresses and check no permission.</summary>
public sealed unsafe partial class XscaleMemory
{
    /// <summary>CP15 register 9: new lines of the data cache are locked.</summary>
    public bool DataLockMode
    {
        get => _lines.LockMode;
        set => _lines.LockMode = value;
    }

    /// <summary>Forgets the instruction cache but its locked lines.</summary>
    public void InvalidateInstructionCache()
    {
        for (int slot = 0; slot < LineTags.Lines; slot++)
        {
            if (!_code.Tags.IsLocked(slot))
            {
                _code.Tags.Invalidate(slot);
            }
        }

        if (_fetch.State != TransferState.Free && (_fetch.Slot == InstructionCache.BufferSlot || !_code.Tags.IsValid(Math.Max(_fetch.Slot, 0))))
        {
            _fetch.Slot = NoSlot;
        }

        ForgetPaths();
    }

    public void InvalidateInstructionLine(uint address)
    {
        int slot = _code.Tags.Find(address);
        if (slot >= 0)
        {
            InvalidateCode(slot);
        }

        InvalidateCode(InstructionCache.BufferSlot);
    }

    public void InvalidateBranchTargets() => BranchTargetGeneration++;

    /// <summary>Forgets both data caches, written back or not, but the locked lines.</summary>
    public void InvalidateDataCache()
    {
        for (int line = 0; line < DataCache.Lines; line++)
        {
            if (!_lines.IsLocked(line) && _lines.IsValid(line))
            {
                InvalidateLine(line);
            }
        }
    }

    public void InvalidateDataLine(uint address)
    {
        int line = _lines.FindAny(address);
        if (line >= 0)
        {
            InvalidateLine(line);
        }

        Cycle += _timing.LineOperationCycles;
    }

    /// <summary>Writes a line's dirty halves back. False: waits for the bus.</summary>
    public bool CleanDataLine(uint address)
    {
        int line = _lines.FindAny(address);
        if (line >= 0)
        {
            if ((_lines.Flags(line) & LineFlags.Pending) != 0 && !Resolve(line, _lines.Physical(line)))
            {
                return false;
            }

            if (!ReserveWrites(DirtyHalves(_lines.Flags(line))))
            {
                return false;
            }

            DropStores(line, 0);
            DropStores(line, 1);
            WriteBack(line, Cycle + _timing.LineOperationCycles);
        }

        Cycle += _timing.LineOperationCycles;
        return true;
    }

    /// <summary>
    /// Gives a line of the main data cache to an address without reading memory; a line that is there already stays as it is. Waits for
    /// everything under way first (IXP42X manual p82). False: waits for the bus.
    /// </summary>
    public bool AllocateDataLine(uint address)
    {
        if (!Drain())
        {
            return false;
        }

        Cycle += _timing.LineOperationCycles;
        if (_lines.Find(address, false) >= 0)
        {
            return true;
        }

        int line = _lines.Victim(address, false);
        DropLine(line);
        WriteBack(line, Cycle);
        int entry = MmuIsOn ? _dataTlb.Find(address) : -1;
        uint physical = entry >= 0 ? _dataTlb.Physical(entry, address) : address;
        _lines.Allocate(address, physical, false, entry >= 0 ? (byte)0 : LineFlags.NoPhysical);
        return true;
    }

    /// <summary>Waits until all data requests have been answered. False: waits for the bus.</summary>
    public bool Drain() => DrainWrites() && DrainFills();

    /// <summary>Lets the newest buffered write leave at once: the core is about to sleep.</summary>
    public void SendBufferedWrites()
    {
        SendDue(Cycle);
        SendOpen(Cycle);
    }

    public void UnlockInstructionCache() => _code.Tags.Unlock();

    public void UnlockDataCache() => _lines.Unlock();

    /// <summary>Fetches a line into the instruction cache and locks it. False: waits, or a lock abort.</summary>
    public bool LockInstructionLine(uint address)
    {
        int slot = _code.Tags.Find(address);
        if (slot >= 0 && !_code.Tags.IsLocked(slot))
        {
            InvalidateCode(slot);
        }

        uint physical = address;
        if (MmuIsOn)
        {
            int entry = _instructionTlb.Find(address);
            if (entry < 0 && !Walk(_instructionTlb, AccessSide.Fetch, address, out entry))
            {
                return AsLockAbort();
            }

            physical = _instructionTlb.Physical(entry, address);
        }

        return FetchCached(address, physical, true) >= 0 || AsLockAbort();
    }

    public void InvalidateTlbs(bool data, bool instruction)
    {
        if (data)
        {
            _dataTlb.InvalidateUnlocked();
        }

        if (instruction)
        {
            _instructionTlb.InvalidateUnlocked();
        }

        ForgetPaths();
    }

    public void InvalidateDataTlbEntry(uint address) => InvalidateEntry(_dataTlb, address);

    public void InvalidateInstructionTlbEntry(uint address)
    {
        InvalidateEntry(_instructionTlb, address);
        _code.EmptyBuffer();
    }

    public void UnlockDataTlb() => _dataTlb.Unlock();

    public void UnlockInstructionTlb() => _instructionTlb.Unlock();

    /// <summary>Translates an address and locks the entry. False: waits, or a lock abort.</summary>
    public bool LockTlbEntry(uint address, bool data)
    {
        Tlb tlb = data ? _dataTlb : _instructionTlb;
        int entry = tlb.Find(address);
        if (entry >= 0 && entry < tlb.Locked)
        {
            return true;
        }

        if (entry >= 0)
        {
            InvalidateEntry(tlb, address);
        }

        return Walk(tlb, data ? AccessSide.DataLock : AccessSide.FetchLock, address, out _);
    }

    private bool AsLockAbort()
    {
        if (Outcome == AccessOutcome.Abort)
        {
            _faultStatus = FaultStatus.Lock;
        }

        return false;
    }

    private void InvalidateEntry(Tlb tlb, uint address)
    {
        int entry = tlb.Find(address);
        if (entry >= 0)
        {
            DropPage(tlb, entry);
            tlb.Invalidate(entry);
        }
    }
}
