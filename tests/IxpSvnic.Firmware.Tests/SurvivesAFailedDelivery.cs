using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A delivery that fails costs the frame; buffer, slot and every other guest are as before.</summary>
[TestClass]
public sealed class SurvivesAFailedDelivery
{
    [TestMethod]
    public void Nobody_answers_the_address_and_the_slot_is_used_by_the_next_frame()
    {
        using FirmwareBench bench = new(2);
        uint word = bench.ControlBlock(1) + bench.Constant("VCB_RQ_BASE");
        uint address = bench.Sram(word);
        bench.WriteSram(word, 0x3000_0000);
        byte[] other = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 9);
        for (int i = 0; i < 3; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i, 300));
        }

        bench.Wire(other);
        bench.RunFor(100_000);
        Assert.AreEqual(3, bench.Drops(DropReason.TargetAbort) + bench.Drops(DropReason.MasterAbort));
        Assert.AreEqual(3u, bench.Counter(1, "CNT_DMA_ERRORS"));
        Assert.AreEqual(0u, bench.Sram(bench.ControlBlock(1) + bench.Constant("VCB_RQ_PROD")));
        bench.AssertReceived(0, other);

        bench.WriteSram(word, address);
        byte[] next = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 10);
        bench.Wire(next);
        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1, next);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_page_taken_away_costs_the_frames_for_it_only()
    {
        using FirmwareBench bench = new(2);
        bench.RunFor(20_000);
        Assert.IsTrue(bench.Machine.Hypervisor.UnmapPage(1, 1));
        List<byte[]> frames = [.. Enumerable.Range(0, 6).Select(i =>
            TestFrame.Make(FirmwareBench.MacOf(i % 2), TestFrame.Stranger, i))];
        frames.ForEach(f => bench.Wire(f));

        bench.Run();
        bench.AssertReceived(0, frames[0], frames[2], frames[4]);
        bench.AssertReceived(1, frames[5]);
        Assert.AreEqual(2, bench.Drops(DropReason.IommuFault));
        bench.AssertSound();
    }
}
