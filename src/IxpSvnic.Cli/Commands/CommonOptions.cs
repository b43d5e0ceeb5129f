using System.CommandLine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli.Commands;

/// <summary>How options are read that several commands have; errors name option and value.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Gdb = new("--gdb")
    {
        Description = "127.0.0.1:PORT: the core waits at its entry for gdb (port 0: any free one)",
    };

    public static Pace ReadPace(string text)
    {
        try
        {
            return Pace.Parse(text);
        }
        catch (FormatException e)
        {
            throw new ReplayOptionException($"--pace: {e.Message}");
        }
    }

    public static int ReadLoop(int passes) => passes >= 1
        ? passes
        : throw new ReplayOptionException($"--loop: '{passes}' is not a number of passes from 1 up");

    public static TruncatedFrames ReadTruncated(string text) => text switch
    {
        "pad" => TruncatedFrames.Pad,
        "drop" => TruncatedFrames.Drop,
        _ => throw new ReplayOptionException($"--truncated: '{text}' is not pad or drop"),
    };

    public static KeyValuePair<string, string> ReadSet(string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new KeyValuePair<string, string>(value[..equals].Trim(), value[(equals + 1)..].Trim())
            : throw new ReplayOptionException($"--set: '{value}' is not name=value");
    }
}
