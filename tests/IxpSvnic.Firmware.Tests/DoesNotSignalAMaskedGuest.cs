using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A guest that masks its signals is not disturbed.</summary>
[TestClass]
public sealed class DoesNotSignalAMaskedGuest
{
    [TestMethod]
    public void A_polling_guest_gets_its_frames_and_no_signal()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Set = ["guest.receive=poll"] });
        List<byte[]> frames = [.. Enumerable.Range(0, 12).Select(i =>
            TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i))];
        frames.ForEach(f => bench.Wire(f));
        bench.Guest(0, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(0), 99));

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1, frames);
        Assert.AreEqual(0, bench.Machine.Bridge.Csrs.PrimarySets);
        Assert.AreEqual(0u, bench.Counter(1, "CNT_SIGNALS"));
        Assert.AreEqual(12u, bench.Counter(1, "CNT_SUPPRESSED"));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_sleeping_guest_is_signalled()
    {
        using FirmwareBench bench = new(2);
        for (int i = 0; i < 5; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, i), atNanoseconds: 100_000 * i);
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(5, bench.Machine.Bridge.Csrs.PrimarySets);
        Assert.AreEqual(5u, bench.Counter(1, "CNT_SIGNALS"));
        Assert.AreEqual(0u, bench.Counter(1, "CNT_SUPPRESSED"));
    }
}
