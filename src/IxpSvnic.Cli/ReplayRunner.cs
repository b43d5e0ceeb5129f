using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Cli;

/// <summary>Runs a replay for the command line: live ends, progress, Ctrl-C, the printed report, the exit code.</summary>
internal static class ReplayRunner
{
    /// <summary>The run ended, but not as it should: not conserved, stuck, faulted.</summary>
    public const int Failed = 1;

    /// <summary>The user stopped it.</summary>
    public const int Interrupted = 130;

    public static int Run(ReplayOptions options, bool json, string? gdb)
    {
        using LiveWires live = new(options);
        using ReplaySession session = new(options, live.Open, json ? TextWriter.Null : Console.Out);
        session.WireOut = live.Sink;
        session.StopLive = live.Stop;
        using StopRequests stop = new();
        using GdbPort? port = GdbPort.Open(gdb, session.Machine, hasVifs: true, () => stop.First.IsCancellationRequested);
        session.Debugger = port?.Server;
        ReplayReport report;
        using (ProgressLine? progress = json || Console.IsErrorRedirected ? null : new ProgressLine(session))
        {
            report = session.Run(progress is null ? null : progress.Show, stop.First, stop.Second);
        }

        if (json)
        {
            Console.Write(ReportJson.Write(report));
        }
        else
        {
            ReportText.Write(report, Console.Out);
        }

        if (live.Injected is { } injected)
        {
            Console.Error.WriteLine(injected);
        }

        if (session.FollowProblem is { } problem)
        {
            Console.Error.WriteLine($"ixpsvnic: {problem}");
        }

        int exitCode = report.End == "interrupted" ? Interrupted
            : session.FollowProblem is not null ? UserErrors.BadInput
            : report.IsSuccess ? 0 : Failed;
        port?.Server.OnExit(exitCode);
        return exitCode;
    }
}
