using System.Diagnostics;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Observation;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Time;
using IxpSvnic.Sim.Trace;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Replay;

/// <summary>
/// One replay from options to report: builds the machine, plays the inputs, watches for the end, writes the outputs.
/// </summary>
public sealed class ReplaySession : IDisposable
{
    private const long ChunkTicks = Ticks.PerMillisecond;

    private readonly ReplayOptions _options;
    private readonly MachineConfig _config = new();
    private readonly List<IDisposable> _resources = [];
    private readonly List<IFrameSource> _sources = [];
    private readonly RunObserver _observer;
    private readonly EndWatch _watch;
    private readonly TapFiles? _taps;
    private readonly TraceFile? _traceFile;
    private readonly SeriesFile? _series;

    /// <summary>
    /// Prepares a replay. <paramref name="openLive"/> gives the source of a <c>live:</c> input. Every problem of options and
    /// inputs shows here, before anything is written.
    /// </summary>
    public ReplaySession(
        ReplayOptions options, Func<CaptureArgument, IFrameSource>? openLive = null, TextWriter? followOutput = null)
    {
        _options = options;
        try
        {
            FirmwareSet firmware = FirmwareSet.Load(
                options.FirmwareFolder ?? FirmwareSet.DefaultFolder, options.EngineFiles);
            _config.UseFirmware(firmware.Layout);
            if (options.Guest == GuestKind.Echo)
            {
                _config.Parameters.Set("firmware.localSwitch", "false");
            }

            ApplyParameters();
            Vifs = PlanVifs(firmware.Layout.VifMax);
            OpenInputs(openLive);
            Machine = new SvNicMachine(_config, firmware, Vifs, options.Seed, Application, options.WindowCycles);
            _resources.Add(Machine);
            EpochNanoseconds = _sources.Count > 0 ? _sources[0].EpochNanoseconds : 0;
            if (options.OutputFolder is { } folder)
            {
                _taps = new TapFiles(folder, EpochNanoseconds, SvNicMachine.PortCount, Vifs.Count);
                _resources.Add(_taps);
            }

            TraceRing? trace = null;
            if (options.TraceFile is { } file)
            {
                trace = new TraceRing { Enabled = true };
                _traceFile = new TraceFile(file, trace);
                trace.Sink = _traceFile;
                _resources.Add(_traceFile);
            }

            _observer = new RunObserver(Machine, _taps, trace, options.Follow, followOutput ?? TextWriter.Null);
            _watch = new EndWatch(Machine, options.DrainTicks);
            _observer.Settled = _watch.RequestCheck;
            if (options.IntervalTicks > 0)
            {
                _series = new SeriesFile(
                    Path.Combine(
                        options.OutputFolder ?? throw new ReplayOptionException("--interval needs --out for its file"),
                        SeriesFile.Name),
                    Machine);
                _resources.Add(_series);
            }

            for (int i = 0; i < _sources.Count; i++)
            {
                Machine.Players[options.Captures[i].Port].Play(_sources[i]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SvNicMachine Machine { get; }

    public IReadOnlyList<VifAddress> Vifs { get; }

    public ParameterSet Parameters => _config.Parameters;

    /// <summary>Unix time of tick 0.</summary>
    public long EpochNanoseconds { get; }

    /// <summary>Receives what leaves a wire: port and frame without FCS.</summary>
    public Action<int, byte[]>? WireOut
    {
        get => _observer.WireOut;
        set => _observer.WireOut = value;
    }

    /// <summary>
    /// Runs to the end. <paramref name="progress"/> is called between chunks of simulated time with the tick reached.
    /// </summary>
    public ReplayReport Run(Action<long>? progress = null, CancellationToken stop = default)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DateTimeOffset started = DateTimeOffset.UtcNow;
        _watch.RequestCheck();
        long now = 0;
        bool stopped = false;
        while (!stopped && now < _options.MaxTicks && !stop.IsCancellationRequested)
        {
            long next = now + ChunkTicks;
            if (_series is not null)
            {
                next = (now / _options.IntervalTicks + 1) * _options.IntervalTicks;
            }

            next = Math.Min(next, _options.MaxTicks);
            stopped = Machine.Kernel.RunTo(next);
            now = stopped ? Machine.Kernel.StoppedAt : next;
            _series?.Row(now);
            progress?.Invoke(now);
        }

        if (stopped)
        {
            Machine.Kernel.Settle();
        }

        string end = Machine.Watch.Fault is not null ? "fault"
            : stopped ? (_watch.TimedOut ? "drainTimeout" : "complete")
            : stop.IsCancellationRequested ? "interrupted" : "maxTime";
        ReplayReport report = new ReportBuilder(Machine, _observer, _options, _config, Vifs, _sources)
            .Build(now, end, clock.Elapsed, started);
        if (_options.OutputFolder is { } folder)
        {
            _series?.Complete();
            using StagedFile file = new(Path.Combine(folder, ReportJson.FileName));
            file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(ReportJson.Write(report)));
            file.Complete();
            _taps!.Complete(keep: _series is null ? [ReportJson.FileName] : [ReportJson.FileName, SeriesFile.Name]);
        }

        _traceFile?.Complete();
        return report;
    }

    public void Dispose()
    {
        for (int i = _resources.Count - 1; i >= 0; i--)
        {
            _resources[i].Dispose();
        }

        _resources.Clear();
    }

    private void ApplyParameters()
    {
        if (_options.MachineFile is { } file)
        {
            MachineFile.Apply(file, _config.Parameters);
        }

        foreach ((string name, string value) in _options.Sets)
        {
            _config.Parameters.Set(name, value);
        }
    }

    private IReadOnlyList<VifAddress> PlanVifs(int maximum)
    {
        if (_options.Vifs is { } wanted && (wanted < 1 || wanted > maximum))
        {
            throw new ReplayOptionException($"--vifs: '{wanted}' is not a number of VIFs from 1 to {maximum}");
        }

        return _options.MacFile is { } file
            ? MacPlan.FromFile(file, _options.Vifs, maximum, SvNicMachine.PortCount)
            : MacPlan.FromCaptures(
                _options.Captures.Where(c => !c.IsLive).Select(c => c.Source), _options.Vifs, maximum, _options.AllowCut);
    }

    private void OpenInputs(Func<CaptureArgument, IFrameSource>? openLive)
    {
        HashSet<int> ports = [];
        foreach (CaptureArgument capture in _options.Captures)
        {
            if (!ports.Add(capture.Port))
            {
                throw new ReplayOptionException($"'{capture.Source}': port {capture.Port} plays another input already");
            }

            IFrameSource source = capture.IsLive
                ? (openLive ?? throw new ReplayOptionException($"'{capture.Source}': live input is not possible here"))(capture)
                : new CapturePlayer(capture.Source, new CapturePlayerOptions
                {
                    Port = capture.Port,
                    Pace = _options.Pace,
                    Passes = _options.Loop,
                    AllowCut = _options.AllowCut,
                    Rules = new FrameRules
                    {
                        MaximumWireLength = _config.Mac.MaxFrame,
                        Truncated = _options.Truncated,
                    },
                });
            _sources.Add(source);
            _resources.Add(source);
        }
    }

    private IGuestApplication Application(int vif, SvNicMachine machine)
    {
        switch (_options.Guest)
        {
            case GuestKind.Echo:
                return new EchoApplication();
            case GuestKind.Player:
                GuestCaptureSource source = new(
                    _options.GuestCapture!,
                    Vifs[vif].Mac.Value,
                    Vifs.Select(v => v.Mac.Value).ToHashSet(),
                    takesUnknown: vif == 0,
                    longest: (int)machine.Firmware.Layout["SLOT_BYTES"] - (int)machine.Firmware.Layout["SLOT_HEADER"]);
                _resources.Add(source);
                return new PlayerApplication(machine.Events, source);
            default:
                return new SinkApplication();
        }
    }
}
