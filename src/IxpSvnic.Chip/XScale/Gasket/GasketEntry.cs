using IxpSvnic.Arm.Bus;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>An entry of <see cref="GasketInbox"/>: plain data.</summary>
internal struct GasketEntry
{
    /// <summary>Tick at which the core sees it.</summary>
    public long Time;

    public uint Argument;

    /// <summary>Longwords of <see cref="Data"/> that count.</summary>
    public byte Words;

    public GasketNotice Kind;

    public bool IsAbort;

    private byte _reserved;

    public LineData Data;
}
