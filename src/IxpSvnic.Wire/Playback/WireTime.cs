using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Playback;

/// <summary>
/// Wire time in ticks of 1/3 ns, in which a byte of gigabit Ethernet (IEEE 802.3 clause 34, 8 ns) is whole.
/// </summary>
public static class WireTime
{
    /// <summary>Ticks in a nanosecond.</summary>
    public const int TicksPerNanosecond = 3;

    /// <summary>Ticks that one byte takes at 1 Gb/s.</summary>
    public const int TicksPerByte = 8 * TicksPerNanosecond;

    /// <summary>Ticks from the first preamble bit of a frame until the next frame may start.</summary>
    /// <param name="wireLength">Bytes of the frame with its FCS.</param>
    public static long OccupancyTicks(int wireLength) =>
        (long)(wireLength + EthernetFrame.WireOverhead) * TicksPerByte;
}
