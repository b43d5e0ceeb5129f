using System.Runtime.InteropServices;

namespace IxpSvnic.Chip.Microengines;

/// <summary>An entry of <see cref="DeliveryQueue"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PendingDelivery
{
    public long Time;

    public uint Argument;

    /// <summary>Place of its data.</summary>
    public int Slot;

    public ushort SignalMask;

    public PendingKind Kind;

    /// <summary>Order within a tick: previous engine 0, next engine 1, world 2; then order of arrival.</summary>
    public byte Source;

    public byte Context;

    public byte Register;

    public byte Count;

    public byte DataWords;

    public bool IsD;

    private byte _reserved0;

    private ushort _reserved1;

    private uint _reserved2;
}
