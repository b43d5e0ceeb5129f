using IxpSvnic.Board.Wires;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Journal;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Replay;

/// <summary>The sources that play on the ports of a replay: captures, live interfaces, journals of live input.</summary>
internal sealed class ReplayInputs : IDisposable
{
    private const long LongestDistanceNanoseconds = 60_000_000_000;

    private readonly ReplayOptions _options;
    private readonly FrameRules _rules;
    private readonly Func<CaptureArgument, FrameRules, IFrameSource>? _openLive;
    private readonly IFrameSource?[] _byPort = new IFrameSource?[SvNicMachine.PortCount];
    private readonly List<IFrameSource> _sources = [];
    private readonly List<(PolledSource Source, JournalPort Port)> _live = [];
    private JournalWriter? _journal;
    private long _letGoAt = Ticks.Never;
    private long _from;

    public ReplayInputs(
        ReplayOptions options, int longestOnWire, Func<CaptureArgument, FrameRules, IFrameSource>? openLive)
    {
        _options = options;
        _rules = new FrameRules { MaximumWireLength = longestOnWire, Truncated = options.Truncated };
        _openLive = openLive;
        try
        {
            foreach (CaptureArgument capture in options.Captures)
            {
                Open(capture);
            }

            OpenJournal();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>In the order of the arguments.</summary>
    public IReadOnlyList<IFrameSource> Sources => _sources;

    /// <summary>Unix time of tick 0: the first input's, or the earliest of captures that keep their distance.</summary>
    public long EpochNanoseconds => _sources.Count == 0 ? 0
        : KeepsDistances ? _sources.Min(s => s.EpochNanoseconds) : _sources[0].EpochNanoseconds;

    // Captures of one recording begin within seconds of each other; those of different days would wait for days.
    private bool KeepsDistances => _options.Pace.Kind == PaceKind.Recorded
        && _options.Captures.All(c => c is { IsLive: false, IsJournal: false })
        && _sources.Max(s => s.EpochNanoseconds) - _sources.Min(s => s.EpochNanoseconds) <= LongestDistanceNanoseconds;

    public bool HasLive => _live.Count > 0;

    /// <summary>The outside was let go and only what had come in is still played.</summary>
    public bool IsLetGo => _letGoAt != Ticks.Never;

    /// <summary>Lets the sources play from a tick on.</summary>
    public void PlayOn(SvNicMachine machine, long fromTick = 0)
    {
        _from = fromTick;
        for (int port = 0; port < _byPort.Length; port++)
        {
            if (_byPort[port] is { } source)
            {
                long later = KeepsDistances ? Ticks.FromNanoseconds(source.EpochNanoseconds - EpochNanoseconds) : 0;
                machine.Players[port].Play(source, fromTick + later);
            }
        }
    }

    /// <summary>Live input that has come in by now is the last.</summary>
    public void LetGo(long now)
    {
        _letGoAt = now - _from;
        foreach ((PolledSource source, _) in _live)
        {
            source.LetGoAt = _letGoAt;
        }
    }

    /// <summary>Puts the journal in its place. A run that stopped before it let go repeats up to the same tick.</summary>
    public void Complete(long now) => _journal?.Complete(IsLetGo ? _letGoAt : now - _from + 1);

    public void Dispose()
    {
        _journal?.Dispose();
        _sources.ForEach(s => s.Dispose());
    }

    private void Open(CaptureArgument capture)
    {
        if (capture.IsJournal)
        {
            IReadOnlyList<JournalPort> ports;
            using (JournalReader reader = new(capture.FileName))
            {
                ports = reader.Ports;
            }

            foreach (JournalPort port in ports)
            {
                Add(capture, port.Port, () =>
                    new PolledSource(new JournalPlayer(capture.FileName, port.Port), WirePlayer.LivePollTicks));
            }
        }
        else if (capture.IsLive)
        {
            Add(capture, capture.Port, () => OpenLive(capture));
        }
        else
        {
            Add(capture, capture.Port, () => new CapturePlayer(capture.Source, new CapturePlayerOptions
            {
                Port = capture.Port,
                Pace = _options.Pace,
                Passes = _options.Loop,
                AllowCut = _options.AllowCut,
                Rules = _rules,
            }));
        }
    }

    private PolledSource OpenLive(CaptureArgument capture)
    {
        PolledSource source = new(
            (_openLive ?? throw new ReplayOptionException($"'{capture.Source}': live input is not possible here"))(capture, _rules),
            WirePlayer.LivePollTicks);
        _live.Add((source, new JournalPort(capture.Port, capture.Source)));
        return source;
    }

    private void Add(CaptureArgument capture, int port, Func<IFrameSource> open)
    {
        if (port >= _byPort.Length)
        {
            throw new ReplayOptionException(
                $"'{capture.Source}': port {port} does not exist; the board has ports 0 to {_byPort.Length - 1}");
        }

        if (_byPort[port] is not null)
        {
            throw new ReplayOptionException($"'{capture.Source}': port {port} plays another input already");
        }

        _byPort[port] = open();
        _sources.Add(_byPort[port]!);
    }

    private void OpenJournal()
    {
        if (_options.JournalFile is not { } file)
        {
            return;
        }

        if (_live.Count == 0)
        {
            throw new ReplayOptionException($"--journal: '{file}': there is no live: input to keep");
        }

        _journal = OutputProblem.Named("--journal", file, () => new JournalWriter(
            file, EpochNanoseconds, [.. _live.Select(l => l.Port)]));
        _live.ForEach(l => l.Source.Journal = _journal);
    }
}
