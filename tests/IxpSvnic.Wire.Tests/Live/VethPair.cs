using System.Diagnostics;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Journal;
using IxpSvnic.Wire.Live.Interfaces;
using IxpSvnic.Wire.Playback;
using IxpSvnic.Wire.Tests.Captures;
using IxpSvnic.Wire.Tests.Foreign;

namespace IxpSvnic.Wire.Tests.Live;

/// <summary>Real frames over a veth pair in a network namespace.</summary>
[TestClass]
[TestCategory("External")]
[DoNotParallelize]
public sealed class VethPair
{
    private const int FrameCount = 300;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    [TestMethod]
    public void Both_ends_are_listed_with_their_addresses()
    {
        if (OwnNetwork.EnterWithVeth(nameof(Both_ends_are_listed_with_their_addresses)))
        {
            IReadOnlyList<LiveInterface> interfaces = LiveInterface.List();
            LiveInterface near = interfaces.Single(i => i.Name == OwnNetwork.Near);
            string link = ForeignTool.Run("ip", "iproute2", "-br", "link", "show", OwnNetwork.Near);
            Assert.IsNotNull(near.Mac);
            StringAssert.Contains(link, near.Mac.Value.ToString());
            Assert.IsTrue(near.IsUp);
            Assert.IsFalse(near.IsLoopback);
            Assert.IsTrue(interfaces.Single(i => i.Name == "lo").IsLoopback);
        }
    }

    [TestMethod]
    [DataRow("a.pcap", null, FrameCount)]
    [DataRow("a.pcapng.gz", "ether dst 02:00:00:00:00:01", FrameCount / 3)]
    public void A_capture_holds_every_frame_sent_that_passes_the_filter(string name, string? filter, int expected)
    {
        if (!OwnNetwork.EnterWithVeth(nameof(A_capture_holds_every_frame_sent_that_passes_the_filter)))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        using var started = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource(s_patience);
        Task<LiveCaptureResult> capture = Task.Run(() =>
            LiveCapture.Record(OwnNetwork.Far, filter, expected, folder[name], patience.Token, started.Set));
        Assert.IsTrue(started.Wait(s_patience));
        Thread.Sleep(300);
        SendAll(OwnNetwork.Near);
        Assert.AreEqual(new LiveCaptureResult(expected, 0), capture.Result);

        int step = FrameCount / expected;
        string[] sent = [.. Enumerable.Range(0, FrameCount)
            .Where(i => i % step == step - 1 || step == 1)
            .Select(i => Convert.ToHexString(Frame(i)))];
        List<FrameRecord> frames = FrameRecord.ReadAll(folder[name]);
        CollectionAssert.AreEqual(sent, frames.Select(f => f.Data).ToArray());
        Assert.IsTrue(frames.Zip(frames.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp));
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        Assert.IsLessThan(60_000_000_000, Math.Abs(now - frames[0].Timestamp));
        Assert.IsTrue(frames.Any(f => f.Timestamp % 1000 != 0), "nanoseconds");
        ForeignTool.Run("capinfos", "tshark", folder[name]);
    }

    [TestMethod]
    public void A_capture_that_is_stopped_keeps_what_came_before()
    {
        if (!OwnNetwork.EnterWithVeth(nameof(A_capture_that_is_stopped_keeps_what_came_before)))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        using var started = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        Task<LiveCaptureResult> capture = Task.Run(() =>
            LiveCapture.Record(OwnNetwork.Far, null, null, folder["a.pcap"], stop.Token, started.Set));
        Assert.IsTrue(started.Wait(s_patience));
        Thread.Sleep(300);
        SendAll(OwnNetwork.Near);
        stop.Cancel();
        Assert.AreEqual(FrameCount, capture.Result.Frames);
        Assert.HasCount(FrameCount, FrameRecord.ReadAll(folder["a.pcap"]));
    }

    [TestMethod]
    public void A_live_source_is_repeated_exactly_from_its_journal()
    {
        if (!OwnNetwork.EnterWithVeth(nameof(A_live_source_is_repeated_exactly_from_its_journal)))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var live = new List<(long Tick, long Index, FrameFate Fate, string Bytes)>();
        long epoch;
        using (var journal = new JournalWriter(folder["j"], 0, new JournalPort(1, OwnNetwork.Far)))
        using (var source = new LiveSource(OwnNetwork.Far, new LiveSourceOptions { Port = 1, Journal = journal }))
        {
            epoch = source.EpochNanoseconds;
            Thread.Sleep(300);
            using (var own = new LiveSink(OwnNetwork.Far))
            {
                own.Send(Frame(0));
            }

            SendAll(OwnNetwork.Near);
            var patience = Stopwatch.StartNew();
            for (long now = 0; live.Count < FrameCount && patience.Elapsed < s_patience; now += 1_000_000)
            {
                source.Wait(TimeSpan.FromMilliseconds(100));
                while (source.TryNext(now, out SourceFrame frame))
                {
                    Assert.IsGreaterThanOrEqualTo(now, frame.StartTick);
                    live.Add((frame.StartTick, frame.Index, frame.Fate, Convert.ToHexString(frame.WireBytes)));
                }
            }

            Assert.IsFalse(source.HasEnded);
            source.Stop();
            Assert.IsTrue(source.HasEnded, "what this end itself sent does not come in");
            Assert.AreEqual(FrameCount, source.Statistics.Frames);
            Assert.AreEqual(0, source.Statistics.LostFrames);
            journal.Complete(live[^1].Tick);
        }

        Assert.HasCount(FrameCount, live);
        Assert.IsGreaterThan(0, epoch);
        for (int i = 0; i < FrameCount; i++)
        {
            byte[] wire = Convert.FromHexString(live[i].Bytes);
            Assert.IsTrue(Fcs.IsValid(wire));
            Assert.AreEqual(Convert.ToHexString(Frame(i)), Convert.ToHexString(wire.AsSpan(0, Frame(i).Length)));
            Assert.IsTrue(i == 0 || live[i].Tick >= live[i - 1].Tick + WireTime.OccupancyTicks(64));
        }

        var repeated = new List<(long Tick, long Index, FrameFate Fate, string Bytes)>();
        using var player = new JournalPlayer(folder["j"], 1);
        while (player.TryNext(0, out SourceFrame frame))
        {
            repeated.Add((frame.StartTick, frame.Index, frame.Fate, Convert.ToHexString(frame.WireBytes)));
        }

        CollectionAssert.AreEqual(live, repeated);
    }

