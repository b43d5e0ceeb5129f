using System.Diagnostics;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Observation;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Statistics;
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
    private readonly ReplayInputs _inputs;
    private readonly List<GuestCaptureSource> _guestInputs = [];
    private readonly RunObserver _observer;
    private readonly EndWatch _watch;
    private readonly TapFiles? _taps;
    private readonly TraceFile? _traceFile;
    private readonly SeriesFile? _series;
    private StatisticsSheet? _atStart;

    /// <summary>
    /// Prepares a replay. <paramref name="openLive"/> gives the source of a <c>live:</c> input. Every problem of options and
    /// inputs shows here, before anything is written.
    /// </summary>
    public ReplaySession(
        ReplayOptions options,
        Func<CaptureArgument, FrameRules, IFrameSource>? openLive = null,
        TextWriter? followOutput = null)
    {
        _options = options;
        try
        {
            FirmwareSet firmware = FirmwareSet.Load(
                options.FirmwareFolder ?? FirmwareSet.DefaultFolder, options.EngineFiles);
            _config.UseFirmware(firmware.Layout);
            if (options.WindowCycles < 0)
            {
                throw new ReplayOptionException($"--window: '{options.WindowCycles}' is not a number of cycles from 0 up");
            }

            if (options.Follow < 0)
            {
                throw new ReplayOptionException($"--follow: '{options.Follow}' is not a frame number from 1 up");
            }

            ApplyParameters();
            Vifs = PlanVifs(firmware.Layout.VifMax);
            _inputs = new ReplayInputs(options, _config.Mac.MaxFrame, openLive);
            _resources.Add(_inputs);
            Machine = new SvNicMachine(
                _config, firmware, Vifs, options.Seed, Application, options.WindowCycles, options.Loader, options.ControlImage);
            _resources.Add(Machine);
            EpochNanoseconds = _inputs.EpochNanoseconds;
            if (options.OutputFolder is { } folder)
            {
                _taps = new TapFiles(folder, EpochNanoseconds, SvNicMachine.PortCount, Vifs.Count);
                _resources.Add(_taps);
            }

            TraceRing? trace = null;
            if (options.TraceFile is { } file)
            {
                trace = new TraceRing { Enabled = true };
                _traceFile = OutputProblem.Named("--trace", file, () => new TraceFile(file, trace));
                trace.Sink = _traceFile;
                _resources.Add(_traceFile);
            }

            _observer = new RunObserver(Machine, _taps, trace, options.Follow, followOutput ?? TextWriter.Null);
            _watch = new EndWatch(Machine, options.DrainTicks, _guestInputs);
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

            if (options.Loader == LoaderKind.Control)
            {
                Machine.Hypervisor.Vifs.AllUp = OnAllUp;
                Machine.Hypervisor.Vifs.Failed = _ => Machine.Kernel.RequestStop();
            }
            else
            {
                _inputs.PlayOn(Machine);
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

    /// <summary>Holds the XScale whenever it likes; set it before the run.</summary>
    public ICoreDebugger? Debugger { get; set; }

    /// <summary>What is wrong with the frame to follow, when the run has ended; null when all is well.</summary>
    public string? FollowProblem => _options.Follow == 0 || _observer.FollowedWasSeen
        ? null
        : $"--follow: frame {_options.Follow} does not exist; the run had {Machine.Ledger.WireIn + Machine.Ledger.GuestSent} frames";

    /// <summary>Makes live interfaces bring nothing more than has come in.</summary>
    public Action? StopLive { get; set; }

    /// <summary>
    /// Runs to the end. <paramref name="progress"/> is called between chunks of simulated time with the tick reached. A request to
    /// <paramref name="stop"/> lets live input go, and the run ends when what had come in is through; without live input, or with
    /// <paramref name="stopNow"/>, the run ends at once.
    /// </summary>
    public ReplayReport Run(
        Action<long>? progress = null, CancellationToken stop = default, CancellationToken stopNow = default)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DateTimeOffset started = DateTimeOffset.UtcNow;
        bool stopped = false;
        bool isUp = true;
        DebuggedRun run = new(Machine, Debugger);
        if (_options.Loader == LoaderKind.Control)
        {
            isUp = Boot(run, progress, stopNow);
        }
        else
        {
            _watch.RequestCheck();
        }

        long from = Math.Max(0, Machine.Hypervisor.Vifs.UpAt);
        long limit = _options.MaxTicks > Ticks.Never - from ? Ticks.Never : from + _options.MaxTicks;
        long now = from;
        while (isUp && !stopped && now < limit && !stopNow.IsCancellationRequested && run.MayGoOn())
        {
            if (stop.IsCancellationRequested && !_inputs.IsLetGo)
            {
                if (!_inputs.HasLive)
                {
                    break;
                }

                StopLive?.Invoke();
                _inputs.LetGo(now);
            }

            long row = _series is null
                ? Ticks.Never
                : from + (((now - from) / _options.IntervalTicks + 1) * _options.IntervalTicks);
            long next = Math.Min(Math.Min(now + ChunkTicks, row), limit);
            stopped = run.RunTo(next, out now);
            if (stopped || now == row || now == limit)
            {
                _series?.Row(now - from);
            }

            progress?.Invoke(now);
            if (_inputs is { HasLive: true, IsLetGo: false })
            {
                // The outside goes by real time: an idle machine that is faster waits for it.
                long ahead = (Ticks.ToNanoseconds(now) / 1_000_000) - clock.ElapsedMilliseconds;
                stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Max(0, ahead)));
            }
        }

        if (stopped)
        {
            Machine.Kernel.Settle();
        }

        string end = Machine.Watch.Fault is not null ? "fault"
            : stopped ? (_watch.TimedOut ? "drainTimeout" : "complete")
            : now < limit ? "interrupted" : "maxTime";
        ReplayReport report = new ReportBuilder(Machine, _observer, _options, _config, Vifs, _inputs.Sources, _atStart)
        {
            Unsendable = _guestInputs.Sum(g => g.Unsendable),
        }.Build(now, end, end == "interrupted" || _inputs.IsLetGo, clock.Elapsed, started);
        if (_options.OutputFolder is { } folder)
        {
            _series?.Complete();
            using StagedFile file = new(Path.Combine(folder, ReportJson.FileName));
            file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(ReportJson.Write(report)));
            file.Complete();
            _taps!.Complete(keep: _series is null ? [ReportJson.FileName] : [ReportJson.FileName, SeriesFile.Name]);
        }

        _traceFile?.Complete();
        _inputs.Complete(now);
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

    // Until every VIF is up; false when the run ends here already.
    private bool Boot(DebuggedRun run, Action<long>? progress, CancellationToken stop)
    {
        for (long now = 0; ;)
        {
            if (stop.IsCancellationRequested || !run.MayGoOn())
            {
                return false;
            }

            if (run.RunTo(now + ChunkTicks, out now))
            {
                break;
            }

            progress?.Invoke(now);
        }

        if (Machine.Hypervisor.Vifs.Failure is { } failure)
        {
            throw new ControlPlaneException($"{failure}; the UART says: {Machine.Console.Tail}");
        }

        if (Machine.Watch.Fault is not null)
        {
            return false;
        }

        Machine.Kernel.Settle();
        _atStart = Machine.Statistics(Machine.Hypervisor.Vifs.UpAt);
        Machine.Kernel.ClearStop();

        // What ended while the machine settled was looked at in vain.
        _watch.RequestCheck();
        return true;
    }

    private void OnAllUp()
    {
        long now = Machine.Events.Now;
        Machine.ReadyAt = now;
        _guestInputs.ForEach(s => s.OriginTicks = now);
        _taps?.StartAt(now);
        _inputs.PlayOn(Machine, now);
        _watch.RequestCheck();
        Machine.Kernel.RequestStop();
    }

    private void ApplyParameters()
    {
        if (_options.MachineFile is { } file)
        {
            MachineFile.Apply(file, _config.Parameters);
        }

        // After the machine file, which may be a plain list of defaults; only --set says otherwise.
        if (_options.Guest == GuestKind.Echo)
        {
            _config.Parameters.Set("firmware.localSwitch", "false");
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
                _options.Captures.Where(c => c is { IsLive: false, IsJournal: false }).Select(c => c.Source), _options.Vifs, maximum, _options.AllowCut);
    }

    private IGuestApplication Application(int vif, SvNicMachine machine)
    {
        switch (_options.Guest)
        {
            case GuestKind.Echo:
                return new EchoApplication();
            case GuestKind.Player:
                GuestCaptureSource source = new(
                    _options.GuestCapture is { Length: > 0 } file
                        ? file
                        : throw new ReplayOptionException("--guest: pcap: names no file"),
                    Vifs[vif].Mac.Value,
                    Vifs.Select(v => v.Mac.Value).ToHashSet(),
                    takesUnknown: vif == 0,
                    longest: (int)machine.Firmware.Layout["SLOT_BYTES"] - (int)machine.Firmware.Layout["SLOT_HEADER"],
                    _options.AllowCut);
                _resources.Add(source);
                _guestInputs.Add(source);
                return new PlayerApplication(machine.Events, source);
            default:
                return new SinkApplication();
        }
    }
}
