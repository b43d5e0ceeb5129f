using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>VIFs that all have frames for the wire take turns; the weight of a VIF is the length of its turn.</summary>
[TestClass]
public sealed class SharesTheWireByWeight
{
    [TestMethod]
    public void A_vif_of_weight_3_has_three_frames_to_a_turn()
    {
        using FirmwareBench bench = Backlog(weight: 3, out int[] order);
        Assert.Contains("0 1 1 1 0 1 1 1 0", string.Join(' ', order));
        int light = order.AsSpan(0, Array.LastIndexOf(order, 1)).Count(0);
        Assert.IsLessThanOrEqualTo(16, light, "frames of the light one until the heavy one was done with its 48");
        bench.AssertSound();
    }

    [TestMethod]
    public void Of_equal_weight_they_alternate()
    {
        using FirmwareBench bench = Backlog(weight: 1, out int[] order);
        int start = Array.IndexOf(order, 1) + 3;
        for (int i = start; i < start + 8; i++)
        {
            Assert.AreNotEqual(order[i], order[i + 1], string.Join(' ', order));
        }

        bench.AssertSound();
    }

    // Both VIFs have a full queue when the fetchers next look.
    private static FirmwareBench Backlog(uint weight, out int[] order)
    {
        FirmwareBench bench = new(new BenchOptions { Vifs = 2, Set = ["firmware.pollPeriodNs=1000000"] });
        bench.WriteSram(bench.ControlBlock(1) + bench.Constant("VCB_WEIGHT"), weight << 16);
        bench.RunFor(20_000);
        for (int i = 0; i < 48; i++)
        {
            bench.Guest(0, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), i, 1000));
            bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i, 1000));
        }

        Assert.IsTrue(bench.Run());
        order = [.. bench.Departed[0].Select(f => (int)(MacAddress.Read(f.AsSpan(6)).Value - FirmwareBench.MacOf(0)))];
        return bench;
    }
}
