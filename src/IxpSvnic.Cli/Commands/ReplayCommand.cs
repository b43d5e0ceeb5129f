using System.CommandLine;
using System.Globalization;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic replay</c>: a capture through the emulated card.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string[]> Captures = new("CAPTURE[@PORT]")
    {
        Description = "pcap or pcapng file, gzipped or not, or live:IFACE; the k-th plays on port k",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<int?> Vifs = new("--vifs") { Description = "number of virtual interfaces" };

    private static readonly Option<string> Macs = new("--macs")
    {
        Description = "auto, or a file of 'mac [port]' lines",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<string> PaceOption = new("--pace")
    {
        Description = "recorded, xK, line-rate, RATEMbps or RATEkpps",
        DefaultValueFactory = _ => "recorded",
    };

    private static readonly Option<int> Loop = new("--loop")
    {
        Description = "passes over each capture",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Guest = new("--guest")
    {
        Description = "sink, echo or pcap:FILE",
        DefaultValueFactory = _ => "sink",
    };

    private static readonly Option<string?> FirmwareOption = new("--firmware") { Description = "folder of microcode" };

    private static readonly Option<string> Loader = new("--loader")
    {
        Description = "control: the XScale's program loads the microengines; debug: a debug port does",
        DefaultValueFactory = _ => "control",
    };

    private static readonly Option<string?> Control = new("--control") { Description = "ELF file for the XScale" };

    private static readonly Option<string[]> Me = new("--me")
    {
        Description = "N=FILE: program of microengine N (.uc, .bin, .ucode)",
    };

    private static readonly Option<string[]> Set = new("--set") { Description = "name=value: override a parameter" };

    private static readonly Option<string?> MachineFile = new("--machine") { Description = "machine file (JSON)" };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "seed of everything drawn at random",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> MaxTime = new("--max-time") { Description = "simulated time to stop at" };

    private static readonly Option<string?> Drain = new("--drain")
    {
        Description = "simulated time without movement after which an unfinished run ends (10ms)",
    };

    private static readonly Option<long> Follow = new("--follow") { Description = "print the way of frame N" };

    private static readonly Option<string?> Trace = new("--trace") { Description = "write every trace record to a file" };

    private static readonly Option<string?> Interval = new("--interval") { Description = "step of the time series" };

    private static readonly Option<string?> Out = new("--out") { Description = "folder for captures and the report" };

    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON, nothing else" };

    private static readonly Option<string> Truncated = new("--truncated")
    {
        Description = "pad or drop frames that the capture cut",
        DefaultValueFactory = _ => "pad",
    };

    private static readonly Option<bool> AllowCut = new("--allow-cut") { Description = "accept a capture cut in the middle" };

    private static readonly Option<int> Window = new("--window")
    {
        Description = "look-ahead window in cycles; changes speed only",
    };

    private static readonly Option<string?> WireOut = new("--wire-out") { Description = "live:IFACE: inject what leaves" };

    private static readonly Option<string?> Journal = new("--journal") { Description = "record live input for repetition" };

    public static Command Create()
    {
        Command command = new("replay", "Replay captures through the emulated SV-NIC, moved by microcode")
        {
            Captures, Vifs, Macs, PaceOption, Loop, Guest, FirmwareOption, Loader, Control, Me, Set, MachineFile, Seed, MaxTime,
            Drain, Follow, Trace, Interval, Out, Json, Truncated, AllowCut, Window, WireOut, Journal, CommonOptions.Gdb,
        };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        ReplayOptions options = Read(parsed);
        return ReplayRunner.Run(options, parsed.GetValue(Json), parsed.GetValue(CommonOptions.Gdb));
    }

    private static ReplayOptions Read(ParseResult parsed)
    {
        string[] captures = parsed.GetValue(Captures)!;
        string guest = parsed.GetValue(Guest)!;
        string macs = parsed.GetValue(Macs)!;
        return new ReplayOptions
        {
            Captures = [.. captures.Select((text, i) => CaptureArgument.Parse(text, i, SvNicMachine.PortCount))],
            Vifs = parsed.GetValue(Vifs),
            MacFile = macs == "auto" ? null : macs,
            Pace = CommonOptions.ReadPace(parsed.GetValue(PaceOption)!),
            Loop = CommonOptions.ReadLoop(parsed.GetValue(Loop)),
            Guest = guest switch
            {
                "sink" => GuestKind.Sink,
                "echo" => GuestKind.Echo,
                _ when guest.StartsWith("pcap:", StringComparison.Ordinal) => GuestKind.Player,
                _ => throw new ReplayOptionException($"--guest: '{guest}' is not sink, echo or pcap:FILE"),
            },
            GuestCapture = guest.StartsWith("pcap:", StringComparison.Ordinal) ? guest["pcap:".Length..] : null,
            FirmwareFolder = parsed.GetValue(FirmwareOption),
            Loader = parsed.GetValue(Loader) switch
            {
                "control" => LoaderKind.Control,
                "debug" => LoaderKind.Debug,
                string other => throw new ReplayOptionException($"--loader: '{other}' is not control or debug"),
                null => LoaderKind.Control,
            },
            ControlImage = parsed.GetValue(Control),
            EngineFiles = ReadEngines(parsed.GetValue(Me) ?? []),
            Sets = [.. (parsed.GetValue(Set) ?? []).Select(CommonOptions.ReadSet)],
            MachineFile = parsed.GetValue(MachineFile),
            Seed = parsed.GetValue(Seed),
            MaxTicks = parsed.GetValue(MaxTime) is { } max ? SimulatedTime.Parse("--max-time", max) : long.MaxValue,
            DrainTicks = SimulatedTime.Parse("--drain", parsed.GetValue(Drain) ?? "10ms"),
            Follow = parsed.GetValue(Follow),
            TraceFile = parsed.GetValue(Trace),
            IntervalTicks = parsed.GetValue(Interval) is { } interval ? SimulatedTime.Parse("--interval", interval) : 0,
            OutputFolder = parsed.GetValue(Out),
            Truncated = CommonOptions.ReadTruncated(parsed.GetValue(Truncated)!),
            AllowCut = parsed.GetValue(AllowCut),
            WindowCycles = parsed.GetValue(Window),
            WireOut = parsed.GetValue(WireOut),
            JournalFile = parsed.GetValue(Journal),
        };
    }

    private static Dictionary<int, string> ReadEngines(string[] values)
    {
        Dictionary<int, string> engines = [];
        foreach (string value in values)
        {
            int equals = value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !int.TryParse(value.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out int me)
                || me > 7)
            {
                throw new ReplayOptionException($"--me: '{value}' is not N=FILE with N from 0 to 7");
            }

            string file = value[(equals + 1)..];
            engines[me] = File.Exists(file)
                ? file
                : throw new ReplayOptionException($"--me: file '{file}' does not exist");
        }

        return engines;
    }
}
