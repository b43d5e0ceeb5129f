using IxpSvnic.Machine.Observation;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// Names what limits a run, by two questions. Which stage, freed of its limit, would let most frames more through? Those that were lost in
/// front of it or piled up there, but for those that would meet a stage behind it at work: the share of time in which its queue is not
/// empty. And what would free that stage? Its own time divides into what it has the board's bus for, what it waits for the DRAM pins, and
/// the rest, which is the chip's: instructions and unloaded latencies. An access finds the pins taken in the share of time they are
/// busy, and then waits for as much as they do. Beside the stage the host's bus and the pins serve everybody; the retries of guests only
/// fill the bus. A resource twice as fast halves its parts; the stage is then as fast as the slowest of the three. The resource that
/// gains most is named. When no queue in front of a stage holds frames most of the time, nothing limits the run, and its busiest resource
/// is named. An estimate: doubling parameters one by one is the proof.
/// </summary>
internal sealed class BottleneckFinder
{
    private const string Bus = "hostBus";
    private const string Pins = "dram.pins";
    private const int WordsOfAFrame = 2;

    private static readonly Stage[] s_stages =
    [
        new(LossPlace.Receive, "mac0.rxFifo", "in front of reception", "me0"),
        new(LossPlace.Classify, "scratch.ring1", "in front of demultiplexing", "me1"),
        new(LossPlace.ToHost, "scratch.ring2", "in front of the delivery to the host", "me2") { UsesBus = true },
        new(LossPlace.ToWire, "scratch.ring3", "in front of the scheduler", "me6"),
        new(LossPlace.Guest, "", "in the receive queues of guests", "queue"),
    ];

    private readonly LossTally _lost;
    private readonly SortedDictionary<string, double> _utilisation;
    private readonly SortedDictionary<string, long> _counters;
    private readonly Dictionary<string, IQueueProbe> _queues;
    private readonly double _activeShare;
    private readonly long _activeTicks;

    /// <param name="activeTicks">The part of the run in which frames were under way.</param>
    public BottleneckFinder(LossTally lost, StatisticsSheet sheet, long activeTicks)
    {
        _lost = lost;
        _utilisation = sheet.Utilisation;
        _counters = sheet.Counters;
        _queues = sheet.Queues.ToDictionary(q => q.Name);
        _activeTicks = Math.Max(1, activeTicks);
        _activeShare = Math.Min(1, _activeTicks / (double)Math.Max(1, sheet.Now));
    }

    public Bottleneck Find()
    {
        Stage? worst = null;
        double most = 0;
        double through = 1;
        for (int i = s_stages.Length - 1; i >= 0; i--)
        {
            Stage stage = s_stages[i];
            double atWork = AtWork(stage);
            double more = (_lost[stage.Place] + PiledUp(stage)) * through;
            if (more > most && (atWork > 0.5 || _lost[stage.Place] > 0))
            {
                (worst, most) = (stage, more);
            }

            through *= 1 - atWork;
        }

        return worst is null ? Busiest() : Within(worst);
    }

    private double AtWork(Stage stage) => Math.Min(1, _queues.TryGetValue(stage.Queue, out IQueueProbe? queue)
        ? queue.Statistics.NonEmptyTicks / (double)_activeTicks
        : _lost.SpanTicks(stage.Place) / (double)_activeTicks);

    private double PiledUp(Stage stage) =>
        stage.Queue.StartsWith("scratch", StringComparison.Ordinal) && _queues.TryGetValue(stage.Queue, out IQueueProbe? queue)
            ? queue.Statistics.MaxLength / WordsOfAFrame
            : 0;

    private Bottleneck Within(Stage stage)
    {
        string where = $"{_lost[stage.Place]} frames were lost {stage.Where}, {PiledUp(stage)} piled up";
        if (stage.Place == LossPlace.Guest)
        {
            return new Bottleneck(stage.Engine, AtWork(stage), where);
        }

        double hostBus = Share("hostBus.bridge") + (Share("hostBus.hostBridge") * (1 - RetriedByGuests()));
        double pins = Share(Pins);
        double onBus = stage.UsesBus ? Share("boardBus.ixp") : 0;
        double atPins = Math.Min(pins * pins, 1 - onBus);
        double own = 1 - onBus - atPins;
        double bus = Gain(onBus, hostBus / 2, pins);
        double dram = Gain(atPins, hostBus, pins / 2);
        double chip = Gain(own, hostBus, pins);
        string because = FormattableString.Invariant(
            $"{where}; twice as fast, the PCI buses would gain {bus - 1:P0}, the DRAM pins {dram - 1:P0}, {stage.Engine} and the chip's own latencies {chip - 1:P0}");
        string name = bus >= chip && bus >= dram ? Bus : dram >= chip ? Pins : stage.Engine;
        return new Bottleneck(name, _utilisation.GetValueOrDefault(name), because);

        static double Gain(double halved, double hostBus, double pins) =>
            1 / Math.Clamp(Math.Max(1 - (halved / 2), Math.Max(hostBus, pins)), 0.5, 1);
    }

    private double RetriedByGuests()
    {
        long all = _counters.GetValueOrDefault("hostBus.hostBridge.transactions");
        return all == 0 ? 0 : _counters.GetValueOrDefault("hostBus.hostBridge.retries") / (double)all;
    }

    private double Share(string resource) => Math.Min(1, _utilisation.GetValueOrDefault(resource) / _activeShare);

    private Bottleneck Busiest()
    {
        KeyValuePair<string, double> most = _utilisation.Where(u => !u.Key.Contains(".b.", StringComparison.Ordinal))
            .DefaultIfEmpty().MaxBy(u => u.Value);
        return new Bottleneck(most.Key ?? "", most.Value, "no queue held frames most of the time; the busiest resource");
    }

    private sealed record Stage(LossPlace Place, string Queue, string Where, string Engine)
    {
        public bool UsesBus { get; init; }
    }
}