    [TestMethod]
    public void Frames_that_find_no_room_or_no_way_out_are_counted()
    {
        if (!OwnNetwork.EnterWithVeth(nameof(Frames_that_find_no_room_or_no_way_out_are_counted)))
        {
            return;
        }

        using var source = new LiveSource(OwnNetwork.Far, new LiveSourceOptions { WaitingFrames = 100 });
        Thread.Sleep(300);
        SendAll(OwnNetwork.Near);
        Thread.Sleep(300);
        source.Stop();
        int taken = 0;
        while (source.TryNext(0, out _))
        {
            taken++;
        }

        Assert.AreEqual(100, taken);
        Assert.AreEqual(FrameCount - 100, source.Statistics.LostFrames);
        using var sink = new LiveSink(OwnNetwork.Near);
        sink.Send(new byte[9015]);
        sink.Send(Frame(0));
        Assert.AreEqual((1L, 1L), (sink.SentFrames, sink.LostFrames));
    }

    [TestMethod]
    public void An_interface_that_goes_away_is_named_after_its_last_frame()
    {
        if (!OwnNetwork.EnterWithVeth(nameof(An_interface_that_goes_away_is_named_after_its_last_frame)))
        {
            return;
        }

        using var source = new LiveSource(OwnNetwork.Far);
        Thread.Sleep(300);
        SendAll(OwnNetwork.Near);
        Thread.Sleep(300);
        ForeignTool.Run("ip", "iproute2", "link", "delete", OwnNetwork.Near);
        var patience = Stopwatch.StartNew();
        int taken = 0;
        LiveWireException error = Assert.ThrowsExactly<LiveWireException>(() =>
        {
            while (patience.Elapsed < s_patience)
            {
                source.Wait(TimeSpan.FromMilliseconds(100));
                taken += source.TryNext(0, out _) ? 1 : 0;
            }
        });
        StringAssert.Contains(error.Message, OwnNetwork.Far);
        Assert.AreEqual(FrameCount, taken);
        Assert.IsTrue(source.HasEnded);
    }

    [TestMethod]
    public void An_unknown_interface_and_a_bad_filter_are_named()
    {
        if (!OwnNetwork.EnterWithVeth(nameof(An_unknown_interface_and_a_bad_filter_are_named)))
        {
            return;
        }

        LiveWireException unknown = Assert.ThrowsExactly<LiveWireException>(() => new LiveSink("eth77"));
        StringAssert.Contains(unknown.Message, "'eth77'");
        StringAssert.Contains(unknown.Message, OwnNetwork.Near);
        LiveWireException filter = Assert.ThrowsExactly<LiveWireException>(
            () => new LiveSource(OwnNetwork.Far, new LiveSourceOptions { Filter = "ether dts 1" }));
        StringAssert.Contains(filter.Message, "'ether dts 1'");
    }

    [TestMethod]
    public void Without_libpcap_the_line_that_installs_it_is_named()
    {
        if (OwnNetwork.EnterWithoutLibPcap(nameof(Without_libpcap_the_line_that_installs_it_is_named)))
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<LiveWireException>(() => LiveInterface.List()).Message,
                "apt-get install -y libpcap0.8");
            StringAssert.Contains(
                Assert.ThrowsExactly<LiveWireException>(() => new LiveSink("eth0")).Message,
                "apt-get install -y libpcap0.8");
        }
    }

    private static void SendAll(string interfaceName)
    {
        using var sink = new LiveSink(interfaceName);
        for (int i = 0; i < FrameCount; i++)
        {
            sink.Send(Frame(i));
        }

        Assert.AreEqual((FrameCount, 0), ((int)sink.SentFrames, (int)sink.LostFrames));
    }

    /// <summary>Every third goes to ...:01; 14 to 1514 bytes.</summary>
    private static byte[] Frame(int number)
    {
        var frame = new byte[60 + (number * 37 % 1455)];
        new MacAddress(0x0200_0000_0001 + (ulong)((2 - (number % 3)) * 16)).WriteTo(frame);
        new MacAddress(0x0200_0000_0099).WriteTo(frame.AsSpan(6));
        frame[12] = 0x88;
        frame[13] = 0xB5;
        for (int i = 14; i < frame.Length; i++)
        {
            frame[i] = (byte)(number + i);
        }

        return frame;
    }
}
