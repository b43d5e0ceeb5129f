using System.Globalization;
using System.Runtime.InteropServices;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Machine.Observation;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Reporting;

/// <summary>Collects the report of a finished run.</summary>
internal sealed class ReportBuilder(
    SvNicMachine machine,
    RunObserver observer,
    ReplayOptions options,
    MachineConfig config,
    IReadOnlyList<VifAddress> vifs,
    IReadOnlyList<IFrameSource> sources,
    StatisticsSheet? atStart = null)
{
    /// <summary>Frames of the guests' capture that no guest can send.</summary>
    public long Unsendable { get; init; }

    public ReplayReport Build(long now, string end, bool interrupted, TimeSpan elapsed, DateTimeOffset started)
    {
        StatisticsSheet sheet = machine.Statistics(now, atStart);
        long from = Math.Max(0, machine.Hypervisor.Vifs.UpAt);
        if (options.Guest == GuestKind.Player)
        {
            sheet.Count("guestInput.unsendable", Unsendable);
        }

        SortedDictionary<string, QueueTotals> queues = Queues(sheet, now);
        FrameLedger ledger = machine.Ledger;
        bool cut = end is "maxTime" or "interrupted";
        bool known = machine.Loader != LoaderKind.None;
        InsideCount inside = known ? new InsideAudit(machine, cut).Count() : new HeldAudit(machine).Count();
        BufferTotals? buffers = known ? new BufferAudit(machine, cut).Count(inside.BuffersInUse) : null;
        bool balanced = ledger.WireIn + ledger.GuestSent + ledger.Copies
            == ledger.Delivered + ledger.WireOut + inside.Copies + ledger.TotalDrops;
        SortedDictionary<string, double> utilisation = new(sheet.Utilisation, StringComparer.Ordinal);
        return new ReplayReport
        {
            Inputs = [.. options.Captures.Select(c => $"{Path.GetFileName(c.Source)}@{c.Port}")],
            Frames = new FrameTotals
            {
                In = ledger.WireIn,
                GuestSent = ledger.GuestSent,
                Copies = ledger.Copies,
                Delivered = ledger.Delivered,
                WireOut = ledger.WireOut,
                Inside = inside.Copies,
                Dropped = ledger.TotalDrops,
                Cut = sources.Sum(s => s.Statistics.CutFrames),
                Lost = sources.Sum(s => s.Statistics.LostFrames),
            },
            Vifs = [.. vifs.Select(Vif)],
            Offered = Rates(p => observer.Offered(p)),
            Achieved = Rates(p => observer.Achieved(p)),
            Transmitted = Rates(p => observer.Sent(p)),
            Drops = Drops(ledger),
            Conserved = balanced && buffers is null or { Leaked: 0 },
            Buffers = buffers,
            Stuck = !known || end is "complete" or "maxTime" or "interrupted" ? [] : new StuckList(machine).Items(),
            Xscale = machine.Chip.Xscale.IsRunning ? Xscale() : null,
            Interrupted = interrupted,
            End = end,
            StateHash = machine.StateHash,
            SimulatedSeconds = Ticks.ToSeconds(now - from),
            Hops = observer.Latencies.Summary(),
            Utilisation = utilisation,
            Queues = queues,
            Iommu = sheet.Counters.Where(c => c.Key.StartsWith("iommu.", StringComparison.Ordinal))
                .ToDictionary(c => c.Key["iommu.".Length..], c => c.Value),
            Interrupts = new InterruptTotals(
                sheet.Counters["interrupts.sent"],
                sheet.Counters["interrupts.coalesced"],
                sheet.Counters["interrupts.spurious"]),
            Bottleneck = new BottleneckFinder(
                observer.Lost, sheet, ledger.LastMovement - Math.Max(0, observer.FirstBorn)).Find(),
            Counters = new SortedDictionary<string, long>(sheet.Counters, StringComparer.Ordinal),
            NotModelled = NotModelled(),
            Pacing = new PacingTotals(
                sources.Sum(s => s.Statistics.DelayedFrames),
                Ticks.ToNanoseconds(sources.Select(s => s.Statistics.WorstDelayTicks).DefaultIfEmpty().Max())),
            Overrides = Overrides(),
            Host = new HostTotals
            {
                Seconds = elapsed.TotalSeconds,
                Speed = elapsed.TotalSeconds > 0 ? Ticks.ToSeconds(now) / elapsed.TotalSeconds : 0,
                Runtime = RuntimeInformation.FrameworkDescription,
                Started = started,
            },
        };
    }

    private static SortedDictionary<string, long> Drops(FrameLedger ledger)
    {
        SortedDictionary<string, long> drops = new(StringComparer.Ordinal);
        for (int reason = 0; reason < ledger.Drops.Length; reason++)
        {
            if (ledger.Drops[reason] > 0)
            {
                drops.Add(((DropReason)reason).ToString(), ledger.Drops[reason]);
            }
        }

        return drops;
    }

    private static SortedDictionary<string, QueueTotals> Queues(StatisticsSheet sheet, long now)
    {
        SortedDictionary<string, QueueTotals> queues = new(StringComparer.Ordinal);
        foreach (IQueueProbe queue in sheet.Queues)
        {
            ref readonly QueueStatistics statistics = ref queue.Statistics;
            if (statistics.Entered > 0)
            {
                long end = Math.Max(now, statistics.LastChange);
                queues.Add(queue.Name, new QueueTotals(
                    queue.Capacity,
                    statistics.Entered,
                    statistics.MaxLength,
                    Math.Round(statistics.MeanLength(end), 6),
                    Math.Round(statistics.LittleLength(end), 6)));
            }
        }

        return queues;
    }

    private XscaleTotals Xscale() => new(
        machine.Chip.Xscale.Core.InstructionsRetired,
        machine.Chip.Xscale.Core.Cycle,
        machine.Chip.Xscale.IdleCycles,
        machine.ReadyAt == Ticks.Never ? null : Ticks.ToSeconds(machine.ReadyAt));

    private VifTotals Vif(VifAddress address, int id)
    {
        VifGuest guest = machine.Hypervisor.Guests[id];
        return new VifTotals(
            id, address.Mac.ToString(), address.Port, guest.Driver.Counts.Received, guest.Driver.Counts.Sent);
    }

    private static IReadOnlyList<PortRate> Rates(Func<int, PortMeter> meter) =>
        [.. Enumerable.Range(0, SvNicMachine.PortCount).Select(p => meter(p).Rate(p))];

    private List<string> NotModelled() =>
    [
        .. machine.Chip.Msf.Registers.NotModelledTouches,
        .. machine.Chip.Pci.Csrs.Registers.NotModelledTouches,
        .. machine.Chip.Cap.Registers.Bank.NotModelledTouches,
        .. machine.Chip.Dram.Csrs.NotModelledTouches,
    ];

    private SortedDictionary<string, string> Overrides()
    {
        SortedDictionary<string, string> overrides = new(StringComparer.Ordinal);
        foreach (Parameter parameter in config.Parameters.All)
        {
            if (parameter is { IsOverridden: true, ReadOnly: false })
            {
                overrides.Add(parameter.Name, string.Create(CultureInfo.InvariantCulture, $"{parameter.Text}"));
            }
        }

        return overrides;
    }
}
