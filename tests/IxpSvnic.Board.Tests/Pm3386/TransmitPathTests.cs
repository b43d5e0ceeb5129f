using CsCheck;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Pm3386;

[TestClass]
public sealed class TransmitPathTests
{
    private readonly PortBench _bench = new();

    public TransmitPathTests() => _bench.BringUp();

    // N122
    [TestMethod]
    public void A_60_byte_frame_departs_at_the_tick_of_the_formula_with_the_FCS_appended()
    {
        byte[] whole = TestFrames.Good(64);
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 60, 0, -1);
        _bench.Transmit(0, whole.AsSpan(0, 60), port: 2, tag);
        _bench.Ledger.Release(tag, 0);
        _bench.Events.RunTo(2188);
        Assert.AreEqual(0, _bench.Ledger.WireOut);

        // 1 select and 15 data clocks end at tick 461; preamble, frame and FCS take 72 bytes of 24 ticks.
        _bench.Events.RunTo(461 + (72 * 24));
        (byte[] frame, int _, long first, long last) = _bench.Out[2].All.Single();
        Assert.AreEqual((461L, 2189L), (first, last));
        CollectionAssert.AreEqual(whole, frame);
        Assert.AreEqual(1, _bench.Ledger.WireOut);
        Assert.AreEqual(0, _bench.Ledger.Outstanding);
        Assert.IsFalse(_bench.Ledger.IsInUse(tag));
        Assert.AreEqual(1, _bench.Port(2).TransmitCounters.Size64);
    }

    [TestMethod]
    public void A_1514_byte_frame_starts_when_its_last_byte_has_crossed_SPI_3()
    {
        byte[] whole = TestFrames.Good(1518);
        _bench.Transmit(0, whole.AsSpan(0, 1514), port: 0);
        _bench.Events.RunTo(1_000_000);

        // 23 bursts of 17 clocks and one of 1 + 11 for the last 42 bytes: edge 403.
        (byte[] frame, int _, long first, long last) = _bench.Out[0].All.Single();
        Assert.AreEqual(403 * 375 / 13, first);
        Assert.AreEqual(first + ((8 + 1518) * 24), last);
        CollectionAssert.AreEqual(whole, frame);
    }

    [TestMethod]
    public void Frames_follow_each_other_at_the_inter_frame_gap()
    {
        for (int i = 0; i < 10; i++)
        {
            _bench.Transmit(i, TestFrames.Good(64, i).AsSpan(0, 60), port: 1);
        }

        _bench.Events.RunTo(1_000_000);
        Assert.HasCount(10, _bench.Out[1].All);
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(461 + (i * (8 + 64 + 12) * 24), _bench.Out[1].All[i].FirstBit);
            CollectionAssert.AreEqual(TestFrames.Good(64, i), _bench.Out[1].All[i].Frame);
        }
    }

    [TestMethod]
    public void Any_frame_is_padded_to_64_bytes_and_sealed() =>
        Gen.Int[1, 1600].Sample(length =>
        {
            PortBench bench = new();
            bench.BringUp();
            byte[] data = TestFrames.Good(1604, length)[..length];
            bench.Transmit(0, data, port: 0);
            bench.Events.RunTo(1_000_000);
            byte[] frame = bench.Out[0].All.Single().Frame;
            Assert.HasCount(Math.Max(64, length + 4), frame);
            CollectionAssert.AreEqual(data, frame[..length]);
            Assert.IsLessThan(0, frame.AsSpan(length, frame.Length - 4 - length).IndexOfAnyExcept((byte)0));
            Assert.IsTrue(TestFrames.HasGoodFcs(frame));
        }, iter: 200);

    [TestMethod]
    public void Padding_shows_nothing_of_the_frame_before()
    {
        int next = _bench.Transmit(0, TestFrames.Good(204).AsSpan(0, 200), port: 0);
        _bench.Transmit(next, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], port: 0);
        _bench.Events.RunTo(1_000_000);
        byte[] frame = _bench.Out[0].All[1].Frame;
        Assert.HasCount(64, frame);
        Assert.IsTrue(frame[14..60].All(b => b == 0));
        Assert.IsTrue(TestFrames.HasGoodFcs(frame));
    }

    [TestMethod]
    public void An_aborted_frame_leaves_with_a_wrong_FCS_and_does_not_count_as_sent()
    {
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 200, 0, -1);
        _bench.Transmit(0, TestFrames.Good(204).AsSpan(0, 200), port: 0, tag, abort: true);
        _bench.Ledger.Release(tag, 0);
        _bench.Transmit(4, TestFrames.Good(64).AsSpan(0, 60), port: 0);
        _bench.Events.RunTo(1_000_000);
        Assert.HasCount(2, _bench.Out[0].All);
        Assert.IsFalse(TestFrames.HasGoodFcs(_bench.Out[0].All[0].Frame));
        Assert.IsTrue(TestFrames.HasGoodFcs(_bench.Out[0].All[1].Frame));
        Assert.AreEqual(0, _bench.Ledger.WireOut);
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.TransmitAbort]);
        Assert.AreEqual(0, _bench.Ledger.Outstanding);
        Assert.IsFalse(_bench.Ledger.IsInUse(tag));
    }

    [TestMethod]
    public void A_frame_that_begins_inside_another_ends_that_one_badly()
    {
        _bench.Msf.WriteWord(0x1800, (60u << 24) | (1u << 9));
        _bench.Msf.WriteWord(0x1804, 0);
        _bench.Transmit(1, TestFrames.Good(64).AsSpan(0, 60), port: 0);
        _bench.Events.RunTo(1_000_000);
        Assert.HasCount(2, _bench.Out[0].All);
        Assert.IsFalse(TestFrames.HasGoodFcs(_bench.Out[0].All[0].Frame));
        Assert.IsTrue(TestFrames.HasGoodFcs(_bench.Out[0].All[1].Frame));
    }

    [TestMethod]
    public void Elements_without_a_beginning_are_one_lost_frame()
    {
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 180, 0, -1);
        for (int e = 0; e < 3; e++)
        {
            _bench.Msf.WriteTbuf(e * 64, new uint[16], tag);
            _bench.Msf.WriteWord(0x1800 + (8 * e), (60u << 24) | (e == 2 ? 1u << 8 : 0));
            _bench.Msf.WriteWord(0x1804 + (8 * e), 0);
        }

        _bench.Ledger.Release(tag, 0);
        _bench.Events.RunTo(1_000_000);
        Assert.IsEmpty(_bench.Out[0].All);
        Assert.AreEqual(1, _bench.Ledger.TotalDrops);
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.TransmitAbort]);
        Assert.AreEqual(0, _bench.Ledger.Outstanding);
        Assert.AreEqual(0, _bench.Ledger.Copies);
    }

    [TestMethod]
    public void A_full_FIFO_holds_the_elements_back_without_loss()
    {
        // 100 frames of 1280 bytes offered at once, 16 KB of FIFO: elements wait, nothing is lost.
        int element = 0;
        int offered = 0;
        int frames = 100;
        while (_bench.Out[0].All.Count < frames)
        {
            // 20 elements a frame; up to 6 frames fit into TBUF.
            while (offered < frames && offered * 20 - Sent() < 100)
            {
                element = _bench.Transmit(element, TestFrames.Good(1284, offered).AsSpan(0, 1280), port: 0);
                offered++;
            }

            Assert.IsTrue(_bench.Events.RunOne(long.MaxValue - 1));
        }

        for (int i = 0; i < frames; i++)
        {
            CollectionAssert.AreEqual(TestFrames.Good(1284, i), _bench.Out[0].All[i].Frame);
        }

        // Once running, the wire never idles between frames.
        Assert.AreEqual(
            _bench.Out[0].All[0].FirstBit + ((frames - 1) * (1284 + 20) * 24L), _bench.Out[0].All[^1].FirstBit);

        int Sent() => (int)_bench.Sheet().Counters["msf.tx.elements"];
    }

    [TestMethod]
    public void A_frame_longer_than_the_FIFO_is_discarded_and_blocks_nothing()
    {
        PortBench bench = new(c => c.TxFifoBytes = 2048);
        bench.BringUp();
        int tag = bench.Ledger.Create(FrameOrigin.Guest, 0, 3000, 0, -1);
        int next = bench.Transmit(0, new byte[3000], port: 0, tag);
        bench.Ledger.Release(tag, 0);
        bench.Transmit(next, TestFrames.Good(64).AsSpan(0, 60), port: 0);
        bench.Events.RunTo(10_000_000);
        Assert.HasCount(1, bench.Out[0].All);
        Assert.AreEqual(1, bench.Ledger.Drops[(int)DropReason.TransmitAbort]);
        Assert.AreEqual(0, bench.Ledger.Outstanding);
    }

    [TestMethod]
    public void The_player_takes_in_what_leaves()
    {
        _bench.Transmit(0, TestFrames.Good(64).AsSpan(0, 60), port: 0);
        _bench.Events.RunTo(1_000_000);
        Assert.AreEqual(1, _bench.Players[0].FramesReceived);
    }
}
