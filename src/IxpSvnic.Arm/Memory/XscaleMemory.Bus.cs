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
}
