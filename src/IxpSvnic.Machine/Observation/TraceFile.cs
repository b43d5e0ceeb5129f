using System.Globalization;
using System.Text;
using IxpSvnic.Sim.Time;
using IxpSvnic.Sim.Trace;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Machine.Observation;

/// <summary>The trace as text, one record a line: nanoseconds, source, kind, two arguments. Appears when the run is over.</summary>
internal sealed class TraceFile : ITraceSink, IDisposable
{
    private readonly StagedFile _file;
    private readonly StreamWriter _writer;
    private readonly TraceRing _ring;

    public TraceFile(string path, TraceRing ring)
    {
        _file = new StagedFile(path);
        _writer = new StreamWriter(_file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        _ring = ring;
        _writer.WriteLine("ns,source,kind,number,argument");
    }

    /// <inheritdoc/>
    public void Write(in TraceRecord record) => _writer.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Ticks.ToNanoseconds(record.Time)},{_ring.Sources[record.Source]},{_ring.Kinds[record.Kind]},{record.A},0x{record.B:x}"));

    public void Complete()
    {
        _writer.Flush();
        _file.Complete();
    }

    public void Dispose() => _file.Dispose();
}
