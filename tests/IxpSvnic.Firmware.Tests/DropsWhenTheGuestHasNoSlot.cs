using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A guest that does not keep up loses frames of its own only.</summary>
[TestClass]
public sealed class DropsWhenTheGuestHasNoSlot
{
    [TestMethod]
    public void The_ring_fills_and_the_rest_is_dropped_and_counted()
    {
        using FirmwareBench bench = new(new BenchOptions
        {
            Vifs = 2,
            Set = ["guest.receive=poll", "guest.pollPeriodNs=1000000"],
        });
        List<byte[]> frames = [.. Enumerable.Range(0, 100).Select(i =>
            TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i))];
        for (int i = 0; i < 100; i++)
        {
            bench.Wire(frames[i], atNanoseconds: 5000 * i);
        }

        byte[] other = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 200);
        bench.Wire(other);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, frames[..64]);
        bench.AssertReceived(1, other);
        Assert.AreEqual(36, bench.Drops(DropReason.NoHostSlot));
        Assert.AreEqual(36u, bench.Counter(0, "CNT_NO_HOST_SLOT"));
        bench.AssertSound();
    }
}
