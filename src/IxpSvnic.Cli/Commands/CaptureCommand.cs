using System.CommandLine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Wire.Live.Interfaces;

namespace IxpSvnic.Cli.Commands;

/// <summary><c>ixpsvnic capture</c>: real traffic into a capture file.</summary>
internal static class CaptureCommand
{
    private static readonly Argument<string> Interface = new("IFACE") { Description = "interface to record" };

    private static readonly Option<string?> Filter = new("--filter") { Description = "BPF expression" };

    private static readonly Option<long?> Count = new("--count") { Description = "stop after so many frames" };

    private static readonly Option<string> Output = new("-o", "--output")
    {
        Description = "capture file: .pcap or .pcapng, with .gz packed",
        Required = true,
    };

    public static Command Create()
    {
        Command command = new("capture", "Record real traffic") { Interface, Filter, Count, Output };
        command.SetAction(parsed => UserErrors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        long? count = parsed.GetValue(Count);
        if (count < 1)
        {
            throw new ReplayOptionException($"--count: '{count}' is not a number of frames from 1 up");
        }

        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        LiveCaptureResult result = LiveCapture.Record(
            parsed.GetValue(Interface)!,
            parsed.GetValue(Filter),
            count,
            parsed.GetValue(Output)!,
            stop.Token,
            () => Console.Error.WriteLine($"recording {parsed.GetValue(Interface)}; Ctrl-C ends it"));
        Console.WriteLine($"{result.Frames} frames, {result.LostFrames} lost");
        return 0;
    }
}
