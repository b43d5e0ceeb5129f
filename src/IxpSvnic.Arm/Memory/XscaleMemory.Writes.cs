using System.Numerics;
using System.Runtime.InteropServices;
using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Memory;

/// <summary>The ways into and out of the write buffer.</summary>
public sealed unsafe partial class XscaleMemory
{
    /// <summary>A store through the write buffer.</summary>
    private bool StoreBuffered(uint lane, int bytes, uint value, bool coalesce)
    {
        int index = FindKept(AnswerKind.Store, lane);
        if (index >= 0)
        {
            return Take(index, out _, out _);
        }

        SendDue(Cycle);
        uint block = lane & 0xffff_fff0;
        int slot = _writes.OpenSlot;
        if (slot < 0 || !coalesce || _writes[slot].Address != block)
        {
            SendOpen(Cycle);
            long start = Cycle;
            if (!ReserveWrites(1))
            {
                return false;
            }

            CountStall(start);
            slot = _writes.Add(block, TransferState.Open, Cycle + _timing.CoalesceCycles);
        }

        _writes.Put(slot, lane & 15, bytes, value);
        if (!coalesce || _writes[slot].Mask == 0xffff)
        {
            SendOpen(Cycle);
        }

        Keep(AnswerKind.Store, lane, value);
        return true;
    }

    /// <summary>Room for writes in the buffer, if need be by waiting for the oldest ones.</summary>
    private bool ReserveWrites(int entries)
    {
        _writes.Retire(Cycle);
        while (_writes.Room < entries)
        {
            SendOpen(Cycle);
            int head = _writes.Head;
            if (_writes[head].State == TransferState.Sent)
            {
                return WaitFor(WriteToken + head);
            }

            AdvanceTo(_writes.HeadFreed);
            _writes.Retire(Cycle);
        }

        return true;
    }

    private void CountStall(long start)
    {
        if (Cycle > start)
        {
            Counters.Counts.BufferStallCycles += Cycle - start;
            Counters.Counts.BufferStalls++;
        }
    }

    /// <summary>Waits until every buffered write has been taken.</summary>
    private bool DrainWrites()
    {
        if (_writes.Count == 0)
        {
            return true;
        }

        SendDue(Cycle);
        SendOpen(Cycle);
        for (int i = 0; i < _writes.Count; i++)
        {
            int slot = _writes.Slot(i);
            if (_writes[slot].State == TransferState.Sent)
            {
                return WaitFor(WriteToken + slot);
            }
        }

        while (_writes.Count > 0)
        {
            AdvanceTo(_writes.HeadFreed);
            _writes.Retire(Cycle);
        }

        return true;
    }

    /// <summary>A read of a line waits for the buffered writes to it.</summary>
    private bool AwaitWritesOf(uint physical)
    {
        _writes.Retire(Cycle);
        for (int i = 0; i < _writes.Count; i++)
        {
            int slot = _writes.Slot(i);
            ref WriteEntry entry = ref _writes[slot];
            if (((entry.Address ^ physical) & 0xffff_ffe0) != 0)
            {
                continue;
            }

            if (entry.State == TransferState.Open)
            {
                SendDue(Cycle);
                SendOpen(Cycle);
            }

            if (entry.State == TransferState.Sent)
            {
                return WaitFor(WriteToken + slot);
            }

            AdvanceTo(entry.Cycle);
        }

        return true;
    }

    /// <summary>Sends the open entry if it has waited long enough by a cycle.</summary>
    private void SendDue(long cycle)
    {
        int slot = _writes.OpenSlot;
        if (slot >= 0 && _writes[slot].Cycle <= cycle)
        {
            SendWrite(slot, _writes[slot].Cycle);
        }
    }

    private void SendOpen(long cycle)
    {
        int slot = _writes.OpenSlot;
        if (slot >= 0)
        {
            SendWrite(slot, cycle);
        }
    }

    private void SendWrite(int slot, long cycle)
    {
        ref WriteEntry entry = ref _writes[slot];
        entry.State = TransferState.Sent;
        ref BusRequest request = ref NewRequest(BusOperation.Write, entry.Address & 0xffff_ffe0, WriteToken + slot, cycle);
        int half = (int)(entry.Address & 16);
        request.Mask = entry.Mask << half;
        Span<uint> data = request.Data;
        Span<uint> bytes = entry.Data;
        bytes.CopyTo(data[(half / 4)..]);
        Counters.Counts.BusWrites++;
        if (_bus.Submit(in _request, ref _reply))
        {
            AnswerWrite(slot, _reply);
        }
    }

    private void AnswerWrite(int slot, in BusReply reply)
    {
        ref WriteEntry entry = ref _writes[slot];
        entry.State = TransferState.Answered;
        entry.Cycle = reply.Cycle;
        if (reply.IsAbort)
        {
            RaiseImprecise(reply.Cycle);
        }
    }

    /// <summary>Puts the dirty halves of a line into the write buffer, where room has been reserved.</summary>
    private void WriteBack(int line, long cycle)
    {
        ref byte flags = ref _lines.Flags(line);
        if ((flags & LineFlags.Dirty) == 0)
        {
            return;
        }

        SendDue(Cycle);
        SendOpen(cycle);
        for (int half = 0; half < 2; half++)
        {
            if ((flags & (LineFlags.DirtyLow << half)) != 0)
            {
                int slot = _writes.Add(_lines.Physical(line) + (uint)(16 * half), TransferState.Open, cycle);
                _writes[slot].Mask = 0xffff;
                Span<uint> data = _writes[slot].Data;
                new Span<uint>(_lines.Data(line) + 16 * half, 4).CopyTo(data);
                SendWrite(slot, cycle);
                Counters.Counts.WriteBacks++;
            }
        }

        flags &= unchecked((byte)~LineFlags.Dirty);
    }

    private static int DirtyHalves(byte flags) => BitOperations.PopCount((uint)(flags & LineFlags.Dirty));

    private static ReadOnlySpan<byte> BytesOf(in LineData data) => MemoryMarshal.AsBytes((ReadOnlySpan<uint>)data);
}
