using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>More than the bus can carry: what is lost is lost at a ring and counted, the rest is in order.</summary>
[TestClass]
public sealed class DropsWhenTheRingsAreFull
{
    [TestMethod]
    public void The_shortest_frames_at_line_rate_arrive_as_a_subsequence_and_every_missing_one_is_counted()
    {
        const int Count = 1800;
        using FirmwareBench bench = new(2);
        for (int i = 0; i < Count; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(i % 2), TestFrame.Stranger, i));
        }

        Assert.IsTrue(bench.Run());
        long lost = bench.Drops(DropReason.RingFull);
        Assert.IsGreaterThan(0, lost);
        Assert.AreEqual(Count, lost + bench.Received[0].Count + bench.Received[1].Count);
        Assert.AreEqual(
            lost,
            bench.GlobalCounter("CNT_CLASSIFY_FULL")
                + bench.Counter(0, "CNT_RING_FULL")
                + bench.Counter(1, "CNT_RING_FULL"));
        foreach (List<byte[]> received in bench.Received)
        {
            int last = -1;
            foreach (byte[] frame in received)
            {
                int number = (frame[14] << 8) | frame[15];
                Assert.IsGreaterThan(last, number);
                last = number;
            }
        }

        bench.AssertSound();
    }
}
