using System.Numerics;
using System.Runtime.InteropServices;
using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    private const int NoToken = -1;
    private const int FillToken = KeptAnswers.Most;
    private const int FetchToken = FillToken + 4;
    private const int WriteToken = FetchToken + 4;

    private BusRequest _request;
    private BusReply _reply;
    private int _waitingToken = NoToken;
    private long _resumeCycle;
    private long _lastRequestCycle;
    private long _fillSequence;

    /// <inheritdoc/>
    public override bool IsWaiting => _waitingToken >= 0;

    /// <inheritdoc/>
    public override void EndInstruction()
    {
        _kept.Clear();
        HasKeptAnswers = false;
        Counters.EndAccesses(complete: true);
    }

    /// <inheritdoc/>
    public override void TakeImpreciseAbort()
    {
        _aborts.Take(Cycle);
        AbortCycle = _aborts.First;
        _faultStatus = FaultStatus.External;
    }

    /// <inheritdoc/>
    public override void Settle() => SendDue(Cycle);

    /// <inheritdoc/>
    public override void Complete(int token, in BusReply reply)
    {
        if ((uint)token < FillToken)
        {
            Answer(token, reply);
        }
        else if (token < FillToken + _fills.Length)
        {
            AnswerFill(token - FillToken, reply);
        }
        else if (token == FetchToken)
        {
            AnswerFetch(reply);
        }
        else if ((uint)(token - WriteToken) < WriteBuffer.MostEntries)
        {
            AnswerWrite(token - WriteToken, reply);
        }
        else
        {
            throw new ArgumentOutOfRangeException(nameof(token), token, "no request carries this token");
        }

        if (_waitingToken == token)
        {
            _waitingToken = NoToken;
        }
    }

    /// <summary>The access cannot go on before a request is answered; its instruction starts again then.</summary>
    private bool WaitFor(int token)
    {
        Outcome = AccessOutcome.Wait;
        _waitingToken = token;
        _resumeCycle = Cycle;
        _kept.Rewind();
        Counters.EndAccesses(complete: false);
        return false;
    }

    /// <summary>Time moves on to an answer, and at least to where the instruction was when it had to wait.</summary>
    private void AdvanceTo(long cycle) => Cycle = Math.Max(Cycle, Math.Max(cycle, _resumeCycle));

    /// <summary>Begins the request record; requests leave in order.</summary>
    private ref BusRequest NewRequest(BusOperation operation, uint address, int token, long cycle)
    {
        cycle = Math.Max(cycle, _lastRequestCycle);
        _lastRequestCycle = cycle;
        _request.Cycle = cycle;
        _request.Operation = operation;
        _request.Address = address;
        _request.Token = (byte)token;
        _request.Mask = 0;
        _request.Bytes = 0;
        _request.IsFetch = false;
        _request.IsBigEndian = ByteFlip != 0;
        return ref _request;
    }

    private void RaiseImprecise(long cycle)
    {
        _aborts.Add(cycle);
        AbortCycle = _aborts.First;
    }

    private void Answer(int index, in BusReply reply)
    {
        ref KeptAnswer answer = ref _kept[index];
        answer.Cycle = reply.Cycle;
        answer.IsAbort = reply.IsAbort;
        answer.Value = reply.Data[0];
        answer.IsAnswered = true;
    }

    /// <summary>Uses an answer when it is there: time moves on to it.</summary>
    private bool Take(int index, out uint value, out bool abort)
    {
        ref KeptAnswer answer = ref _kept[index];
        value = answer.Value;
        abort = answer.IsAbort;
        if (!answer.IsAnswered)
        {
            return WaitFor(index);
        }

        answer.IsUsed = true;
        AdvanceTo(answer.Cycle);
        return true;
    }

    /// <summary>Notes that a part of the instruction is done and must not be done again.</summary>
    private void Keep(AnswerKind kind, uint address, uint value)
    {
        int index = _kept.Add(kind, address);
        ref KeptAnswer answer = ref _kept[index];
        answer.Cycle = Cycle;
        answer.Value = value;
        answer.IsAnswered = true;
        answer.IsUsed = true;
        HasKeptAnswers = true;
    }

    private int FindKept(AnswerKind kind, uint address) => HasKeptAnswers ? _kept.Find(kind, address) : -1;

    /// <summary>Sends a request whose answer the instruction needs.</summary>
    private void SendKept(int index)
    {
        HasKeptAnswers = true;
        if (_bus.Submit(in _request, ref _reply))
        {
            Answer(index, _reply);
        }
    }

    private bool ReadDescriptor(AnswerKind kind, uint address, bool first, out uint value, out bool abort)
    {
        int index = FindKept(kind, address);
        if (index < 0)
        {
            value = 0;
            abort = false;
            if (!AwaitWritesOf(address))
            {
                return false;
            }

            ref MemoryCounters.Block counts = ref Counters.Counts;
            bool data = kind == AnswerKind.DataWalk;
            counts.DataTlbMisses += first && data ? 1 : 0;
            counts.InstructionTlbMisses += first && !data ? 1 : 0;
            long cycle = Cycle + _timing.WalkReadCycles;
            SendDue(cycle);
            index = _kept.Add(kind, address);
            ref BusRequest request = ref NewRequest(BusOperation.Read, address, index, cycle);
            request.Bytes = 4;
            request.IsFetch = !data;
            SendKept(index);
        }

        return Take(index, out value, out abort);
    }

    private bool LoadUncached(uint lane, int bytes, out uint value)
    {
        int index = FindKept(AnswerKind.Load, lane);
        if (index < 0)
        {
            value = 0;
            if (!DrainWrites())
            {
                return false;
            }

            index = _kept.Add(AnswerKind.Load, lane);
            NewRequest(BusOperation.Read, lane, index, Cycle + _timing.DataRequestCycles).Bytes = (byte)bytes;
            Counters.Counts.UncachedReads++;
            SendKept(index);
        }

        return TakeLoad(index, bytes, out value);
    }

    /// <summary>Uses the answer to a load: all ones and an imprecise abort when nobody answered (A78).</summary>
    private bool TakeLoad(int index, int bytes, out uint value)
    {
        if (!Take(index, out value, out bool abort))
        {
            return false;
        }

        if (abort)
        {
            RaiseImprecise(Cycle);
            value = uint.MaxValue >> (32 - 8 * bytes);
        }

        return true;
    }

    private bool SwapUncached(uint lane, int bytes, uint value, out uint old)
    {
        int index = FindKept(AnswerKind.Swap, lane);
        if (index < 0)
        {
            old = 0;
            if (!DrainWrites())
            {
                return false;
            }

            index = _kept.Add(AnswerKind.Swap, lane);
            ref BusRequest request = ref NewRequest(BusOperation.Swap, lane, index, Cycle + _timing.DataRequestCycles);
            request.Bytes = (byte)bytes;
            request.Data[0] = value;
            Counters.Counts.UncachedReads++;
            SendKept(index);
        }

        return TakeLoad(index, bytes, out old);
    }

    /// <summary>A store that the core waits for.</summary>
    private bool StoreUnbuffered(uint lane, int bytes, uint value)
    {
        int index = FindKept(AnswerKind.Store, lane);
        if (index < 0)
        {
            if (!DrainWrites())
            {
                return false;
            }

            index = _kept.Add(AnswerKind.Store, lane);
            ref BusRequest request = ref NewRequest(BusOperation.Write, lane & 0xffff_ffe0, index, Cycle + _timing.DataRequestCycles);
            request.Mask = ((1u << bytes) - 1) << (int)(lane & 31);
            request.Data[(int)(lane >> 2 & 7)] = value << (int)(8 * (lane & 3));
            Counters.Counts.BusWrites++;
            SendKept(index);
        }

        if (!Take(index, out _, out bool abort))
        {
            return false;
        }

        if (abort)
        {
            RaiseImprecise(Cycle);
        }

        return true;
    }

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
