namespace IxpSvnic.Sim.Trace;

/// <summary>Receives every trace record of a run.</summary>
public interface ITraceSink
{
    void Write(in TraceRecord record);
}
