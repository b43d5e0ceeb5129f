using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    private const int NoSlot = -1;

    // When the fetch that waits was first asked for.
    private long _fetchStart = -1;

    /// <inheritdoc/>
    public override int FetchSlow(uint address)
    {
        int slot = FetchLine(address, Modified(address));
        if (slot >= 0 && HasKeptAnswers)
        {
            EndFetchWalk();
        }

        return slot;
    }

    private int FetchLine(uint address, uint modified)
    {
        if (_fetchStart < 0)
        {
            _fetchStart = Cycle;
        }

        if (!TranslateFetch(modified, out uint physical, out bool cacheable, out int entry))
        {
            _fetchStart = Outcome == AccessOutcome.Wait ? _fetchStart : -1;
            return NoSlot;
        }

        int slot;
        if (!cacheable)
        {
            slot = FetchUncached(modified, physical);
        }
        else
        {
            slot = FetchCached(modified, physical, false);
            if (slot >= 0)
            {
                FilterEntry* filter = FetchFilter + (address >> 5 & (FilterEntries - 1));
                filter->Slot = slot;
                filter->Tag = address & 0xffff_ffe0;
                if (entry >= 0)
                {
                    _instructionTlb.MarkFiltered(entry, address);
                }
            }
        }

        if (slot >= 0)
        {
            Counters.Counts.FetchStallCycles += Cycle - _fetchStart;
        }

        if (slot >= 0 || Outcome != AccessOutcome.Wait)
        {
            _fetchStart = -1;
        }

        return slot;
    }

    /// <summary>The walk of a fetch is over, unless a data instruction that is being repeated keeps answers too.</summary>
    private void EndFetchWalk()
    {
        for (int i = 0; i < _kept.Count; i++)
        {
            if (_kept[i].Kind != AnswerKind.FetchWalk)
            {
                return;
            }
        }

        EndInstruction();
    }

    private int FetchCached(uint address, uint physical, bool locking)
    {
        int slot = _code.Tags.Find(address);
        if (slot < 0)
        {
            if (!FinishFetch() || !AwaitWritesOf(physical))
            {
                return NoSlot;
            }

            slot = _code.Tags.Victim(address, locking);
            DropCode(slot);
            _code.Tags.Allocate(address, locking);
            SendFetch(slot, physical);
        }

        if (_fetch.State == TransferState.Free || _fetch.Slot != slot)
        {
            return slot;
        }

        return FinishFetch() && TakeFetched(slot) ? slot : NoSlot;
    }

    private int FetchUncached(uint address, uint physical)
    {
        if (!_code.BufferHolds(address))
        {
            if (!FinishFetch() || !AwaitWritesOf(physical))
            {
                return NoSlot;
            }

            _code.SetBuffer(address, physical);
            SendFetch(InstructionCache.BufferSlot, physical);
        }

        if (_fetch.State == TransferState.Free || _fetch.Slot != InstructionCache.BufferSlot)
        {
            return InstructionCache.BufferSlot;
        }

        return FinishFetch() && TakeFetched(InstructionCache.BufferSlot) ? InstructionCache.BufferSlot : NoSlot;
    }

    private void SendFetch(int slot, uint physical)
    {
        long cycle = Cycle + _timing.FetchRequestCycles;
        SendDue(cycle);
        Counters.Counts.InstructionMisses++;
        _fetch.Slot = slot;
        _fetch.State = TransferState.Sent;
        NewRequest(BusOperation.ReadLine, physical & 0xffff_ffe0, FetchToken, cycle).IsFetch = true;
        if (_bus.Submit(in _request, ref _reply))
        {
            AnswerFetch(_reply);
        }
    }

    private void AnswerFetch(in BusReply reply)
    {
        _fetch.State = TransferState.Answered;
        _fetch.ReadyCycle = reply.Cycle;
        _fetch.IsAbort = reply.IsAbort;
        if (!reply.IsAbort && _fetch.Slot >= 0)
        {
            _code.Fill(_fetch.Slot, reply.Data);
        }
    }

    /// <summary>Waits for the line on its way, whosever it is.</summary>
    private bool FinishFetch()
    {
        if (_fetch.State == TransferState.Free)
        {
            return true;
        }

        if (_fetch.State == TransferState.Sent)
        {
            return WaitFor(FetchToken);
        }

        AdvanceTo(_fetch.ReadyCycle);
        _fetch.State = TransferState.Free;
        if (_fetch.IsAbort && _fetch.Slot >= 0)
        {
            InvalidateCode(_fetch.Slot);
        }

        return true;
    }

    /// <summary>The line has come, or a precise external abort.</summary>
    private bool TakeFetched(int slot)
    {
        if (_fetch.Slot != slot || !_fetch.IsAbort)
        {
            return true;
        }

        return Fault(AccessSide.Fetch, FaultStatus.External, 0);
    }

    private void InvalidateCode(int slot)
    {
        if (_fetch.State != TransferState.Free && _fetch.Slot == slot)
        {
            _fetch.Slot = NoSlot;
        }

        if (slot == InstructionCache.BufferSlot)
        {
            _code.EmptyBuffer();
            return;
        }

        DropCode(slot);
        _code.Tags.Invalidate(slot);
    }

    /// <summary>Takes a code slot out of the fetch filters.</summary>
    private void DropCode(int slot)
    {
        uint index = _code.Tags.Address(slot) >> 5 & (FilterEntries - 1);
        for (int mode = 0; mode < 2; mode++)
        {
            FilterEntry* entry = FiltersOf(mode == 0) + index;
            if (entry->Slot == slot)
            {
                entry->Tag = FilterEntry.Empty;
            }
        }
    }
}
