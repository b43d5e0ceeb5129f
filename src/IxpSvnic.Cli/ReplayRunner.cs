using System.Diagnostics;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Wire.Live.Interfaces;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli;

/// <summary>Runs a replay for the command line: live ends, progress, Ctrl-C, the printed report, the exit code.</summary>
internal static class ReplayRunner
{
    /// <summary>The run ended, but not as it should: not conserved, stuck, faulted.</summary>
    public const int Failed = 1;

    /// <summary>The user stopped it.</summary>
    public const int Interrupted = 130;

    private const double ProgressAfterSeconds = 2;

    public static int Run(ReplayOptions options, bool json)
    {
        using LiveWires live = new(options);
        using ReplaySession session = new(options, live.Open, json ? TextWriter.Null : Console.Out);
        session.WireOut = live.Sink;
        using CancellationTokenSource stop = new();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            ReplayReport report = session.Run(json ? null : Progress(session), stop.Token);
            if (json)
            {
                Console.Write(ReportJson.Write(report));
            }
            else
            {
                ReportText.Write(report, Console.Out);
            }

            return report.Interrupted ? Interrupted : report.IsSuccess ? 0 : Failed;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private static Action<long>? Progress(ReplaySession session)
    {
        if (Console.IsErrorRedirected)
        {
            return null;
        }

        Stopwatch clock = Stopwatch.StartNew();
        double shown = 0;
        return now =>
        {
            double seconds = clock.Elapsed.TotalSeconds;
            if (seconds > ProgressAfterSeconds && seconds - shown > 0.5)
            {
                shown = seconds;
                Console.Error.Write(
                    $"\r{SimulatedTime.Format(now)} simulated, {session.Machine.Ledger.WireIn} frames in, {seconds:0} s   ");
            }
        };
    }
}
