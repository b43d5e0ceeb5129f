namespace IxpSvnic.Chip.Microengines;

/// <summary>Told by a microengine, in the world's time, of what stops it and of the trace points it passes.</summary>
public interface IMicroengineObserver
{
    /// <summary>ctx_arb[bpt]: the ME attention interrupt.</summary>
    void OnBreakpoint(Microengine engine, int context, int address);

    void OnFault(Microengine engine, MicroengineFault fault);

    /// <summary>
    /// An exported trace point was reached at a tick: its index in <see cref="Microengine.TracePoints"/> and the
    /// value of its register, 0 without one.
    /// </summary>
    void OnTracePoint(Microengine engine, int context, int index, uint value, long time);
}
