namespace IxpSvnic.Sim.Trace;

/// <summary>
/// The last events of a run in a ring of fixed records; a sink, when given, receives every record in order.
/// Tracing observes: no model reads it and it is not part of the state.
/// </summary>
public sealed class TraceRing(int capacity = 1 << 14)
{
    private readonly TraceRecord[] _records = new TraceRecord[capacity];
    private readonly List<string> _sources = [];
    private readonly List<string> _kinds = [];
    private long _written;

    public IReadOnlyList<string> Sources => _sources;

    public IReadOnlyList<string> Kinds => _kinds;

    /// <summary>Off by default; blocks ask before they build a record.</summary>
    public bool Enabled { get; set; }

    /// <summary>Called for each record when tracing to a file.</summary>
    public ITraceSink? Sink { get; set; }

    /// <summary>Records ever written.</summary>
    public long Written => _written;

    public short AddSource(string name)
    {
        _sources.Add(name);
        return checked((short)(_sources.Count - 1));
    }

    public short AddKind(string name)
    {
        _kinds.Add(name);
        return checked((short)(_kinds.Count - 1));
    }

    public void Write(long time, short source, short kind, long a, long b)
    {
        ref TraceRecord record = ref _records[_written++ % _records.Length];
        record = new TraceRecord { Time = time, Source = source, Kind = kind, A = a, B = b };
        Sink?.Write(in record);
    }

    /// <summary>The records still held, oldest first.</summary>
    public IEnumerable<TraceRecord> Recent()
    {
        long first = Math.Max(0, _written - _records.Length);
        for (long i = first; i < _written; i++)
        {
            yield return _records[i % _records.Length];
        }
    }
}
