using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Every port has its own VIFs in both directions.</summary>
[TestClass]
public sealed class HandlesThreePorts
{
    [TestMethod]
    public void Frames_come_and_go_on_the_port_of_their_vif()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 6, Ports = [0, 1, 2, 2, 1, 0] });
        int[] ports = [0, 1, 2, 2, 1, 0];
        List<byte[]>[] received = [.. Enumerable.Range(0, 6).Select(_ => new List<byte[]>())];
        int[] departed = new int[3];
        for (int i = 0; i < 36; i++)
        {
            int vif = i % 6;
            received[vif].Add(TestFrame.Make(FirmwareBench.MacOf(vif), TestFrame.Stranger, i, 64 + (13 * i)));
            bench.Wire(received[vif][^1], port: ports[vif]);
            bench.Guest(vif, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(vif), i, 64 + (17 * i)));
            departed[ports[vif]]++;
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 6; vif++)
        {
            bench.AssertReceived(vif, received[vif]);
        }

        for (int port = 0; port < 3; port++)
        {
            Assert.HasCount(departed[port], bench.Departed[port]);
            Assert.IsTrue(bench.Departed[port].TrueForAll(
                f => ports[(int)(Wire.Frames.MacAddress.Read(f.AsSpan(6)).Value - FirmwareBench.MacOf(0))] == port));
        }

        bench.AssertSound();
    }
}
