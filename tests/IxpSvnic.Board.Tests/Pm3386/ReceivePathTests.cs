using CsCheck;
using IxpSvnic.Board.Pm3386;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Queues;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Board.Tests.Pm3386;

[TestClass]
public sealed class ReceivePathTests
{
    [TestMethod]
    public void A_64_byte_frame_gives_its_status_at_the_tick_of_the_formula()
    {
        PortBench bench = new();
        bench.BringUp();
        bench.AddThreads(1);
        byte[] frame = TestFrames.Good(64);
        bench.Players[0].Play(new ListSource((0, frame)));
        bench.Events.RunTo(100_000);

        // Last bit (8 + 64) * 24 = 1728; SPI-3 edges of 375/13 ticks: starts at edge 60, 1 select and 16 data clocks, edge 77 =
        // 2221; the status 60 cycles of 5 ticks after the next chassis edge.
        Assert.AreEqual((0L, 1728L), (bench.In[0].All[0].FirstBit, bench.In[0].All[0].LastBit));
        Assert.AreEqual(2530, bench.Inbox.All.Single().Delivery.Time);
        Assert.AreEqual(0x0040_c000u, bench.Inbox.All[0].Data[0]);
        CollectionAssert.AreEqual(frame, ReadRbuf(bench, 0, 64));
    }

    [TestMethod]
    public void A_1514_byte_frame_gives_24_statuses_at_the_ticks_of_the_formula()
    {
        PortBench bench = new();
        bench.BringUp();
        bench.AddThreads(24);
        byte[] frame = TestFrames.Good(1518);
        bench.Players[2].Play(new ListSource((0, frame)));
        bench.Events.RunTo(100_000);

        Assert.AreEqual(36_624, bench.In[2].All[0].LastBit);
        Assert.HasCount(24, bench.Inbox.All);
        for (int i = 0; i < 24; i++)
        {
            // The first burst starts at edge 1270; 17 clocks each, the last 1 + 12 for 46 bytes.
            long edge = 1270 + (17 * i) + (i == 23 ? 13 : 17);
            long end = edge * 375 / 13;
            Assert.AreEqual(((end + 9) / 10 * 10) + 300, bench.Inbox.All[i].Delivery.Time);
        }

        Assert.AreEqual(37_430, bench.Inbox.All[0].Delivery.Time);
        Assert.AreEqual(48_590, bench.Inbox.All[23].Delivery.Time);
        CollectionAssert.AreEqual(frame, ReadRbuf(bench, 0, 1518));
    }

    [TestMethod]
    [DataRow(64, 0, 128)]
    [DataRow(64, 1, 64)]
    [DataRow(65, 0, 128)]
    [DataRow(333, 0, 40)]
    [DataRow(1518, 0, 128)]
    [DataRow(1518, 2, 32)]
    [DataRow(64, 0, 0)]
    public void Without_a_receiver_loss_starts_at_the_frame_of_the_formula(int length, int sizeCode, int elements)
    {
        PortBench bench = new();
        bench.BringUp(sizeCode, elements);
        int size = 64 << sizeCode;
        int perFrame = (length + size - 1) / size;

        // Elements hold whole frames and the beginning of one more; the FIFO the rest.
        long inRbuf = ((elements / perFrame) * (long)length) + ((elements % perFrame) * (long)size);
        int kept = (int)((16_384 + inRbuf) / length);
        byte[] frame = TestFrames.Good(length);
        int sent = kept + 20;
        bench.Players[1].Play(new ListSource([.. Enumerable.Repeat((0L, frame), sent)]));
        DropObserver observer = new();
        bench.Ledger.Observer = observer;
        bench.Events.RunTo(1_000_000_000);

        Assert.AreEqual(sent, bench.Ledger.WireIn);
        CollectionAssert.AreEqual(
            Enumerable.Range(kept, 20).Select(i => (long)i).ToList(),
            observer.Drops.Select(d => d.InputIndex).ToList());
        Assert.IsTrue(observer.Drops.TrueForAll(d => d.Reason == DropReason.MacFifoFull));
        Assert.AreEqual(20, bench.Port(1).ReceiveCounters.FifoDropsOrAborts);
        Assert.AreEqual(kept, bench.Ledger.Outstanding);
    }

    [TestMethod]
    public void Frames_that_the_MAC_refuses_die_with_their_reason_and_count_in_its_statistics()
    {
        PortBench bench = new();
        bench.BringUp();
        byte[][] frames =
        [
            TestFrames.Good(63), TestFrames.Bad(40), TestFrames.Good(4), TestFrames.Good(1523), TestFrames.Bad(1600),
            TestFrames.Bad(64), TestFrames.Bad(1522), TestFrames.Good(64), TestFrames.Good(1522),
        ];
        bench.Players[0].Play(new ListSource([.. frames.Select(f => (0L, f))]));
        bench.Events.RunTo(10_000_000);
        Assert.AreEqual(3, bench.Ledger.Drops[(int)DropReason.Runt]);
        Assert.AreEqual(2, bench.Ledger.Drops[(int)DropReason.Oversize]);
        Assert.AreEqual(2, bench.Ledger.Drops[(int)DropReason.BadFcs]);
        Assert.AreEqual(2, bench.Ledger.Outstanding);
        MacCounters counters = bench.Port(0).ReceiveCounters;
        Assert.AreEqual((3L, 2L, 2L), (counters.Undersize, counters.Oversize, counters.FcsErrors));
        Assert.AreEqual((2L, 64L + 1522), (counters.Frames, counters.Octets));
        Assert.AreEqual((1L, 1L), (counters.Size64, counters.SizeAbove1518));
    }

