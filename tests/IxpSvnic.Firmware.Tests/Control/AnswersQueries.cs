using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Host.Virtualization.Management;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>The counters of the engines reach the hypervisor.</summary>
[TestClass]
public sealed class AnswersQueries
{
    [TestMethod]
    public void A_vifs_answer_holds_what_it_is_and_what_it_did()
    {
        using FirmwareBench bench = ControlBench.Of(3);
        byte[] frame = TestFrame.Make(FirmwareBench.MacOf(2), TestFrame.Stranger, 1, 300);
        bench.Wire(frame);
        bench.Wire(TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, 2, 100));
        bench.Guest(2, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(2), 3, 200));
        Assert.IsTrue(bench.Run());
        bench.Vifs.Query(2);
        ManagementReply reply = bench.Settle();

        Assert.AreEqual(ManagementStatus.Ok, reply.Status);
        uint[] expected =
        [
            2, 1, bench.Machine.Hypervisor.Guests[2].Layout.Domain, (uint)(FirmwareBench.MacOf(2) >> 16),
            (uint)FirmwareBench.MacOf(2) << 16, 0, 1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 400, 1, 200,
        ];
        CollectionAssert.AreEqual(expected, reply.Answer.Take(expected.Length).ToArray());
        string[] counters =
        [
            "CNT_RX_PACKETS", "CNT_RX_BYTES", "CNT_TX_PACKETS", "CNT_TX_BYTES", "CNT_NO_HOST_SLOT", "CNT_RING_FULL",
            "CNT_SPOOFED", "CNT_BAD_MESSAGE", "CNT_SIGNALS", "CNT_SUPPRESSED", "CNT_COPIES", "CNT_DMA_ERRORS", "CNT_POLICED",
        ];
        CollectionAssert.AreEqual(
            counters.Select(c => bench.Counter(2, c)).ToArray(), reply.Answer.Skip(15).Take(counters.Length).ToArray());
    }

    [TestMethod]
    public void The_devices_answer_names_every_vif_there_is()
    {
        using FirmwareBench bench = ControlBench.Of(4, down: 2);
        bench.Wire(TestFrame.Make(TestFrame.Stranger, TestFrame.Broadcast ^ 1, 1));
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(3), TestFrame.Stranger, 2, 90));
        Assert.IsTrue(bench.Run());
        bench.Vifs.QueryAll();
        ManagementReply reply = bench.Settle();

        Assert.AreEqual(1u, reply.Answer[2], "unknown address");
        Assert.HasCount(6 + (3 * 6), reply.Answer);
        CollectionAssert.AreEqual(new uint[] { 0, 1, 3 }, new[] { reply.Answer[6], reply.Answer[12], reply.Answer[18] });
        CollectionAssert.AreEqual(new uint[] { 3, 1, 1, 90, 0, 0 }, reply.Answer.Skip(18).ToArray());
    }
}
