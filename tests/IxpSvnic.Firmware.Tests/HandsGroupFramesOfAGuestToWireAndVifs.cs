using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A group frame of a guest goes out and to every other VIF of its port.</summary>
[TestClass]
public sealed class HandsGroupFramesOfAGuestToWireAndVifs
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(31)]
    [DataRow(32)]
    [DataRow(39)]
    public void Everyone_but_the_sender_gets_it(int sender)
    {
        int[] ports = [.. Enumerable.Range(0, 40).Select(v => v == 5 ? 2 : 0)];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 40, Ports = ports });
        byte[] frame = TestFrame.Make(TestFrame.Broadcast, FirmwareBench.MacOf(sender), 1, 300);
        bench.Guest(sender, frame);

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 40; vif++)
        {
            bench.AssertReceived(vif, vif == sender || vif == 5 ? [] : [frame]);
        }

        bench.AssertDeparted(0, frame);
        bench.AssertDeparted(2);
        bench.AssertSound();
    }

    [TestMethod]
    public void The_slot_comes_back_once_all_copies_are_done()
    {
        using FirmwareBench bench = new(4);
        List<byte[]> frames = [.. Enumerable.Range(0, 150).Select(i =>
            TestFrame.Make(TestFrame.Multicast, FirmwareBench.MacOf(3), i))];
        frames.ForEach(f => bench.Guest(3, f));

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, frames);
        bench.AssertReceived(2, frames);
        bench.AssertDeparted(0, frames);
        bench.AssertSound();
    }
}
