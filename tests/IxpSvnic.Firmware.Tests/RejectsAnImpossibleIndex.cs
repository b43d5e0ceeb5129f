using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>An index beyond the ring is not believed.</summary>
[TestClass]
public sealed class RejectsAnImpossibleIndex
{
    [TestMethod]
    [DataRow(65u)]
    [DataRow(0xffff_ffffu)]
    public void Nothing_is_fetched_the_guest_is_counted_and_others_go_on(uint index)
    {
        using FirmwareBench bench = new(18);
        bench.RunFor(50_000);
        bench.Machine.Chip.Debug.Write(bench.SendArea(1), index);
        bench.RunFor(100_000);
        byte[] frame = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(17), 1);
        bench.Guest(17, frame);

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, frame);
        Assert.IsGreaterThan(0u, bench.Counter(1, "CNT_BAD_MESSAGE"));
        Assert.AreEqual(0u, bench.Sram(bench.ControlBlock(1) + bench.Constant("VCB_SQ_PROD")));

        bench.Machine.Chip.Debug.Write(bench.SendArea(1), 0);
        byte[] later = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 2);
        bench.RunFor(100_000);
        bench.Guest(1, later);
        Assert.IsTrue(bench.Run(40_000_000));
        bench.AssertDeparted(0, frame, later);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_full_ring_is_possible()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 1, Set = ["firmware.pollPeriodNs=1000000"] });
        bench.RunFor(100_000);
        List<byte[]> frames = [.. Enumerable.Range(0, 64).Select(i =>
            TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), i))];
        frames.ForEach(f => bench.Guest(0, f));

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, frames);
        Assert.AreEqual(0u, bench.Counter(0, "CNT_BAD_MESSAGE"));
        bench.AssertSound();
    }
}
