using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests;

/// <summary>1 Gb/s of frames of 1518 bytes with checksum, one port, eight VIFs, default parameters.</summary>
[TestClass]
public sealed class LosesNothingOfLongFramesAtLineRate
{
    [TestMethod]
    public void Everything_is_delivered_in_order()
    {
        const int Count = 240;
        using FirmwareBench bench = new(8);
        List<byte[]>[] expected = [.. Enumerable.Range(0, 8).Select(_ => new List<byte[]>())];
        for (int i = 0; i < Count; i++)
        {
            byte[] frame = TestFrame.Make(FirmwareBench.MacOf(i % 8), TestFrame.Stranger, i, TestFrame.Longest);
            expected[i % 8].Add(frame);
            bench.Wire(frame);
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 8; vif++)
        {
            bench.AssertReceived(vif, expected[vif]);
        }

        Assert.AreEqual(0, bench.Machine.Ledger.TotalDrops);
        bench.AssertSound();
    }
}
