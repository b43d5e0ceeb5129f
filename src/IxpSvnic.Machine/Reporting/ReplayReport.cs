using System.Text.Json.Serialization;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// The result of a replay, written as <c>report.json</c>. Everything but <see cref="Host"/> depends only on inputs, parameters
/// and seed. The JSON form is described by <c>report.schema.json</c>; a change of it changes <see cref="SchemaVersion"/>.
/// </summary>
public sealed class ReplayReport
{
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Names of the inputs, as given.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public required FrameTotals Frames { get; init; }

    public required IReadOnlyList<VifTotals> Vifs { get; init; }

    /// <summary>What each wire brought in.</summary>
    public required IReadOnlyList<PortRate> Offered { get; init; }

    /// <summary>What of that reached a guest or a wire, until its last copy had settled.</summary>
    public required IReadOnlyList<PortRate> Achieved { get; init; }

    /// <summary>What left on each wire.</summary>
    public required IReadOnlyList<PortRate> Transmitted { get; init; }

    /// <summary>Copies that died, by reason; only reasons that occurred.</summary>
    public required SortedDictionary<string, long> Drops { get; init; }

    /// <summary>The conservation law holds, and so does the pool of receive buffers.</summary>
    public required bool Conserved { get; init; }

    /// <summary>Receive buffers at the end, when the firmware's pool is known.</summary>
    public BufferTotals? Buffers { get; init; }

    /// <summary>The XScale core, when it ran.</summary>
    public XscaleTotals? Xscale { get; init; }

    /// <summary>What was still inside when nothing moved any more; empty after a good run.</summary>
    public required IReadOnlyList<StuckItem> Stuck { get; init; }

    /// <summary>The user stopped the run or, when <see cref="End"/> is <c>complete</c>, its live input.</summary>
    public bool Interrupted { get; init; }

    /// <summary>
    /// Why the run ended: <c>complete</c>, <c>drainTimeout</c>, <c>maxTime</c>, <c>interrupted</c> or <c>fault</c>; a booted system
    /// also by its UART <c>script</c>, by a chip <c>reset</c> or because the core was <c>stuck</c>.
    /// </summary>
    public required string End { get; init; }

    /// <summary>Hash of the machine's state, 32 hexadecimal digits.</summary>
    public required string StateHash { get; init; }

    /// <summary>From the moment the wires start.</summary>
    public required double SimulatedSeconds { get; init; }

    /// <summary>Time since the hop before, in nanoseconds, by hop; <c>delivered</c> and <c>departed</c> are end to end.</summary>
    public required SortedDictionary<string, Percentiles> Hops { get; init; }

    /// <summary>Busy share of each resource, 0-1.</summary>
    public required SortedDictionary<string, double> Utilisation { get; init; }

    public required SortedDictionary<string, QueueTotals> Queues { get; init; }

    public required IReadOnlyDictionary<string, long> Iommu { get; init; }

    public required InterruptTotals Interrupts { get; init; }

    /// <summary>The resource that limits this run, and what tells so.</summary>
    public required Bottleneck Bottleneck { get; init; }

    public required SortedDictionary<string, long> Counters { get; init; }

    /// <summary>Declared but not modelled things that the firmware touched.</summary>
    public required IReadOnlyList<string> NotModelled { get; init; }

    /// <summary>Frames that could not start at their recorded time, and the worst delay in nanoseconds.</summary>
    public required PacingTotals Pacing { get; init; }

    /// <summary>Parameters that differ from their defaults.</summary>
    public required SortedDictionary<string, string> Overrides { get; init; }

    /// <summary>The machine it ran on.</summary>
    public required HostTotals Host { get; init; }

    [JsonIgnore]
    public bool IsSuccess => Conserved && Stuck.Count == 0 && End is "complete" or "maxTime";
}
