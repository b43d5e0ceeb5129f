using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Group frames reach every VIF of the port they came in on.</summary>
[TestClass]
public sealed class ReplicatesBroadcastToEveryVifOfThePort
{
    [TestMethod]
    [DataRow(TestFrame.Broadcast)]
    [DataRow(TestFrame.Multicast)]
    public void A_group_frame_arrives_once_at_every_vif_of_its_port(ulong destination)
    {
        int[] ports = [.. Enumerable.Range(0, 40).Select(v => v == 7 ? 1 : 0)];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 40, Ports = ports });
        byte[] frame = TestFrame.Make(destination, TestFrame.Stranger, 1, 200);
        bench.Wire(frame);

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 40; vif++)
        {
            bench.AssertReceived(vif, vif == 7 ? [] : [frame]);
        }

        Assert.AreEqual(38, bench.Machine.Ledger.Copies);
        bench.AssertSound();
    }

    [TestMethod]
    public void The_buffer_comes_back_once_however_many_copies_there_were()
    {
        using FirmwareBench bench = new(9);
        for (int i = 0; i < 50; i++)
        {
            bench.Wire(TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, i), atNanoseconds: 30_000 * i);
        }

        Assert.IsTrue(bench.Run());
        Assert.IsTrue(bench.Received.TrueForAll(r => r.Count == 50));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_group_frame_on_a_port_without_vifs_is_filtered()
    {
        using FirmwareBench bench = new(2);
        bench.Wire(TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, 1), port: 1);

        Assert.IsTrue(bench.Run());
        Assert.AreEqual(1, bench.Drops(DropReason.Filtered));
        bench.AssertSound();
    }

    [TestMethod]
    public void The_buffer_is_not_used_again_before_its_last_copy_is_out()
    {
        // So many that a buffer given back after its first copy is filled again before its last.
        const int Vifs = 48;
        using FirmwareBench bench = new(Vifs);
        bench.RunFor(20_000);
        // So few that the next frame takes whatever comes back.
        List<uint> taken = bench.TakeBuffers();
        bench.GiveBuffers(taken[..2]);
        List<byte[]> sent = [];
        for (int i = 0; i < 60; i++)
        {
            sent.Add(TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, i, 400));
            bench.Wire(sent[i], atNanoseconds: 40_000 + (6_000 * i));
        }

        Assert.IsTrue(bench.Run());
        Assert.IsGreaterThan(0, bench.Drops(DropReason.NoBuffer));
        for (int vif = 0; vif < Vifs; vif++)
        {
            int[] places = [.. bench.Received[vif].Select(f => sent.FindIndex(s => s.AsSpan().SequenceEqual(f)))];
            Assert.IsNotEmpty(places);
            Assert.DoesNotContain(-1, places, $"VIF {vif} got what nobody sent");
            CollectionAssert.AreEqual(places.Distinct().Order().ToArray(), places, $"VIF {vif}");
        }
    }
}
