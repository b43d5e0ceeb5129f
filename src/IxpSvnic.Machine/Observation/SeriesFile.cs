using System.Globalization;
using System.Text;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Machine.Observation;

/// <summary>A run over time: cumulative frame counts per interval, as CSV.</summary>
internal sealed class SeriesFile : IDisposable
{
    public const string Name = "series.csv";

    private readonly SvNicMachine _machine;
    private readonly StagedFile _file;
    private readonly StreamWriter _writer;

    public SeriesFile(string path, SvNicMachine machine)
    {
        _machine = machine;
        _file = new StagedFile(path);
        _writer = new StreamWriter(_file.Stream, new UTF8Encoding(false), 1 << 14, leaveOpen: true) { NewLine = "\n" };
        _writer.WriteLine("us,wireIn,guestSent,copies,delivered,wireOut,inside,drops");
    }

    /// <summary>A row for a tick since the wires' start.</summary>
    public void Row(long now)
    {
        FrameLedger ledger = _machine.Ledger;
        _writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{now / (double)Ticks.PerMicrosecond:0.###},{ledger.WireIn},{ledger.GuestSent},{ledger.Copies},{ledger.Delivered},"
            + $"{ledger.WireOut},{ledger.Outstanding},{ledger.TotalDrops}"));
    }

    public void Complete()
    {
        _writer.Flush();
        _file.Complete();
    }

    public void Dispose() => _file.Dispose();
}
