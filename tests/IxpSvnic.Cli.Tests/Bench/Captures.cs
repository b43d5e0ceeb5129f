using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>Small captures with known frames.</summary>
internal static class Captures
{
    public const ulong FirstMac = 0x02_00_00_00_01_00;
    public const ulong Outside = 0x02_00_00_00_aa_00;
    public const long Epoch = 1_700_000_000_000_000_123;

    public static byte[] Frame(ulong destination, ulong source, int length, int pattern = 0)
    {
        byte[] frame = new byte[Math.Max(length, 14)];
        new MacAddress(destination).WriteTo(frame);
        new MacAddress(source).WriteTo(frame.AsSpan(6));
        frame[12] = 0x88;
        frame[13] = 0xb5;
        for (int i = 14; i < length; i++)
        {
            frame[i] = (byte)(pattern + (i * 7));
        }

        return frame[..length];
    }

    /// <summary>A pcap of frames at given nanoseconds since <see cref="Epoch"/>; returns its path.</summary>
    public static string Write(string path, params IEnumerable<(long Nanoseconds, byte[] Frame)> frames)
    {
        using PcapWriter writer = new(path);
        foreach ((long nanoseconds, byte[] frame) in frames)
        {
            writer.Write(Epoch + nanoseconds, frame);
        }

        writer.Complete();
        return path;
    }

    public static List<long> Times(string path)
    {
        List<long> times = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out CapturedFrame frame))
        {
            times.Add(frame.TimestampNanoseconds);
        }

        return times;
    }
}
