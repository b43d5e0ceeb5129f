namespace IxpSvnic.Sim.Trace;

/// <summary>One line of the trace: when, who, what, two arguments; 32 bytes.</summary>
public struct TraceRecord
{
    /// <summary>Ticks.</summary>
    public long Time;

    public long A;

    public long B;

    /// <summary>Index into <see cref="TraceRing.Sources"/>.</summary>
    public short Source;

    /// <summary>Index into <see cref="TraceRing.Kinds"/>.</summary>
    public short Kind;

    public int Reserved;
}