    [TestMethod]
    public void The_largest_frame_is_a_parameter()
    {
        PortBench bench = new(c => c.MaxFrame = 9018);
        bench.BringUp();
        bench.Players[0].Play(new ListSource((0, TestFrames.Good(9018)), (0, TestFrames.Good(9019))));
        bench.Events.RunTo(10_000_000);
        Assert.AreEqual(1, bench.Ledger.Drops[(int)DropReason.Oversize]);
        Assert.AreEqual(1, bench.Ledger.Outstanding);
    }

    [TestMethod]
    public void Broadcast_and_multicast_frames_are_told_apart()
    {
        PortBench bench = new();
        bench.BringUp();
        byte[] broadcast = TestFrames.Good(64);
        broadcast.AsSpan(0, 6).Fill(0xff);
        TestFrames.Seal(broadcast);
        byte[] multicast = TestFrames.Good(64);
        multicast[0] = 0x01;
        TestFrames.Seal(multicast);
        bench.Players[0].Play(new ListSource((0, broadcast), (0, multicast), (0, TestFrames.Good(64))));
        bench.Events.RunTo(10_000_000);
        MacCounters counters = bench.Port(0).ReceiveCounters;
        Assert.AreEqual((3L, 1L, 1L), (counters.Frames, counters.Broadcasts, counters.Multicasts));
    }

    // N122, N123
    [TestMethod]
    public void Any_frames_on_any_ports_arrive_whole_and_in_order_per_port() =>
        Gen.Select(Gen.Int[64, 1522], Gen.Int[0, 2]).Array[1, 12].Sample(frames =>
        {
            PortBench bench = new();
            bench.BringUp();
            bench.AddThreads(64);
            List<byte[]>[] expected = [[], [], []];
            int seed = 0;
            foreach ((int length, int port) in frames)
            {
                expected[port].Add(TestFrames.Good(length, seed++));
            }

            for (int port = 0; port < 3; port++)
            {
                bench.Players[port].Play(new ListSource([.. expected[port].Select(f => (0L, f))]));
            }

            List<byte>[] open = [[], [], []];
            List<byte[]>[] found = [[], [], []];
            int read = 0;
            while (bench.Events.RunOne(100_000_000))
            {
                for (; read < bench.Inbox.All.Count; read++)
                {
                    uint word = bench.Inbox.All[read].Data[0];
                    int port = (int)word & 0x1f;
                    int offset = (int)(word >> 24) << 6;
                    open[port].AddRange(ReadRbuf(bench, offset, (int)(word >> 16) & 0xff));
                    if ((word & (1 << 14)) != 0)
                    {
                        found[port].Add([.. open[port]]);
                        open[port].Clear();
                    }

                    bench.Msf.WriteWord(0x44, (uint)offset >> 6);
                    bench.AddThreads(1);
                }
            }

            for (int port = 0; port < 3; port++)
            {
                Assert.HasCount(expected[port].Count, found[port]);
                for (int i = 0; i < found[port].Count; i++)
                {
                    CollectionAssert.AreEqual(expected[port][i], found[port][i]);
                }
            }

            foreach (IQueueProbe queue in bench.Sheet().Queues)
            {
                QueueStatistics statistics = queue.Statistics;
                double mean = statistics.MeanLength(bench.Events.Now);
                Assert.AreEqual(mean, statistics.LittleLength(bench.Events.Now), 1e-9 + (mean * 1e-9), queue.Name);
            }

            Assert.AreEqual(0, bench.Ledger.Outstanding - (bench.Ledger.WireIn - bench.Ledger.TotalDrops));
        }, iter: 60);

    [TestMethod]
    public void A_truncated_frame_is_never_sent_and_takes_no_wire_time()
    {
        PortBench bench = new();
        bench.BringUp();
        bench.Players[0].Play(new ListSource((50, TestFrames.Good(64))) { Fate = FrameFate.Truncated });
        bench.Events.RunTo(1_000_000);
        Assert.IsEmpty(bench.In[0].All);
        Assert.AreEqual(1, bench.Ledger.Drops[(int)DropReason.Truncated]);
        Assert.AreEqual(0, bench.Ledger.Outstanding);
        Assert.IsTrue(bench.Players[0].HasFinished);
    }

    private static byte[] ReadRbuf(PortBench bench, int offset, int bytes)
    {
        uint[] words = new uint[(bytes + 3) / 4];
        bench.Msf.ReadRbuf(offset, words, out _);
        return [.. words.SelectMany(w => (byte[])[(byte)(w >> 24), (byte)(w >> 16), (byte)(w >> 8), (byte)w]).Take(bytes)];
    }
}
