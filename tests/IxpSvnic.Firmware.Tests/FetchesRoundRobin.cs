using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Guests that all want to send get equal turns.</summary>
[TestClass]
public sealed class FetchesRoundRobin
{
    [TestMethod]
    public void No_guest_gets_far_ahead_of_another()
    {
        int[] senders = [0, 1, 5, 16, 17];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 20, Set = ["firmware.pollPeriodNs=1000000"] });
        bench.RunFor(20_000);
        foreach (int vif in senders)
        {
            for (int i = 0; i < 40; i++)
            {
                bench.Guest(vif, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(vif), i, 500));
            }
        }

        Assert.IsTrue(bench.Run());
        int[] sent = new int[20];
        foreach (byte[] frame in bench.Departed[0])
        {
            sent[(int)(Wire.Frames.MacAddress.Read(frame.AsSpan(6)).Value - FirmwareBench.MacOf(0))]++;
            int most = senders.Max(v => sent[v]);
            int least = senders.Min(v => sent[v]);
            Assert.IsLessThanOrEqualTo(8, most - least, "one batch");
        }

        Assert.IsTrue(senders.All(v => sent[v] == 40));
        bench.AssertSound();
    }
}
