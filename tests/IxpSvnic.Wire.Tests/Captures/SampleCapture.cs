using System.IO.Compression;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>Small captures as bytes, to be damaged.</summary>
internal static class SampleCapture
{
    private static readonly int[] s_lengths = [60, 0, 61, 14, 1514];

    public static int FrameCount => s_lengths.Length;

    /// <summary>The bytes of a capture named after its kind, and the places where a record ends.</summary>
    public static byte[] Make(string name, out List<int> boundaries)
    {
        using var folder = new TemporaryFolder();
        string path = folder[name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name];
        var options = new PcapWriterOptions { BigEndian = name.StartsWith("big", StringComparison.Ordinal) };
        bool ng = name.Contains("pcapng", StringComparison.Ordinal);
        using CaptureWriter writer = ng ? new PcapngWriter(path, options.BigEndian) : new PcapWriter(path, options);
        boundaries = [Length(writer, path)];
        if (writer is PcapngWriter taps)
        {
            taps.AddInterface("eth0");
            boundaries.Add(Length(writer, path));
        }

        for (int i = 0; i < s_lengths.Length; i++)
        {
            var data = new byte[s_lengths[i]];
            data.AsSpan().Fill((byte)(i + 1));
            writer.Write(1_700_000_000_000_000_000 + i, data, data.Length + (i % 2));
            boundaries.Add(Length(writer, path));
        }

        writer.Complete();
        byte[] bytes = File.ReadAllBytes(path);
        return path == folder[name] ? bytes : Pack(bytes);
    }

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static int Length(CaptureWriter writer, string path)
    {
        writer.Flush();
        return (int)new FileInfo(path + StagedFile.PartialSuffix).Length;
    }
}
