using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// The commands on a channel's Q-array: enqueue, dequeue, rings, journals, descriptors (IXP2800 HRM p54, p213-216).
/// </summary>
internal sealed class SramQueueUnit(EventQueue events, SramSequencer sequencer, QArray queues, string name)
    : IStateful, IStatisticsSource
{
    private readonly QueueResidence?[] _residences = new QueueResidence?[QArray.Entries];

    public void Accept(ref MeCommand command, int slot, long arrival)
    {
        switch (command.Op)
        {
            case MicroOp.SramPut:
                Put(ref command, slot, arrival);
                break;
            case MicroOp.SramGet:
                Get(ref command, slot, arrival);
                break;
            case MicroOp.SramDequeue:
                command.Data[0] = queues.Dequeue(QueueEntry(in command));
                Follow(QueueEntry(in command));
                long start = sequencer.EnterReading(in command, arrival, -4, 1);
                sequencer.PushAt(
                    start + sequencer.Cycles(sequencer.Timing.DequeueCycles), slot, SramSequencer.PushAll, 1);
                break;
            case MicroOp.SramEnqueue or MicroOp.SramEnqueueTail:
                Enqueue(ref command, slot, arrival);
                break;
            case MicroOp.SramJournal:
                Journal(ref command, slot, arrival);
                break;
            case MicroOp.SramFastJournal:
                FastJournal(ref command, slot, arrival);
                break;
            case MicroOp.SramWrQdesc or MicroOp.SramWrQdescCount:
                StoreDescriptor(ref command, slot, arrival);
                break;
            default:
                LoadDescriptor(ref command, slot, arrival);
                break;
        }
    }

    /// <summary>The entry's count may have changed now.</summary>
    public void Follow(int entry)
    {
        ref QueueResidence? residence = ref _residences[entry];
        uint count = queues[entry].Count;
        if (residence is null && count == 0)
        {
            return;
        }

        residence ??= new QueueResidence($"{name}.queue{entry}");
        residence.Follow(count, events.Now);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            return;
        }

        for (int entry = 0; entry < _residences.Length; entry++)
        {
            bool present = _residences[entry] is not null;
            visitor.Value(ref present);
            if (visitor.IsRestoring)
            {
                _residences[entry] = present ? new QueueResidence($"{name}.queue{entry}") : null;
            }

            if (present)
            {
                visitor.Visit(_residences[entry]!);
            }
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        foreach (QueueResidence? residence in _residences)
        {
            if (residence is not null)
            {
                sheet.Queue(residence);
            }
        }
    }

    private static int RingEntry(in MeCommand command) => (int)(command.Address >> 2) & (QArray.Entries - 1);

    private static int QueueEntry(in MeCommand command) => (int)(command.Address >> 24) & (QArray.Entries - 1);

    private static long Offset(uint pointer) => (long)(pointer & QueueDescriptor.PointerMask) << 2;

    private void Put(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        int words = command.Count;
        int entry = RingEntry(in command);
        long tail = Offset(queues[entry].Tail);
        uint status = queues.Put(entry, data[..words]);
        Follow(entry);
        data[0] = status;
        long end = sequencer.EnterPulling(in command, arrival, words, out long start);
        if (status >> 31 != 0)
        {
            sequencer.WriteMemory(end, tail, words);
        }

        sequencer.Signal(in command, CommandSignals.Pull(in command), end);
        // Each longword beyond the first is pulled one chassis cycle later, and so comes the status.
        long ready = start + sequencer.Cycles(sequencer.Timing.RingPutCycles) + sequencer.ChassisTicks(words - 1);
        sequencer.PushAt(Math.Max(ready, end), slot, SramSequencer.PushSecond, 1);
    }

    private void Get(ref MeCommand command, int slot, long arrival)
    {
        Span<uint> data = command.Data;
        int entry = RingEntry(in command);
        long head = Offset(queues[entry].Head);
        int words = queues.Get(entry, data[..command.Count]);
        Follow(entry);
        long start = sequencer.EnterReading(in command, arrival, head, words);
        sequencer.PushAt(
            start + sequencer.Cycles(sequencer.Timing.RingGetCycles), slot, SramSequencer.PushAll, words);
    }

    private void Enqueue(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint buffer = command.Address & QueueDescriptor.PointerMask;
        long start = sequencer.EnterWriting(in command, arrival);
        if (command.Op == MicroOp.SramEnqueueTail)
        {
            queues.EnqueueTail(entry, buffer);
        }
        else
        {
            bool given = command.HasIndirect && (command.Indirect >> 20 & 1) != 0;
            int cells = given ? (int)(command.Indirect >> 12) & 0x7f : 0;
            bool eop = !given || (command.Indirect >> 19 & 1) != 0;
            if (queues[entry].Count != 0)
            {
                sequencer.WriteMemory(start, Offset(queues[entry].Tail), 1);
            }

            queues.Enqueue(entry, buffer, cells, eop);
            Follow(entry);
        }

        sequencer.Finish(slot, command.SignalMask, start + sequencer.Cycles(sequencer.Timing.EnqueueCycles));
    }

    private void Journal(ref MeCommand command, int slot, long arrival)
    {
        ReadOnlySpan<uint> data = command.Data;
        int entry = RingEntry(in command);
        long tail = Offset(queues[entry].Tail);
        queues.Journal(entry, data[..command.Count]);
        long end = sequencer.EnterPulling(in command, arrival, command.Count, out _);
        sequencer.WriteMemory(end, tail, command.Count);
        sequencer.Finish(slot, command.SignalMask, end);
    }

    private void FastJournal(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint source = (uint)(command.Me << 3 | command.Context);
        long tail = Offset(queues[entry].Tail);
        queues.Journal(entry, [source << 24 | (command.Address & QueueDescriptor.PointerMask)]);
        long start = sequencer.EnterWriting(in command, arrival);
        sequencer.WriteMemory(start, tail, 1);
        sequencer.Finish(slot, command.SignalMask, start + sequencer.Cycles(sequencer.Timing.EnqueueCycles));
    }

    private void StoreDescriptor(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint pointer = command.Address & QueueDescriptor.PointerMask;
        long start = sequencer.EnterWriting(in command, arrival);
        if (command.Op == MicroOp.SramWrQdesc)
        {
            sequencer.WriteMemory(start, Offset(pointer), 3);
            queues.Store(entry, pointer);
        }
        else
        {
            sequencer.WriteMemory(start, Offset(pointer) + 8, 1);
            queues.StoreCount(entry, pointer);
        }

        sequencer.Finish(slot, command.SignalMask, start + sequencer.Cycles(sequencer.Timing.EnqueueCycles));
    }

    private void LoadDescriptor(ref MeCommand command, int slot, long arrival)
    {
        int entry = QueueEntry(in command);
        uint pointer = command.Address & QueueDescriptor.PointerMask;
        int words = Math.Clamp((int)command.Count, 1, 2);
        long read = sequencer.Cycles(sequencer.Timing.ReadCycles);
        if (command.Op == MicroOp.SramRdQdescHead)
        {
            Span<uint> data = command.Data;
            queues.LoadHead(entry, pointer, data[..words]);
            Follow(entry);
            long start = sequencer.EnterReading(in command, arrival, Offset(pointer), 3);
            sequencer.PushAt(start + read, slot, SramSequencer.PushAll, words);
            return;
        }

        if (command.Op == MicroOp.SramRdQdescTail)
        {
            queues.LoadTail(entry, pointer, words);
        }
        else
        {
            words = 3 - (int)uint.PopCount(queues[entry].Valid & 7);
            queues.LoadOther(entry, pointer);
        }

        Follow(entry);
        long begin = sequencer.EnterLoading(in command, arrival, Offset(pointer), words);
        sequencer.Finish(slot, command.SignalMask, begin + read + sequencer.ChassisTicks(1));
    }
}
