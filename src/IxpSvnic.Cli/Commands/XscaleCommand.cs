using System.CommandLine;
using System.Globalization;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic xscale</c>: a program without an operating system on the XScale core.</summary>
internal static class XscaleCommand
{
    private static readonly Argument<string> Program = new("FILE") { Description = "ELF executable, or raw bytes with --at" };

    private static readonly Option<bool> Semihosting = new("--semihosting")
    {
        Description = "serve Arm semihosting calls: console, exit code, command line, read-only files",
    };

    private static readonly Option<bool> CpuOnly = new("--cpu-only") { Description = "RAM and core timing alone, without a chip" };

    private static readonly Option<bool> ResetState = new("--reset-state")
    {
        Description = "start as after a bare reset: MMU and caches off",
    };

    private static readonly Option<string> Ram = new("--ram")
    {
        Description = "size of RAM, as 64M (at most 1G)",
        DefaultValueFactory = _ => "64M",
    };

    private static readonly Option<string?> MaxTime = new("--max-time") { Description = "simulated time to stop at" };

    private static readonly Option<long?> MaxInstructions = new("--max-instructions") { Description = "instructions to stop after" };

    private static readonly Option<string?> Endian = new("--endian") { Description = "big or little, when not as the file says" };

    private static readonly Option<string> Arguments = new("--args")
    {
        Description = "arguments for the program, in one string",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string?> At = new("--at") { Description = "address of a raw image" };

    private static readonly Option<string?> Entry = new("--entry") { Description = "entry of a raw image (its address)" };

    private static readonly Option<string[]> Set = new("--set") { Description = "name=value: override a parameter" };

    private static readonly Option<string?> MachineOption = new("--machine") { Description = "machine file (JSON)" };

    private static readonly Option<bool> Json = new("--json") { Description = "print a report as JSON on standard error" };

    private static readonly Option<string?> Report = new("--report") { Description = "write the JSON report to a file" };

    public static Command Create()
    {
        Command command = new("xscale", "Run a bare-metal program on the XScale core")
        {
            Program, Semihosting, CpuOnly, ResetState, Ram, MaxTime, MaxInstructions, Endian, Arguments, At, Entry, Set, MachineOption,
            Json, Report, CommonOptions.Gdb,
        };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MachineConfig config = new();
        if (parsed.GetValue(MachineOption) is { } file)
        {
            MachineFile.Apply(file, config.Parameters);
        }

        foreach (string set in parsed.GetValue(Set) ?? [])
        {
            int equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ReplayOptionException($"--set: '{set}' is not name=value");
            }

            config.Parameters.Set(set[..equals].Trim(), set[(equals + 1)..].Trim());
        }

        return XscaleRunner.Run(
            new XscaleRun
            {
                Image = Read(parsed),
                Arguments = parsed.GetValue(Arguments)!,
                IsSemihosted = parsed.GetValue(Semihosting),
                IsReset = parsed.GetValue(ResetState),
                IsCpuOnly = parsed.GetValue(CpuOnly),
                RamBytes = ReadSize(parsed.GetValue(Ram)!),
                IsBigEndian = ReadEndian(parsed),
                MaxTicks = parsed.GetValue(MaxTime) is { } time ? SimulatedTime.Parse("--max-time", time) : Ticks.Never,
                MaxInstructions = parsed.GetValue(MaxInstructions) switch
                {
                    null => long.MaxValue,
                    > 0 and long count => count,
                    long count => throw new ReplayOptionException($"--max-instructions: {count} is not a positive number"),
                },
                PrintsJson = parsed.GetValue(Json),
                ReportFile = parsed.GetValue(Report),
                Gdb = parsed.GetValue(CommonOptions.Gdb),
            },
            config);
    }

    private static ProgramImage Read(ParseResult parsed)
    {
        string name = parsed.GetValue(Program)!;
        if (!File.Exists(name))
        {
            throw new FileNotFoundException($"program '{name}' does not exist");
        }

        byte[] bytes = File.ReadAllBytes(name);
        if (parsed.GetValue(At) is not { } at)
        {
            return ElfReader.Read(name, bytes);
        }

        uint address = ReadAddress("--at", at);
        uint entry = parsed.GetValue(Entry) is { } text ? ReadAddress("--entry", text) : address;
        return ProgramImage.FromRaw(name, bytes, address, entry, ReadEndian(parsed) ?? false);
    }

    private static bool? ReadEndian(ParseResult parsed) => parsed.GetValue(Endian) switch
    {
        null => null,
        "big" => true,
        "little" => false,
        string other => throw new ReplayOptionException($"--endian: '{other}' is not big or little"),
    };

    private static uint ReadAddress(string option, string text)
    {
        string digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        NumberStyles style = digits.Length == text.Length ? NumberStyles.None : NumberStyles.AllowHexSpecifier;
        return uint.TryParse(digits, style, CultureInfo.InvariantCulture, out uint address)
            ? address
            : throw new ReplayOptionException($"{option}: '{text}' is not a 32-bit address");
    }

    private static uint ReadSize(string text)
    {
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        string digits = shift == 0 ? text : text[..^1];
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong count)
            && count << shift is >= 1 << 16 and <= 1 << 30
            && (count << shift) % (1 << 16) == 0
            ? (uint)(count << shift)
            : throw new ReplayOptionException($"--ram: '{text}' is not a size from 64K to 1G in steps of 64K");
    }
}
