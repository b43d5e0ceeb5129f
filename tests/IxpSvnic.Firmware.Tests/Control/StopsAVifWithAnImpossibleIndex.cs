using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>An engine calls the control plane when a guest's index cannot be; only that VIF stops sending.</summary>
[TestClass]
public sealed class StopsAVifWithAnImpossibleIndex
{
    [TestMethod]
    public void It_is_named_in_the_log_and_goes_on_after_a_thaw()
    {
        using FirmwareBench bench = ControlBench.Of(3);
        bench.RunFor(50_000);
        uint index = bench.SendArea(1);
        bench.Machine.Chip.Debug.Write(index, 5000);
        bench.RunFor(300_000);
        uint told = bench.Counter(1, "CNT_BAD_MESSAGE");
        bench.RunFor(20_000_000);

        StringAssert.Contains(bench.Machine.Console.Text, "vif 1: impossible send index 00001388, stopped");
        Assert.AreEqual(told, bench.Counter(1, "CNT_BAD_MESSAGE"), "nobody looks at it any more");
        Assert.AreEqual(0u, bench.Sram(bench.Constant("CONFIG_BASE") + bench.Constant("CONFIG_FETCH_LO")) & 2);

        bench.Machine.Chip.Debug.Write(index, 0);
        byte[] frame = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 1);
        byte[] other = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(2), 2);
        bench.Guest(2, other, bench.NowNanoseconds);
        bench.RunFor(200_000);
        bench.AssertDeparted(0, other);
        bench.Vifs.Thaw(1);
        Assert.IsTrue(bench.Settle().IsOk);
        bench.Guest(1, frame, bench.NowNanoseconds);

        Assert.IsTrue(bench.Run(60_000_000));
        bench.AssertDeparted(0, other, frame);
        bench.AssertSound();
    }
}
