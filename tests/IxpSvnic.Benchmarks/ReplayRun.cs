using IxpSvnic.Machine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Benchmarks;

/// <summary>The whole machine replaying a capture of minimum frames to guests that take them.</summary>
internal static class ReplayRun
{
    /// <summary>Frames a second of processor time, and the machine's state at the end.</summary>
    public static (double FramesPerSecond, string StateHash) Measure(
        string capture, string firmware, int vifs, int passes)
    {
        ReplayOptions options = new()
        {
            Captures = [CaptureArgument.Parse(capture, 0, SvNicMachine.PortCount)],
            FirmwareFolder = firmware,
            Vifs = vifs,
            Loop = passes,
        };
        using ReplaySession session = new(options);
        ProcessorClock clock = ProcessorClock.Start();
        ReplayReport report = session.Run();
        double seconds = clock.Seconds;
        if (!report.Conserved)
        {
            throw new InvalidOperationException("the replay lost count of frames");
        }

        return (report.Frames.In / seconds, report.StateHash);
    }
}
