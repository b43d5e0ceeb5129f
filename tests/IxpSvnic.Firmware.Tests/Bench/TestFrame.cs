using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Firmware.Tests.Bench;

/// <summary>Frames without FCS whose bytes all depend on a number, so that no two are alike.</summary>
internal static class TestFrame
{
    public const ulong Broadcast = 0xffff_ffff_ffff;
    public const ulong Multicast = 0x0100_5e00_0017;
    public const ulong Stranger = 0x0aaa_0000_0001;
    public const int Shortest = 60;
    public const int Longest = 1514;

    public static byte[] Make(ulong destination, ulong source, int number, int length = Shortest)
    {
        byte[] frame = new byte[length];
        new MacAddress(destination).WriteTo(frame);
        new MacAddress(source).WriteTo(frame.AsSpan(MacAddress.Length));
        frame[12] = 0x88;
        frame[13] = 0xb5;
        uint state = ((uint)number * 2654435761u) + 12345;
        for (int i = 14; i < length; i++)
        {
            state = (state * 1664525u) + 1013904223u;
            frame[i] = (byte)(state >> 24);
        }

        if (length >= 18)
        {
            frame[14] = (byte)(number >> 8);
            frame[15] = (byte)number;
        }

        return frame;
    }

    /// <summary>A short name for messages: destination, length, number.</summary>
    public static string Name(byte[] frame) =>
        $"{MacAddress.Read(frame)} {frame.Length} bytes #{(frame.Length >= 18 ? (frame[14] << 8) | frame[15] : 0)}";
}
