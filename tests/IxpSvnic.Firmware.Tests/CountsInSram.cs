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
}
