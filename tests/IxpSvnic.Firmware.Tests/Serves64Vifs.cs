using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>The most VIFs there can be, all of them receiving and sending.</summary>
[TestClass]
public sealed class Serves64Vifs
{
    [TestMethod]
    public void Each_of_them_receives_and_sends()
    {
        using FirmwareBench bench = new(64);
        for (int vif = 0; vif < 64; vif++)
        {
            ulong mac = FirmwareBench.MacOf(vif);
            bench.Wire(TestFrame.Make(mac, TestFrame.Stranger, vif, 100), atNanoseconds: 20_000);
            bench.Guest(vif, TestFrame.Make(TestFrame.Stranger, mac, vif, 100), atNanoseconds: 20_000);
        }

        Assert.IsTrue(bench.Run());
        Assert.IsTrue(bench.Received.TrueForAll(r => r.Count == 1));
        Assert.HasCount(64, bench.Departed[0]);
        Assert.AreEqual(64, bench.Departed[0].Select(f => Wire.Frames.MacAddress.Read(f.AsSpan(6))).Distinct().Count());
        bench.AssertSound();
    }
}
