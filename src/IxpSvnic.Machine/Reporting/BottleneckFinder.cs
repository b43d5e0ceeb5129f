using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Names what limits a run. Full queues push back or overflow, so the most downstream queue that was mostly full stands in front of
/// the limit; the limit is the busiest resource of the stage behind it, or, when none is saturated, the stage's engine itself.
/// </summary>
internal static class BottleneckFinder
{
    // A ring says it is full at three quarters, and a run's quiet start and end count in its mean.
    private const double FullAtMost = 0.7;
    private const double FullOnAverage = 0.2;
    private const double Saturated = 0.8;

    // From upstream to downstream: queue, the stage that empties it, the resources that stage uses.
    private static readonly (string Queue, string Stage, string[] Resources)[] Path =
    [
        ("mac0.rxFifo", "me0", ["me0", "msf.spi3Receive", "dram.pins", "dPull"]),
        ("msf.rbuf", "me0", ["me0", "dram.pins", "dPull", "commandBus0"]),
        ("scratch.ring1", "me1", ["me1", "shac", "hash.array", "sram0.readPort", "dram.pins"]),
        ("scratch.ring2", "me2", ["hostBus", "boardBus", "me2", "dram.pins"]),
        ("scratch.ring3", "me6", ["me6", "shac"]),
        ("scratch.ring4", "me7", ["me7", "dram.pins", "dPush"]),
        ("mac0.txFifo", "wire0.a.sending", ["wire0.a.sending"]),
    ];

    public static Bottleneck Find(
        FrameLedger ledger, SortedDictionary<string, double> utilisation, SortedDictionary<string, QueueTotals> queues)
    {
        // Guests that have no slot and rings that have no room each lose frames: what loses more limits more.
        ReadOnlySpan<long> drops = ledger.Drops;
        if (drops[(int)DropReason.NoHostSlot] > drops[(int)DropReason.RingFull] + drops[(int)DropReason.MacFifoFull])
        {
            return new Bottleneck("queue", 1, "receive queues of guests were full (NoHostSlot)");
        }

        for (int i = Path.Length - 1; i >= 0; i--)
        {
            (string name, string stage, string[] resources) = Path[i];
            if (queues.TryGetValue(name, out QueueTotals? queue) && IsFull(queue))
            {
                string busiest = resources.MaxBy(r => utilisation.GetValueOrDefault(r))!;
                double share = utilisation.GetValueOrDefault(busiest);
                return share >= Saturated
                    ? new Bottleneck(busiest, share, $"{name} was full and {busiest} behind it busy")
                    : new Bottleneck(stage, utilisation.GetValueOrDefault(stage), $"{name} was full: {stage} waits for what it asked");
            }
        }

        KeyValuePair<string, double> most = utilisation.Where(u => !u.Key.Contains(".b.", StringComparison.Ordinal))
            .DefaultIfEmpty().MaxBy(u => u.Value);
        return new Bottleneck(most.Key ?? "", most.Value, "no queue was full; the busiest resource");
    }

    private static bool IsFull(QueueTotals queue) =>
        queue.Max >= FullAtMost * queue.Capacity && queue.Mean >= FullOnAverage * queue.Capacity;
}
