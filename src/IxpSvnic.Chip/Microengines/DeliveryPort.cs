using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// What reaches an engine from outside, and what it does to its neighbours: entries wait in the queue and take effect
/// at their exact ticks.
/// </summary>
internal sealed class DeliveryPort(Microengine engine, MicroengineState state, NoticeQueue notices) : IStateful
{
    private readonly DeliveryQueue _queue = new();
    private readonly long _neighbourTicks = Microengine.NeighbourCycles * engine.CycleTicks;
    private bool _writesFromOutside;

    public DeliveryPort? Previous { get; set; }

    public DeliveryPort? Next { get; set; }

    /// <summary>Tick of the next entry, or Never.</summary>
    public long NextTime => _queue.NextTime;

    /// <summary>A delivery from the chip enters the inbox.</summary>
    public void Accept(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        PendingDelivery entry = new()
        {
            Time = delivery.Time,
            Kind = (PendingKind)delivery.Kind,
            Source = 2,
            Context = delivery.Context,
            Register = delivery.Register,
            IsD = delivery.IsD,
            Count = delivery.Count,
            SignalMask = delivery.SignalMask,
            Argument = delivery.Argument,
        };
        Enqueue(entry, data);
        if (delivery.Kind != MeDeliveryKind.CsrWrite)
        {
            return;
        }

        // Known this early, the neighbours' view of a pointer written from outside needs no coupling of the engines.
        if (delivery.Argument == LocalCsr.NnPut)
        {
            Next?.EnqueueNeighbour(PendingKind.NeighbourPut, data[0], delivery.Time + _neighbourTicks, 0);
        }
        else if (delivery.Argument == LocalCsr.NnGet)
        {
            Previous?.EnqueueNeighbour(PendingKind.NeighbourGet, data[0], delivery.Time + _neighbourTicks, 1);
        }
    }

    public void TellNext(PendingKind kind, uint value, long time)
    {
        if (!_writesFromOutside)
        {
            Next?.EnqueueNeighbour(kind, value, time + _neighbourTicks, 0);
        }
    }

    public void TellPrevious(uint get, long time)
    {
        if (!_writesFromOutside)
        {
            Previous?.EnqueueNeighbour(PendingKind.NeighbourGet, get, time + _neighbourTicks, 1);
        }
    }

    public void WriteNext(PendingKind kind, uint place, uint value, long time) => Next?.Enqueue(
        new PendingDelivery { Time = time + _neighbourTicks, Kind = kind, Argument = place, Source = 0 }, [value]);

    public void SignalNeighbour(bool next, int context, uint mask, long time)
    {
        (next ? Next : Previous)?.Enqueue(
            new PendingDelivery
            {
                Time = time + _neighbourTicks,
                Kind = PendingKind.NeighbourSignal,
                Context = (byte)context,
                SignalMask = (ushort)mask,
                Source = (byte)(next ? 0 : 1),
            },
            []);
    }

    private void EnqueueNeighbour(PendingKind kind, uint value, long time, int source) => Enqueue(
        new PendingDelivery { Time = time, Kind = kind, Argument = value, Source = (byte)source }, []);

    private void Enqueue(PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        if (entry.Time < state.LocalTime)
        {
            throw new InvalidOperationException(
                $"{engine.Name} has run to tick {state.LocalTime}, past a {entry.Kind} for tick {entry.Time}; " +
                "engines that use their neighbours must be coupled");
        }

        _queue.Add(entry, data);
    }

    /// <summary>Applies everything from outside whose tick is at or before the given one, in order.</summary>
    public void ApplyUpTo(long upTo)
    {
        for (; ; )
        {
            long delivery = _queue.NextTime;
            long match = engine.Csrs.NextFutureCount;
            if (Math.Min(delivery, match) > upTo)
            {
                return;
            }

            if (match <= delivery)
            {
                engine.Csrs.MatchFutureCount();
            }
            else
            {
                Apply(in _queue.First, _queue.FirstData);
                _queue.RemoveFirst();
            }
        }
    }

    private void Apply(in PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        MicroengineState s = state;
        switch (entry.Kind)
        {
            case PendingKind.Push or PendingKind.TransferWrite:
                int file = entry.IsD ? RegisterFile.DIn : RegisterFile.SIn;
                for (int i = 0; i < data.Length; i++)
                {
                    s.Registers[file + ((entry.Register + i) & 127)] = data[i];
                }

                s.SigEvents[entry.Context & 7] |= entry.SignalMask & 0xfffeu;
                break;
            case PendingKind.InputState:
                uint bit = 1u << (int)(entry.Argument & 31);
                s.InputStates = (data[0] & 1) != 0 ? s.InputStates | bit : s.InputStates & ~bit;
                break;
            case PendingKind.CsrWrite:
                _writesFromOutside = true;
                int csr = (int)entry.Argument;
                engine.Csrs.Write(csr, data[0], engine.Csrs.ContextOf(csr, ActiveContext), entry.Time);
                _writesFromOutside = false;
                break;
            case PendingKind.CsrRead:
                csr = (int)entry.Argument;
                uint value = engine.Csrs.Read(csr, engine.Csrs.ContextOf(csr, ActiveContext), entry.Time, s.Pc);
                Notice reply = new() { Time = entry.Time, Kind = NoticeKind.Reply, Argument = data[0], Count = 1 };
                reply.Data[0] = value;
                notices.Add(in reply);
                break;
            case PendingKind.TransferRead:
                ReplyTransfer(in entry);
                break;
            default:
                ApplyNeighbour(in entry, data);
                break;
        }
    }

    private int ActiveContext => state.Running < 0 ? state.Last : state.Running;

    private void ReplyTransfer(in PendingDelivery entry)
    {
        Notice reply = new()
        {
            Time = entry.Time,
            Kind = NoticeKind.Reply,
            Argument = entry.Argument,
            Count = Math.Min(entry.Count, (byte)MeCommand.MaxWords),
        };
        int file = entry.IsD ? RegisterFile.DOut : RegisterFile.SOut;
        for (int i = 0; i < reply.Count; i++)
        {
            reply.Data[i] = state.Registers[file + ((entry.Register + i) & 127)];
        }

        notices.Add(in reply);
    }

    private void ApplyNeighbour(in PendingDelivery entry, ReadOnlySpan<uint> data)
    {
        MicroengineState s = state;
        if (entry.Kind == PendingKind.NeighbourSignal)
        {
            s.SigEvents[entry.Context & 7] |= entry.SignalMask & 0xfffeu;
            return;
        }

        // An engine that writes its own registers does not listen to its neighbours' pointers.
        if (engine.WritesOwnNeighbourRegisters)
        {
            return;
        }

        switch (entry.Kind)
        {
            case PendingKind.NeighbourWrite:
                s.Registers[RegisterFile.NextNeighbour + (entry.Argument & 127)] = data[0];
                break;
            case PendingKind.NeighbourRingWrite:
                s.Registers[RegisterFile.NextNeighbour + (entry.Argument & 127)] = data[0];
                s.NnVisiblePut = (entry.Argument + 1) & 127;
                break;
            case PendingKind.NeighbourPut:
                s.NnVisiblePut = entry.Argument & 127;
                break;
            case PendingKind.NeighbourGet:
                s.NnVisibleGet = entry.Argument & 127;
                break;
            default:
                throw new InvalidOperationException($"unknown delivery {entry.Kind}");
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Visit(_queue);
}
