using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Replay;

/// <summary>Everything a replay is told.</summary>
public sealed record ReplayOptions
{
    public required IReadOnlyList<CaptureArgument> Captures { get; init; }

    /// <summary>VIFs wanted; null = as many as the plan of MAC addresses has.</summary>
    public int? Vifs { get; init; }

    /// <summary>File of <c>mac [port]</c> lines; null = taken from the captures.</summary>
    public string? MacFile { get; init; }

    public Pace Pace { get; init; } = Pace.Recorded;

    /// <summary>Passes over each capture.</summary>
    public int Loop { get; init; } = 1;

    public GuestKind Guest { get; init; } = GuestKind.Sink;

    /// <summary>Capture that the guests of <see cref="GuestKind.Player"/> send.</summary>
    public string? GuestCapture { get; init; }

    /// <summary>Folder of firmware; null = the one that travels with the emulator.</summary>
    public string? FirmwareFolder { get; init; }

    public LoaderKind Loader { get; init; } = LoaderKind.Control;

    /// <summary>Program of the XScale; null = the one that travels with the emulator.</summary>
    public string? ControlImage { get; init; }

    /// <summary>Program files that replace single engines'.</summary>
    public IReadOnlyDictionary<int, string> EngineFiles { get; init; } = new Dictionary<int, string>();

    /// <summary>Parameter overrides, in order; later ones win.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sets { get; init; } = [];

    /// <summary>Machine file (JSON), applied before <see cref="Sets"/>.</summary>
    public string? MachineFile { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Simulated time after which the run ends, in ticks from the moment the wires start.</summary>
    public long MaxTicks { get; init; } = Ticks.Never;

    /// <summary>Simulated time without movement after which a run that is not finished ends, in ticks.</summary>
    public long DrainTicks { get; init; } = 10 * Ticks.PerMillisecond;

    /// <summary>Number of the frame whose way is printed, from 1; 0 = none.</summary>
    public long Follow { get; init; }

    /// <summary>Trace file; null = none.</summary>
    public string? TraceFile { get; init; }

    /// <summary>Interval of the time series in ticks; 0 = none.</summary>
    public long IntervalTicks { get; init; }

    /// <summary>Folder for captures and the report; null = write nothing.</summary>
    public string? OutputFolder { get; init; }

    public TruncatedFrames Truncated { get; init; } = TruncatedFrames.Pad;

    public bool AllowCut { get; init; }

    /// <summary>Look-ahead window in microengine cycles; 0 = the longest exact one. Changes speed only.</summary>
    public int WindowCycles { get; init; }

    /// <summary>Live interface that what leaves the wires is injected into; null = none.</summary>
    public string? WireOut { get; init; }

    /// <summary>Journal of live input.</summary>
    public string? JournalFile { get; init; }
}
