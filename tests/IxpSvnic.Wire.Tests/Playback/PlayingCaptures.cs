using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Playback;

/// <summary>A capture on its way to a wire.</summary>
[TestClass]
public sealed class PlayingCaptures
{
    private const long Epoch = 1_700_000_000_123_456_789;

    [TestMethod]
    public void Frames_come_in_file_order_with_their_places_passes_and_times()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, (0, 60), (10_000, 13), (5_000, 1600), (20_000, 60));
        using var player = new CapturePlayer(path, new CapturePlayerOptions { Port = 2, Passes = 2 });
        Assert.AreEqual(Epoch, player.EpochNanoseconds);
        var seen = new List<(long Start, long Index, int Pass, FrameFate Fate)>();
        while (player.TryNext(out SourceFrame frame))
        {
            Assert.AreEqual(2, frame.Port);
            Assert.AreEqual((byte)frame.Index, frame.Bytes[0], "the bytes are the frame's own");
            seen.Add((frame.StartTick, frame.Index, frame.Pass, frame.Fate));
        }

        long afterRunt = 30_000 + ((13 + 4 + 20) * 24);
        CollectionAssert.AreEqual(
            new (long, long, int, FrameFate)[]
            {
                (0, 0, 0, FrameFate.Good),
                (30_000, 1, 0, FrameFate.Runt),
                (afterRunt, 2, 0, FrameFate.Oversize),
                (afterRunt + (1624 * 24), 3, 0, FrameFate.Good),
            },
            seen.Take(4).ToArray());
        Assert.AreEqual(afterRunt + (1624 * 24) + 2_016, seen[4].Start, "the second pass starts when the wire is free");
        Assert.AreEqual(8, seen.Count);
        Assert.IsTrue(player.HasEnded);
        Assert.AreEqual(8, player.Statistics.Frames);
        Assert.AreEqual(4, player.Statistics.DelayedFrames);
    }

    [TestMethod]
    public void A_frame_left_out_takes_no_wire_time_but_keeps_its_place()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapWriter(folder["a.pcap"]))
        {
            writer.Write(Epoch, new byte[60], 1000);
            writer.Write(Epoch, new byte[60]);
            writer.Complete();
        }

        var rules = new FrameRules { Truncated = TruncatedFrames.Drop };
        using var player = new CapturePlayer(folder["a.pcap"], new CapturePlayerOptions { Rules = rules });
        Assert.IsTrue(player.TryNext(out SourceFrame cut));
        Assert.AreEqual(FrameFate.Truncated, cut.Fate);
        Assert.IsTrue(player.TryNext(out SourceFrame whole));
        Assert.AreEqual(0, whole.StartTick);
        Assert.AreEqual(1, whole.Index);
        Assert.AreEqual(1, player.Statistics.CutFrames);
    }

    [TestMethod]
    public void A_capture_without_frames_plays_nothing_however_often()
    {
        using var folder = new TemporaryFolder();
        using var player = new CapturePlayer(Write(folder), new CapturePlayerOptions { Passes = 1000 });
        Assert.IsFalse(player.TryNext(out _));
        Assert.IsTrue(player.HasEnded);
    }

    [TestMethod]
    public void Skipping_frames_restores_a_position_and_its_times()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, (0, 60), (100, 900), (100, 60), (50_000, 60), (50_001, 60));
        for (int count = 0; count <= 11; count++)
        {
            using var played = new CapturePlayer(path, new CapturePlayerOptions { Passes = 2 });
            using var skipped = new CapturePlayer(path, new CapturePlayerOptions { Passes = 2 });
            for (int i = 0; i < count; i++)
            {
                played.TryNext(out _);
            }

            skipped.Skip(count);
            Assert.AreEqual(played.TryNext(out SourceFrame expected), skipped.TryNext(out SourceFrame actual));
            Assert.AreEqual(expected.StartTick, actual.StartTick);
            Assert.AreEqual(expected.Index, actual.Index);
            Assert.AreEqual(played.Statistics, skipped.Statistics);
        }
    }

    [TestMethod]
    public void A_time_beyond_reach_is_an_error_that_names_file_and_frame()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapngWriter(folder["a.pcapng"]))
        {
            writer.AddInterface("a");
            writer.Write(0, new byte[60], 0);
            writer.Write(long.MaxValue, new byte[60], 0);
            writer.Complete();
        }

        using var player = new CapturePlayer(folder["a.pcapng"]);
        player.Skip(1);
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(() => player.TryNext(out _));
        StringAssert.Contains(error.Message, "a.pcapng: frame 1: time 9223372036854775807");
    }

    [TestMethod]
    public void Playing_allocates_nothing_per_frame()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, [.. Enumerable.Range(0, 20_000).Select(i => ((long)i * 1000, 14 + (i % 1500)))]);
        using var player = new CapturePlayer(path, new CapturePlayerOptions { Pace = Pace.Parse("900Mbps") });
        player.Skip(2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        player.Skip(17_000);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(19_000, player.FramesPlayed);
    }

    private static string Write(TemporaryFolder folder, params (long Nanoseconds, int Length)[] frames)
    {
        using var writer = new PcapWriter(folder["a.pcap"]);
        for (int i = 0; i < frames.Length; i++)
        {
            var data = new byte[frames[i].Length];
            data[0] = (byte)i;
            writer.Write(Epoch + frames[i].Nanoseconds, data);
        }

        writer.Complete();
        return folder["a.pcap"];
    }
}
