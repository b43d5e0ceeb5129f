using System.CommandLine;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic boot</c>: an operating system or program on the board, started as its boot loader would.</summary>
internal static class BootCommand
{
    private static readonly Argument<string> Image = new("IMAGE") { Description = "raw kernel image, zImage or ELF file" };

    private static readonly Option<string?> At = new("--at") { Description = "load address (0x8000; zImage 8M)" };

    private static readonly Option<string?> Entry = new("--entry") { Description = "address of the first instruction" };

    private static readonly Option<string?> Endian = new("--endian") { Description = "big or little; default: the image's own" };

    private static readonly Option<uint> MachineId = new("--machine-id")
    {
        Description = "machine number in r1",
        DefaultValueFactory = _ => BootOptions.Enp2611,
    };

    private static readonly Option<string[]> Atags = new("--atags")
    {
        Description = "mem=SIZE[@START], cmdline=TEXT, initrd=FILE[@ADDRESS]",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> Uart = new("--uart")
    {
        Description = "stdio, file:F or tcp:127.0.0.1:P",
        DefaultValueFactory = _ => "stdio",
    };

    private static readonly Option<string?> UartScript = new("--uart-script")
    {
        Description = "file of expect, send and exit lines; its end ends the run",
    };

    private static readonly Option<string?> Flash = new("--flash") { Description = "file with the flash's content" };

    private static readonly Option<string?> MaxTime = new("--max-time") { Description = "simulated time to stop at" };

    private static readonly Option<string[]> Wire = new("--wire")
    {
        Description = "CAPTURE[@PORT] or live:IFACE to play into a wire; the k-th plays on port k",
    };

    private static readonly Option<string?> WireAfter = new("--wire-after")
    {
        Description = "hold the captures back until the UART has printed this text",
    };

    private static readonly Option<string> PaceOption = new("--pace")
    {
        Description = "recorded, xK, line-rate, RATEMbps or RATEkpps",
        DefaultValueFactory = _ => "recorded",
    };

    private static readonly Option<int> Loop = new("--loop") { Description = "passes over each capture", DefaultValueFactory = _ => 1 };

    private static readonly Option<string[]> Set = new("--set") { Description = "name=value: override a parameter" };

    private static readonly Option<string?> MachineFile = new("--machine") { Description = "machine file (JSON)" };

    private static readonly Option<string?> Out = new("--out") { Description = "folder for captures and the report" };

    private static readonly Option<string?> WireOut = new("--wire-out") { Description = "live:IFACE: inject what leaves" };

    private static readonly Option<bool> AllowCut = new("--allow-cut") { Description = "accept a capture cut in the middle" };

    private static readonly Option<string> Truncated = new("--truncated")
    {
        Description = "pad or drop frames that the capture cut",
        DefaultValueFactory = _ => "pad",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "seed of everything drawn at random",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> Journal = new("--journal") { Description = "record live input for repetition" };

    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON to standard error" };

    private static readonly Option<int> Window = new("--window") { Description = "look-ahead window in cycles; changes speed only" };

    public static Command Create()
    {
        Command command = new("boot", "Boot an image on the emulated board: its own drivers and microcode run")
        {
            Image, At, Entry, Endian, MachineId, Atags, Uart, UartScript, Flash, MaxTime, Wire, WireAfter, PaceOption, Loop, Set,
            MachineFile, Out, WireOut, AllowCut, Truncated, Seed, Journal, Json, Window, CommonOptions.Gdb,
        };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        BootOptions boot = new()
        {
            Image = parsed.GetValue(Image)!,
            At = Address("--at", parsed.GetValue(At)),
            Entry = Address("--entry", parsed.GetValue(Entry)),
            IsBigEndian = parsed.GetValue(Endian) switch
            {
                null => null,
                "big" => true,
                "little" => false,
                string other => throw new FormatException($"--endian: '{other}' is not big or little"),
            },
            MachineId = parsed.GetValue(MachineId),
            Atags = AtagOptions.Parse(parsed.GetValue(Atags) ?? []),
            FlashFile = parsed.GetValue(Flash),
            UartScript = parsed.GetValue(UartScript),
            WireAfter = parsed.GetValue(WireAfter) is { Length: > 0 } text ? text : null,
            MaxTicks = parsed.GetValue(MaxTime) is { } max ? SimulatedTime.Parse("--max-time", max) : long.MaxValue,
        };
        return BootRunner.Run(boot, ReadReplay(parsed), parsed.GetValue(Uart)!, parsed.GetValue(Json), parsed.GetValue(CommonOptions.Gdb));
    }

    private static uint? Address(string option, string? text) => text is null ? null : AddressText.Parse(option, text);

    private static ReplayOptions ReadReplay(ParseResult parsed) => new()
    {
        Captures = [.. (parsed.GetValue(Wire) ?? []).Select((text, i) => CaptureArgument.Parse(text, i, SvNicMachine.PortCount))],
        Pace = CommonOptions.ReadPace(parsed.GetValue(PaceOption)!),
        Loop = CommonOptions.ReadLoop(parsed.GetValue(Loop)),
        Sets = [.. (parsed.GetValue(Set) ?? []).Select(CommonOptions.ReadSet)],
        MachineFile = parsed.GetValue(MachineFile),
        OutputFolder = parsed.GetValue(Out),
        WireOut = parsed.GetValue(WireOut),
        AllowCut = parsed.GetValue(AllowCut),
        Truncated = CommonOptions.ReadTruncated(parsed.GetValue(Truncated)!),
        Seed = parsed.GetValue(Seed),
        JournalFile = parsed.GetValue(Journal),
        WindowCycles = parsed.GetValue(Window),
    };
}
