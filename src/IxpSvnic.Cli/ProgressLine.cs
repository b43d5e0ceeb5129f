using System.Diagnostics;
using IxpSvnic.Machine.Replay;

namespace IxpSvnic.Cli;

/// <summary>One line on a terminal that tells how far a long run is, and goes away with it.</summary>
internal sealed class ProgressLine(ReplaySession session) : IDisposable
{
    private const double AfterSeconds = 2;
    private const double EverySeconds = 0.5;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _shown;
    private int _length;

    public void Show(long now)
    {
        double seconds = _clock.Elapsed.TotalSeconds;
        if (seconds > AfterSeconds && seconds - _shown > EverySeconds)
        {
            _shown = seconds;
            string text = $"{SimulatedTime.Format(now)} simulated, {session.Machine.Ledger.WireIn} frames in, {seconds:0} s";
            Console.Error.Write($"\r{text.PadRight(_length)}");
            _length = text.Length;
        }
    }

    public void Dispose()
    {
        if (_length > 0)
        {
            Console.Error.Write($"\r{new string(' ', _length)}\r");
        }
    }
}
