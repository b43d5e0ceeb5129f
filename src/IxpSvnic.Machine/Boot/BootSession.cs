using System.Diagnostics;
using System.Text;
using IxpSvnic.Arm.BareMetal;
using IxpSvnic.Arm.Debugging;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Chip.XScale;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Observation;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Boot;

/// <summary>
/// Starts an image on the board as its boot loader would and lets it run: its own drivers and microcode own the card. Captures play
/// into the wires, taps record what passes, the UART talks to the outside.
/// </summary>
public sealed class BootSession : IDisposable
{
    /// <summary>Exit code of a run whose core or script failed.</summary>
    public const int Failed = 1;

    // Input from outside enters at the borders of these.
    private const long ChunkTicks = Ticks.PerMillisecond;

    private readonly BootOptions _boot;
    private readonly ReplayOptions _replay;
    private readonly MachineConfig _config = new();
    private readonly List<IDisposable> _resources = [];
    private readonly ReplayInputs _inputs;
    private readonly RunObserver _observer;
    private readonly TapFiles? _taps;
    private readonly ProgramImage _image;
    private readonly UartScript? _script;
    private readonly StringBuilder _uartTail = new();
    private bool _isPlaying;
    private bool _wasReset;

    /// <summary>Prepares the machine. Every problem of options and inputs shows here, before anything is written.</summary>
    public BootSession(
        BootOptions boot, ReplayOptions replay, Func<CaptureArgument, FrameRules, IFrameSource>? openLive = null)
    {
        _boot = boot;
        _replay = replay;
        try
        {
            _image = BootImage.Read(boot.Image, boot.At, boot.Entry, boot.IsBigEndian);
            _script = boot.UartScript is { } script ? UartScript.Load(script) : null;
            FirmwareSet firmware = FirmwareSet.WithoutPrograms(replay.FirmwareFolder);
            _config.UseFirmware(firmware.Layout);
            if (replay.MachineFile is { } file)
            {
                MachineFile.Apply(file, _config.Parameters);
            }

            foreach ((string name, string value) in replay.Sets)
            {
                _config.Parameters.Set(name, value);
            }

            _inputs = new ReplayInputs(replay, _config.Mac.MaxFrame, openLive);
            _resources.Add(_inputs);
            Machine = new SvNicMachine(
                _config, firmware, [], replay.Seed, (_, _) => new SinkApplication(), replay.WindowCycles, LoaderKind.None);
            _resources.Add(Machine);
            if (boot.FlashFile is { } flash)
            {
                LoadFlash(flash);
            }

            BoardBootLoader.Start(Machine, _image, boot);
            if (replay.OutputFolder is { } folder)
            {
                _taps = new TapFiles(folder, _inputs.EpochNanoseconds, SvNicMachine.PortCount, 0);
                _resources.Add(_taps);
            }

            _observer = new RunObserver(Machine, _taps, null, 0, TextWriter.Null);
            ConnectUart();
            Machine.ResetRequested = OnReset;
            if (boot.WireAfter is null)
            {
                Play();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SvNicMachine Machine { get; }

    /// <summary>Symbols of an ELF image, for reports.</summary>
    public ProgramImage Image => _image;

    /// <summary>Receives what the UART sends.</summary>
    public Action<byte>? UartOutput { get; set; }

    /// <summary>Receives what leaves a wire: port and frame without FCS.</summary>
    public Action<int, byte[]>? WireOut
    {
        get => _observer.WireOut;
        set => _observer.WireOut = value;
    }

    /// <summary>Holds the core at its entry and whenever it likes; set it before the run.</summary>
    public ICoreDebugger? Debugger { get; set; }

    private XscaleProcessor Xscale => Machine.Chip.Xscale;

    /// <summary>
    /// Runs to the end. <paramref name="between"/> is called between chunks of simulated time with the tick reached; it may hand
    /// input to <see cref="SendToUart"/> and let real time pass.
    /// </summary>
    public BootResult Run(Action<long>? between = null, CancellationToken stop = default)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DateTimeOffset started = DateTimeOffset.UtcNow;
        long now = 0;
        bool stopped = false;
        DebuggedRun run = new(Machine, Debugger);
        _script?.Start();
        while (!stopped && now < _boot.MaxTicks && !stop.IsCancellationRequested && !Xscale.Core.IsStuck && run.MayGoOn())
        {
            long next = Math.Min(now + ChunkTicks, _boot.MaxTicks);
            stopped = run.RunTo(next, out now);
            between?.Invoke(now);
        }

        if (Xscale.Core.IsStuck)
        {
            run.Fail(Xscale.Core.StuckReason);
        }

        if (stopped)
        {
            Machine.Kernel.Settle();
        }

        string end = Machine.Watch.Fault is not null ? "fault"
            : _script?.ExitCode is not null ? "script"
            : _wasReset ? "reset"
            : Xscale.Core.IsStuck ? "stuck"
            : stop.IsCancellationRequested || run.IsKilled ? "interrupted"
            : "maxTime";
        ReplayReport report = new ReportBuilder(Machine, _observer, _replay, _config, [], _inputs.Sources)
            .Build(now, end, end == "interrupted", clock.Elapsed, started);
        if (_replay.OutputFolder is { } folder)
        {
            using StagedFile file = new(Path.Combine(folder, ReportJson.FileName));
            file.Stream.Write(Encoding.UTF8.GetBytes(ReportJson.Write(report)));
            file.Complete();
            _taps!.Complete(keep: [ReportJson.FileName]);
        }

        _inputs.Complete(now);
        return new BootResult(report, ExitCode(end), Explain(end));
    }

    /// <summary>A character for the booted system; call it between chunks only.</summary>
    public void SendToUart(byte value) => Machine.Chip.Peripherals.Uart.Receive(value);

    public void Dispose()
    {
        for (int i = _resources.Count - 1; i >= 0; i--)
        {
            _resources[i].Dispose();
        }

        _resources.Clear();
    }

    private void LoadFlash(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        if (content.Length > CfiFlash.Bytes)
        {
            throw new FormatException($"--flash: '{path}' has {content.Length} bytes; the flash has {CfiFlash.Bytes}");
        }

        Machine.Slowport.Flash.Load(content);
    }

    private void ConnectUart()
    {
        if (_script is not null)
        {
            _script.Send = SendToUart;
        }

        Machine.Chip.Peripherals.Uart.Output = value =>
        {
            UartOutput?.Invoke(value);
            if (!_isPlaying)
            {
                LookForStart(value);
            }

            if (_script is { ExitCode: null })
            {
                _script.OnOutput(value);
                if (_script.ExitCode is not null)
                {
                    Machine.Kernel.RequestStop();
                }
            }
        };
    }

    private void LookForStart(byte value)
    {
        string awaited = _boot.WireAfter!;
        _uartTail.Append((char)value);
        if (_uartTail.Length > awaited.Length)
        {
            _uartTail.Remove(0, _uartTail.Length - awaited.Length);
        }

        if (_uartTail.Equals(awaited))
        {
            Play();
        }
    }

    private void Play()
    {
        _isPlaying = true;
        _inputs.PlayOn(Machine, Machine.Events.Now);
    }

    private void OnReset()
    {
        _wasReset = true;
        Machine.Kernel.RequestStop();
    }

    private int ExitCode(string end) => end switch
    {
        "script" => _script!.ExitCode!.Value,
        "fault" or "stuck" => Failed,
        "maxTime" or "reset" when _script is not null => Failed,
        _ => 0,
    };

    private string Explain(string end) => end switch
    {
        "fault" => Machine.Watch.Fault!,
        "stuck" => $"the core does not get on: {Xscale.Core.StuckReason}\n{FaultReport.Write(Xscale.Core, Xscale.Memory, _image)}",
        "maxTime" or "reset" when _script is not null => $"{_boot.UartScript}: ended before {_script.Awaited}",
        _ => "",
    };
}
