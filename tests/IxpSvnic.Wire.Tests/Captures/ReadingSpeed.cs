using System.Diagnostics;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>
/// Readers keep up with ten million frames a second out of the page cache and allocate nothing for a frame.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class ReadingSpeed
{
    private const int Frames = 4_000_000;
    private const double RequiredFramesPerSecond = 10e6;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [TestCategory("Slow")]
    [DataRow("a.pcap", 60)]
    [DataRow("a.pcapng", 60)]
    [DataRow("a.pcap", 200)]
    public void Ten_million_frames_a_second(string name, int length)
    {
        using var folder = new TemporaryFolder();
        Write(folder[name], Frames, length);
        double best = 0;
        for (int attempt = 0; attempt < 7; attempt++)
        {
            long started = Stopwatch.GetTimestamp();
            Assert.AreEqual((long)Frames * length, CountBytes(folder[name]));
            best = Math.Max(best, Frames / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        TestContext.WriteLine($"{name}, {length}-byte frames: {best / 1e6:F1} million frames/s");
        Assert.IsGreaterThanOrEqualTo(RequiredFramesPerSecond, best);
    }

    [TestMethod]
    [DataRow("a.pcap")]
    [DataRow("a.pcapng")]
    public void Reading_allocates_nothing_per_frame(string name)
    {
        using var folder = new TemporaryFolder();
        Write(folder[name], 50_000, 300);
        using CaptureReader reader = CaptureReader.Open(folder[name]);
        for (int i = 0; i < 5_000; i++)
        {
            Assert.IsTrue(reader.TryRead(out _));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        while (count < 44_000 && reader.TryRead(out _))
        {
            count++;
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(44_000, count);
    }

    private static long CountBytes(string path)
    {
        using CaptureReader reader = CaptureReader.Open(path);
        long bytes = 0;
        while (reader.TryRead(out CapturedFrame frame))
        {
            bytes += frame.Data.Length;
        }

        return bytes;
    }

    private static void Write(string path, int frames, int length)
    {
        CaptureWriter writer;
        if (path.EndsWith("ng", StringComparison.Ordinal))
        {
            var ng = new PcapngWriter(path);
            ng.AddInterface("a");
            writer = ng;
        }
        else
        {
            writer = new PcapWriter(path);
        }

        using (writer)
        {
            var frame = new byte[length];
            for (int i = 0; i < frames; i++)
            {
                writer.Write(i * 672L, frame);
            }

            writer.Complete();
        }
    }
}
