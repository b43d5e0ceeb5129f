using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A guest may send from its own address only.</summary>
[TestClass]
public sealed class RefusesAForeignSourceMac
{
    [TestMethod]
    [DataRow(0x8000_0000_0000ul)]
    [DataRow(0x0000_0001_0000ul)]
    [DataRow(0x0000_0000_8000ul)]
    [DataRow(0x0000_0000_0001ul)]
    public void A_source_that_differs_in_one_bit_is_dropped_and_counted(ulong bit)
    {
        using FirmwareBench bench = new(3);
        byte[] honest = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(2), 2);
        bench.Guest(2, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(2) ^ bit, 1));
        bench.Guest(2, honest);

        Assert.IsTrue(bench.Run());
        bench.AssertDeparted(0, honest);
        Assert.AreEqual(1, bench.Drops(DropReason.SourceSpoofed));
        Assert.AreEqual(1u, bench.Counter(2, "CNT_SPOOFED"));
        bench.AssertSound();
    }
}
