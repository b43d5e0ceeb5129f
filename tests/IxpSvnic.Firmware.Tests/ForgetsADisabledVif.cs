using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A VIF that the control plane disabled neither receives nor sends.</summary>
[TestClass]
public sealed class ForgetsADisabledVif
{
    [TestMethod]
    public void What_comes_for_it_is_dropped_and_counted()
    {
        using FirmwareBench bench = new(2);
        Disable(bench, 1);
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 1));

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        Assert.AreEqual(1, bench.Drops(DropReason.VifGone));
        Assert.AreEqual(1u, bench.GlobalCounter("CNT_VIF_GONE"));
        bench.AssertSound();
    }

    [TestMethod]
    public void What_it_sends_is_dropped_and_its_slots_come_back()
    {
        using FirmwareBench bench = new(2);
        Disable(bench, 1);
        bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), 1));

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0);
        Assert.AreEqual(1, bench.Drops(DropReason.VifGone));
        bench.AssertSound();
    }

    private static void Disable(FirmwareBench bench, int vif)
    {
        uint word = bench.ControlBlock(vif) + bench.Constant("VCB_MAC_LO");
        bench.WriteSram(word, bench.Sram(word) & ~1u);
    }
}
