using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A guest that filled its send queue sleeps until the device says that there is room.</summary>
[TestClass]
public sealed class WakesAGuestThatWaitsForRoom
{
    [TestMethod]
    public void Several_queues_full_leave_without_the_guest_looking_by_itself()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 10, Set = ["guest.sendWatchdogNs=0"] });
        List<byte[]> frames = [.. Enumerable.Range(0, 200).Select(i =>
            TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(9), i))];
        frames.ForEach(f => bench.Guest(9, f));

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, frames);
        bench.AssertSound();
    }
}
