using System.Numerics;
using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    /// <summary>
    /// Gives a line to an address: the victim's dirty halves go to the write buffer, the line is asked of the bus. False: the access waits for
    /// room; it starts again and nothing has changed.
    /// </summary>
    private bool StartFill(uint address, uint physical, bool mini, bool preload, out int line)
    {
        line = _lines.Victim(address, mini);
        if ((_lines.Flags(line) & LineFlags.Pending) != 0 && !Resolve(line, _lines.Physical(line)))
        {
            return false;
        }

        if (!AwaitWritesOf(physical))
        {
            return false;
        }

        long start = Cycle;
        if (!TakeFillBuffer(out int fill) || !ReserveWrites(DirtyHalves(_lines.Flags(line))))
        {
            return false;
        }

        CountStall(start);
        Counters.Counts.DataMisses += preload ? 0 : 1;
        BeginFill(address, physical, mini, preload, line, fill);
        return true;
    }

    /// <summary>PLD: the same, if nothing stands in its way (A74).</summary>
    private void TryPreload(uint address, uint physical, bool mini)
    {
        _writes.Retire(Cycle);
        for (int i = 0; i < _writes.Count; i++)
        {
            if (((_writes[_writes.Slot(i)].Address ^ physical) & 0xffff_ffe0) == 0)
            {
                return;
            }
        }

        int line = _lines.Victim(address, mini);
        int fill = FreeFillBuffer();
        byte flags = _lines.Flags(line);
        if (fill >= 0 && (flags & LineFlags.Pending) == 0 && _writes.Room >= DirtyHalves(flags))
        {
            BeginFill(address, physical, mini, true, line, fill);
        }
    }

    private void BeginFill(uint address, uint physical, bool mini, bool preload, int line, int fill)
    {
        long cycle = Cycle + _timing.DataRequestCycles;
        DropLine(line);
        SendDue(cycle);
        ref BusRequest request = ref NewRequest(BusOperation.ReadLine, physical & 0xffff_ffe0, FillToken + fill, cycle);
        cycle = request.Cycle;
        BusReply reply = default;
        bool answered = _bus.Submit(in request, ref reply);
        WriteBack(line, cycle);
        _lines.Allocate(address, physical, mini, LineFlags.Pending);
        ref FillEntry entry = ref _fills[fill];
        entry.Line = line;
        entry.Mask = 0;
        entry.State = TransferState.Sent;
        entry.IsAbort = false;
        entry.IsPreload = preload;
        entry.Sequence = ++_fillSequence;
        if (answered)
        {
            AnswerFill(fill, reply);
        }
    }

    private void AnswerFill(int fill, in BusReply reply)
    {
        ref FillEntry entry = ref _fills[fill];
        entry.State = TransferState.Answered;
        entry.ReadyCycle = reply.Cycle;
        entry.IsAbort = reply.IsAbort;
        if (reply.IsAbort && entry.Mask != 0)
        {
            RaiseImprecise(reply.Cycle);
        }

        if (reply.IsAbort || entry.Line < 0)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = BytesOf(reply.Data);
        Span<byte> line = new(_lines.Data(entry.Line), DataCache.LineBytes);
        if (entry.Mask == 0)
        {
            bytes.CopyTo(line);
            return;
        }

        for (uint missing = ~entry.Mask; missing != 0; missing &= missing - 1)
        {
            int lane = BitOperations.TrailingZeroCount(missing);
            line[lane] = bytes[lane];
        }
    }

    /// <summary>A store goes into a line on its way: what memory has of these bytes is stale.</summary>
    private void MergeIntoFill(int line, uint lane, int bytes)
    {
        ref FillEntry entry = ref _fills[FillOf(line)];
        entry.Mask |= ((1u << bytes) - 1) << (int)(lane & 31);
        if (entry.IsAbort)
        {
            RaiseImprecise(Math.Max(Cycle, entry.ReadyCycle));
        }
        else if (entry.State == TransferState.Answered && entry.ReadyCycle <= Cycle)
        {
            FinishFill(ref entry);
        }
    }

    private int FillOf(int line)
    {
        for (int i = 0; i < _fills.Length; i++)
        {
            if (_fills[i].State != TransferState.Free && _fills[i].Line == line)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"line {line} is pending without a fill buffer");
    }

    private bool IsPreload(int line) => (_lines.Flags(line) & LineFlags.Pending) != 0 && _fills[FillOf(line)].IsPreload;

    /// <summary>Waits for a line on its way, and tells a line that CP15 allocated where it lies. Afterwards the line may be invalid: an abort.</summary>
    private bool Resolve(int line, uint physical)
    {
        ref byte flags = ref _lines.Flags(line);
        if ((flags & LineFlags.NoPhysical) != 0)
        {
            _lines.Physical(line) = physical & 0xffff_ffe0;
            flags &= unchecked((byte)~LineFlags.NoPhysical);
            return true;
        }

        int fill = FillOf(line);
        ref FillEntry entry = ref _fills[fill];
        if (entry.State == TransferState.Sent)
        {
            return WaitFor(FillToken + fill);
        }

        AdvanceTo(entry.ReadyCycle);
        FinishFill(ref entry);
        return true;
    }

    private void FinishFill(ref FillEntry entry)
    {
        if (entry.Line >= 0)
        {
            if (entry.IsAbort)
            {
                _lines.Invalidate(entry.Line);
            }
            else
            {
                _lines.Flags(entry.Line) &= unchecked((byte)~LineFlags.Pending);
            }
        }

        entry.State = TransferState.Free;
    }

    private int FreeFillBuffer()
    {
        for (int i = 0; i < _fills.Length; i++)
        {
            ref FillEntry entry = ref _fills[i];
            if (entry.State == TransferState.Answered && entry.ReadyCycle <= Cycle)
            {
                FinishFill(ref entry);
            }

            if (entry.State == TransferState.Free)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A free fill buffer, if need be by waiting for the oldest.</summary>
    private bool TakeFillBuffer(out int fill)
    {
        fill = FreeFillBuffer();
        if (fill >= 0)
        {
            return true;
        }

        int oldest = 0;
        for (int i = 1; i < _fills.Length; i++)
        {
            if (_fills[i].Sequence < _fills[oldest].Sequence)
            {
                oldest = i;
            }
        }

        ref FillEntry entry = ref _fills[oldest];
        if (entry.State == TransferState.Sent)
        {
            return WaitFor(FillToken + oldest);
        }

        AdvanceTo(entry.ReadyCycle);
        FinishFill(ref entry);
        fill = oldest;
        return true;
    }

    /// <summary>Waits for all lines on their way.</summary>
    private bool DrainFills()
    {
        for (int i = 0; i < _fills.Length; i++)
        {
            ref FillEntry entry = ref _fills[i];
            if (entry.State == TransferState.Sent)
            {
                return WaitFor(FillToken + i);
            }
        }

        for (int i = 0; i < _fills.Length; i++)
        {
            ref FillEntry entry = ref _fills[i];
            if (entry.State == TransferState.Answered)
            {
                AdvanceTo(entry.ReadyCycle);
                FinishFill(ref entry);
            }
        }

        return true;
    }

    /// <summary>A line leaves the cache: its fill finds nobody any more.</summary>
    private void InvalidateLine(int line)
    {
        DropLine(line);
        if ((_lines.Flags(line) & LineFlags.Pending) != 0)
        {
            _fills[FillOf(line)].Line = -1;
        }

        _lines.Invalidate(line);
    }

    /// <summary>Takes a line out of the filters of loads and stores.</summary>
    private void DropLine(int line)
    {
        DropLoads(line);
        DropStores(line, 0);
        DropStores(line, 1);
    }

    private void DropLoads(int line)
    {
        byte* data = _lines.Data(line);
        uint index = FilterEntries + (_lines.Address(line) >> 5 & (FilterEntries - 1));
        for (int mode = 0; mode < 2; mode++)
        {
            FilterEntry* entry = FiltersOf(mode == 0) + index;
            if (entry->Line == data)
            {
                entry->Tag = FilterEntry.Empty;
            }
        }
    }

    private void DropStores(int line, int half)
    {
        byte* data = _lines.Data(line) + 16 * half;
        uint index = 2 * FilterEntries + ((_lines.Address(line) >> 4 & (StoreFilterEntries - 1)) | (uint)half);
        for (int mode = 0; mode < 2; mode++)
        {
            FilterEntry* entry = FiltersOf(mode == 0) + index;
            if (entry->Line == data)
            {
                entry->Tag = FilterEntry.Empty;
            }
        }
    }
}
