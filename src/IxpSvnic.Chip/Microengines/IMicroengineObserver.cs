namespace IxpSvnic.Chip.Microengines;

/// <summary>Told by a microengine, in the world's time, of what stops it.</summary>
public interface IMicroengineObserver
{
    /// <summary>ctx_arb[bpt]: the ME attention interrupt.</summary>
    void OnBreakpoint(Microengine engine, int context, int address);

    void OnFault(Microengine engine, MicroengineFault fault);
}
