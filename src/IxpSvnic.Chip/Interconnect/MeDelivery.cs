namespace IxpSvnic.Chip.Interconnect;

/// <summary>Something the chip does to a microengine at an exact tick.</summary>
public struct MeDelivery
{
    /// <summary>Tick at which the microengine sees it; at least the inbound latency after the event that causes it.</summary>
    public long Time;

    public MeDeliveryKind Kind;

    /// <summary>Receiving microengine, 0-7, or <see cref="MeCommand.XscaleMaster"/>.</summary>
    public byte Me;

    /// <summary>Receiving context.</summary>
    public byte Context;

    /// <summary>Push: first transfer register, absolute.</summary>
    public byte Register;

    /// <summary>Push: D registers.</summary>
    public bool IsD;

    /// <summary>Longwords of data.</summary>
    public byte Count;

    /// <summary>The access ended in a PCI abort.</summary>
    public bool IsAbort;

    /// <summary>Signals raised with it, SIG_EVENTS layout.</summary>
    public ushort SignalMask;

    /// <summary>CSR accesses: local CSR number; input state: its number; requests: pool slot to answer.</summary>
    public uint Argument;
}
