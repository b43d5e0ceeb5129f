using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Frames of one VIF overtake one another nowhere, in either direction.</summary>
[TestClass]
public sealed class KeepsTheOrderOfEachVif
{
    [TestMethod]
    public void Mixed_traffic_in_both_directions_stays_in_order_for_each_vif()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 20, Set = ["guest.sendWatchdogNs=0"] });
        List<byte[]>[] toGuest = [.. Enumerable.Range(0, 20).Select(_ => new List<byte[]>())];
        List<byte[]>[] fromGuest = [.. Enumerable.Range(0, 20).Select(_ => new List<byte[]>())];
        for (int i = 0; i < 120; i++)
        {
            int vif = i * 7 % 20;
            int length = i % 5 == 0 ? 1000 : 64 + i;
            toGuest[vif].Add(TestFrame.Make(FirmwareBench.MacOf(vif), TestFrame.Stranger, i, length));
            bench.Wire(toGuest[vif][^1]);
            fromGuest[vif].Add(TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(vif), i, length - 1));
            bench.Guest(vif, fromGuest[vif][^1]);
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 20; vif++)
        {
            bench.AssertReceived(vif, toGuest[vif]);
            ulong mac = FirmwareBench.MacOf(vif);
            List<byte[]> departed = [.. bench.Departed[0].Where(f => MacAddress.Read(f.AsSpan(6)).Value == mac)];
            Assert.HasCount(fromGuest[vif].Count, departed);
            for (int i = 0; i < departed.Count; i++)
            {
                Assert.IsTrue(
                    departed[i].AsSpan().SequenceEqual(fromGuest[vif][i]), $"VIF {vif}, frame {i} on the wire");
            }
        }

        bench.AssertSound();
    }
}
