using System.CommandLine;
using IxpSvnic.Arm.Elf;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Live.Interfaces;

namespace IxpSvnic.Cli;

/// <summary>Turns a user's mistake into one clear line and an exit code; anything else is a defect and stays an exception.</summary>
internal static class UserErrors
{
    /// <summary>The input or an option is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The command line does not parse.</summary>
    public const int BadUsage = 64;

    public static int Usage(ParseResult parsed)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        {
            Console.Error.WriteLine($"ixpsvnic: {error.Message}");
        }

        Console.Error.WriteLine($"try 'ixpsvnic {parsed.CommandResult.Command.Name} --help'");
        return BadUsage;
    }

    /// <summary>Runs a command's work.</summary>
    public static int Guard(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is CaptureFormatException or ParameterException or ReplayOptionException
            or LiveWireException or ControlPlaneException or InvalidDataException or ObjectFormatException or ElfFormatException or FileNotFoundException
            or DirectoryNotFoundException or UnauthorizedAccessException or IOException or FormatException or ArgumentOutOfRangeException { ParamName: "vifs" }
            or System.Text.Json.JsonException)
        {
            Console.Error.WriteLine($"ixpsvnic: {e.Message}");
            return BadInput;
        }
    }
}
