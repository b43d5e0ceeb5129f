using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>The counters that the control plane reads.</summary>
[TestClass]
public sealed class CountsInSram
{
    [TestMethod]
    public void Packets_and_bytes_of_each_vif_and_direction_are_counted()
    {
        using FirmwareBench bench = new(3);
        for (int i = 0; i < 7; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(2), TestFrame.Stranger, i, 100 + i));
            bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i, 200 + i));
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(7u, bench.Counter(2, "CNT_RX_PACKETS"));
        Assert.AreEqual(721u, bench.Counter(2, "CNT_RX_BYTES"));
        Assert.AreEqual(7u, bench.Counter(1, "CNT_TX_PACKETS"));
        Assert.AreEqual(1421u, bench.Counter(1, "CNT_TX_BYTES"));
        Assert.AreEqual(0u, bench.Counter(1, "CNT_RX_PACKETS"));
        Assert.AreEqual(0u, bench.Counter(2, "CNT_TX_PACKETS"));
    }

    [TestMethod]
    public void Every_copy_of_a_group_frame_is_counted_where_it_arrives()
    {
        using FirmwareBench bench = new(3);
        for (int i = 0; i < 4; i++)
        {
            bench.Wire(TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, i));
        }

        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 9));

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(4u, bench.Counter(0, "CNT_COPIES"));
        Assert.AreEqual(4u, bench.Counter(1, "CNT_COPIES"));
        Assert.AreEqual(5u, bench.Counter(1, "CNT_RX_PACKETS"));
    }

    [TestMethod]
    public void The_depth_of_a_receive_queue_and_the_deepest_it_was()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"] });
        for (int i = 0; i < 20; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i), atNanoseconds: 5000 * i);
        }

        // After the guest has looked.
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 20), atNanoseconds: 1_500_000);

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(20u, bench.Counter(1, "CNT_RECV_DEPTH_MAX"));
        Assert.AreEqual(1u, bench.Counter(1, "CNT_RECV_DEPTH"));
        Assert.AreEqual(0u, bench.Counter(0, "CNT_RECV_DEPTH_MAX"));
    }

    [TestMethod]
    public void The_depth_of_a_send_queue_and_the_deepest_it_was()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Set = ["firmware.pollPeriodNs=1000000"] });
        bench.RunFor(20_000);
        for (int i = 0; i < 30; i++)
        {
            bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i));
        }

        uint left = 0;
        while (!bench.IsDone)
        {
            bench.RunFor(500);
            left = Math.Max(left, bench.Counter(1, "CNT_SEND_DEPTH"));
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(30u - 8, left, "after the first batch");
        Assert.AreEqual(30u, bench.Counter(1, "CNT_SEND_DEPTH_MAX"));
        Assert.AreEqual(0u, bench.Counter(1, "CNT_SEND_DEPTH"));
        Assert.AreEqual(0u, bench.Counter(0, "CNT_SEND_DEPTH_MAX"));
    }

    [TestMethod]
    public void What_a_turn_of_the_scheduler_would_have_allowed_beyond()
    {
        using FirmwareBench bench = new(2);
        bench.WriteSram(bench.ControlBlock(1) + bench.Constant("VCB_WEIGHT"), 5 << 16);
        bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 1));
        bench.Guest(0, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), 2));

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(4u, bench.Counter(1, "CNT_UNSPENT"));
        Assert.AreEqual(0u, bench.Counter(0, "CNT_UNSPENT"));
    }

    // Each step of a frame that nobody else meets takes between a tenth of a microsecond and twenty: 4 to 750 timestamp ticks.
    [TestMethod]
    public void The_time_that_each_step_takes()
    {
        const uint Frames = 10;
        using FirmwareBench bench = new(2);
        for (int i = 0; i < Frames; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i, 300), atNanoseconds: 50_000 * i);
            bench.Guest(0, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), i, 300), atNanoseconds: 50_000 * i);
        }

        Assert.IsTrue(bench.Run());
        foreach (uint ticks in (uint[])
            [bench.Counter(1, "CNT_DELIVER_TIME"), bench.Counter(1, "CNT_HANDLER_TIME"), bench.Counter(0, "CNT_FETCH_TIME"),
            bench.GlobalCounter("CNT_DEMUX_TIME"), bench.GlobalCounter("CNT_TX_TIME")])
        {
            Assert.IsInRange(4 * Frames, 750 * Frames, ticks);
        }

        Assert.AreEqual(0u, bench.Counter(0, "CNT_DELIVER_TIME"));
        Assert.AreEqual(0u, bench.Counter(1, "CNT_FETCH_TIME"));
    }
}
