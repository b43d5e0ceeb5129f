using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A VIF with a rate cap sends its burst and then its rate; what is above is dropped and counted; others are not held up.</summary>
[TestClass]
public sealed class PolicesWhatAGuestSends
{
    private const int Length = 200;

    [TestMethod]
    public void A_burst_passes_and_the_rest_of_it_is_dropped()
    {
        using FirmwareBench bench = Capped(rateKbps: 1000, burst: 3 * Length);
        byte[][] capped = Frames(0, 10);
        byte[][] free = Frames(1, 10);
        for (int i = 0; i < 10; i++)
        {
            // Its bucket has had time to fill.
            bench.Guest(0, capped[i], atNanoseconds: 6_000_000);
            bench.Guest(1, free[i], atNanoseconds: 6_000_000);
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(7, bench.Drops(DropReason.Policed));
        Assert.AreEqual(7u, bench.Counter(0, "CNT_POLICED"));
        Assert.AreEqual(0u, bench.Counter(1, "CNT_POLICED"));
        CollectionAssert.AreEqual(
            capped[..3].Concat(free).Select(Convert.ToHexString).Order().ToArray(),
            bench.Departed[0].Select(Convert.ToHexString).Order().ToArray());
        bench.AssertSound();
    }

    // 200 bytes every 100 us are 16 Mb/s.
    [TestMethod]
    [DataRow(16_100u, 0)]
    [DataRow(8_000u, 50)]
    [DataRow(4_000u, 75)]
    [DataRow(1_000_000u, 0)]
    public void A_steady_sender_gets_its_rate(uint rateKbps, int dropped)
    {
        using FirmwareBench bench = Capped(rateKbps, burst: 2 * Length);
        byte[][] frames = Frames(0, 100);
        for (int i = 0; i < frames.Length; i++)
        {
            bench.Guest(0, frames[i], atNanoseconds: 1_000_000 + (100_000 * i));
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(dropped, bench.Drops(DropReason.Policed), 2);
        bench.AssertSound();
    }

    [TestMethod]
    public void A_rest_of_any_length_fills_the_bucket_no_higher_than_the_burst()
    {
        using FirmwareBench bench = Capped(rateKbps: 2_000, burst: 2 * Length);
        byte[][] frames = Frames(0, 12);
        for (int i = 0; i < frames.Length; i++)
        {
            bench.Guest(0, frames[i], atNanoseconds: i < 6 ? 2_000_000 : 18_000_000);
        }

        Assert.IsTrue(bench.Run(30_000_000));
        CollectionAssert.AreEqual(
            frames[..2].Concat(frames[6..8]).Select(Convert.ToHexString).ToArray(),
            bench.Departed[0].Select(Convert.ToHexString).ToArray());
        bench.AssertSound();
    }

    private static FirmwareBench Capped(uint rateKbps, uint burst)
    {
        FirmwareBench bench = new(2);
        bench.WriteSram(bench.ControlBlock(0) + bench.Constant("VCB_RATE"), rateKbps);
        bench.WriteSram(bench.ControlBlock(0) + bench.Constant("VCB_RATE") + 4, burst);
        return bench;
    }

    private static byte[][] Frames(int vif, int count) => [.. Enumerable.Range(0, count).Select(
        i => TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(vif), i, Length))];
}
