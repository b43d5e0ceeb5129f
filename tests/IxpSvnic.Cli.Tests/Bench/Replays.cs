using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>Replays inside the test's own process.</summary>
internal static class Replays
{
    public static ReplayOptions Of(string capture, string? output = null) => new()
    {
        Captures = [new CaptureArgument(capture, 0)],
        OutputFolder = output,
    };

    public static ReplayReport Run(ReplayOptions options)
    {
        using ReplaySession session = new(options);
        return session.Run();
    }

    public static Pace Pace(string text) => Wire.Playback.Pace.Parse(text);

    /// <summary>The frames of a capture, in hexadecimal.</summary>
    public static List<string> Frames(string path)
    {
        List<string> frames = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add(Convert.ToHexStringLower(frame.Data));
        }

        return frames;
    }
}
