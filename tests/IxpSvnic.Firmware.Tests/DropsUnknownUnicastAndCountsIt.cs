using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A unicast address that no VIF of the port has is nobody'\''s.</summary>
[TestClass]
public sealed class DropsUnknownUnicastAndCountsIt
{
    [TestMethod]
    public void A_stranger_is_dropped_and_counted()
    {
        using FirmwareBench bench = new(3);
        for (int i = 0; i < 5; i++)
        {
            bench.Wire(TestFrame.Make(TestFrame.Stranger + (ulong)i, TestFrame.Stranger, i));
        }

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(5, bench.Drops(DropReason.UnknownMac));
        Assert.AreEqual(5u, bench.GlobalCounter("CNT_UNKNOWN_MAC"));
        Assert.AreEqual(0, bench.Machine.Ledger.Delivered);
        bench.AssertSound();
    }

    [TestMethod]
    public void An_address_of_another_port_is_unknown_here()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 2, Ports = [0, 2] });
        bench.Wire(TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 1), port: 0);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(1);
        Assert.AreEqual(1, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }
}
