using System.Diagnostics;
using IxpSvnic.Machine.Boot;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Cli;

/// <summary>Runs a booted system for the command line: the far end of its UART, live wires, Ctrl-C, the exit code.</summary>
internal static class BootRunner
{
    public static int Run(BootOptions boot, ReplayOptions replay, string uart, bool json, string? gdb)
    {
        using LiveWires live = new(replay);
        using UartEnd end = UartEnd.Open(uart);
        using BootSession session = new(boot, replay, live.Open);
        session.UartOutput = end.Write;
        session.WireOut = live.Sink;
        using StopRequests stop = new();
        using GdbPort? port = GdbPort.Open(gdb, session.Machine, hasVifs: false, () => stop.First.IsCancellationRequested);
        session.Debugger = port?.Server;
        Stopwatch clock = Stopwatch.StartNew();
        BootResult result = session.Run(now => Exchange(session, end, clock, now), stop.First);
        end.Flush();
        port?.Server.OnExit(result.ExitCode);
        if (result.Explanation.Length > 0)
        {
            Console.Error.WriteLine($"ixpsvnic: {result.Explanation}");
        }

        if (json)
        {
            Console.Error.Write(ReportJson.Write(result.Report));
        }
        else
        {
            XscaleTotals totals = result.Report.Xscale!;
            Console.Error.WriteLine(
                $"boot: {result.Report.End} after {SimulatedTime.Format(session.Machine.Events.Now)} simulated, "
                + $"{totals.Instructions} instructions, {clock.Elapsed.TotalSeconds:0.0} s");
        }

        return result.Report.End == "interrupted" ? ReplayRunner.Interrupted : result.ExitCode;
    }

    // A person at the other end expects seconds to be seconds.
    private static void Exchange(BootSession session, UartEnd end, Stopwatch clock, long now)
    {
        end.Flush();
        while (end.TryRead(out byte value))
        {
            session.SendToUart(value);
        }

        double ahead = Ticks.ToSeconds(now) - clock.Elapsed.TotalSeconds;
        if (end.IsInteractive && ahead > 0.01)
        {
            Thread.Sleep(TimeSpan.FromSeconds(Math.Min(ahead, 0.1)));
        }
    }
}
