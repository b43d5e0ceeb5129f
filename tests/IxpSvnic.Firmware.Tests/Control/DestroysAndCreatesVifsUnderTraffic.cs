using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Host.Virtualization.Management;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>VIFs come, change and go while frames run: others lose and gain nothing, what is lost has its reason.</summary>
[TestClass]
public sealed class DestroysAndCreatesVifsUnderTraffic
{
    private const int Frames = 300;
    private const long Gap = 6_000;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_comes_for_a_destroyed_vif_is_gone_and_others_get_all(bool drain)
    {
        using FirmwareBench bench = ControlBench.Of(4);
        List<byte[]>[] sent = Offer(bench);
        bench.RunFor(Frames / 3 * Gap);
        bench.Vifs.Destroy(1, drain);

        Assert.IsTrue(bench.Settle().IsOk, bench.Machine.Console.Tail);
        Assert.AreEqual(VifLife.Down, bench.Vifs.LifeOf(1));
        Assert.IsTrue(bench.Run(40_000_000));
        AssertOthers(bench, sent, 1);
        Assert.AreEqual(sent[1].Count - bench.Received[1].Count, bench.Drops(DropReason.VifGone));
        Assert.IsGreaterThan(10, bench.Drops(DropReason.VifGone));
        bench.AssertReceived(1, sent[1].Take(bench.Received[1].Count));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_destroyed_vif_comes_back_and_receives_again_in_order()
    {
        using FirmwareBench bench = ControlBench.Of(4);
        List<byte[]>[] sent = Offer(bench);
        bench.RunFor(Frames / 3 * Gap);
        bench.Vifs.Destroy(2, drain: false);
        Assert.IsTrue(bench.Settle().IsOk);
        bench.Vifs.BringUp(2);
        Assert.IsTrue(bench.Settle().IsOk);
        Assert.AreEqual(VifLife.Up, bench.Vifs.LifeOf(2));

        Assert.IsTrue(bench.Run(40_000_000));
        AssertOthers(bench, sent, 2);
        Assert.AreEqual(sent[2].Count - bench.Received[2].Count, bench.Drops(DropReason.VifGone));
        int first = bench.Received[2].FindIndex(f => ReferenceEquals(f, f) && f.AsSpan().SequenceEqual(sent[2][^1]));
        Assert.AreEqual(bench.Received[2].Count - 1, first, "its last frame came last");
        bench.AssertSound();
    }

    [TestMethod]
    public void A_vif_created_late_receives_and_sends_from_then_on()
    {
        using FirmwareBench bench = ControlBench.Of(4, down: 3);
        List<byte[]>[] sent = Offer(bench);
        bench.RunFor(Frames / 3 * Gap);
        bench.Vifs.BringUp(3);
        Assert.IsTrue(bench.Settle().IsOk);
        byte[] out1 = TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(3), 7777);
        bench.Guest(3, out1, bench.NowNanoseconds + 50_000);

        Assert.IsTrue(bench.Run(40_000_000));
        AssertOthers(bench, sent, 3);
        Assert.IsGreaterThan(10, bench.Received[3].Count);
        bench.AssertReceived(3, sent[3].Skip(sent[3].Count - bench.Received[3].Count));
        Assert.AreEqual(sent[3].Count - bench.Received[3].Count, bench.Drops(DropReason.UnknownMac));
        bench.AssertDeparted(0, out1);
        bench.AssertSound();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_its_guest_has_queued_is_sent_or_dropped(bool drain)
    {
        using FirmwareBench bench = ControlBench.Of(2);
        byte[][] frames = [.. Enumerable.Range(0, 30).Select(i =>
            TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i, 1000))];
        foreach (byte[] frame in frames)
        {
            bench.Guest(1, frame);
        }

        bench.RunFor(60_000);
        bench.Vifs.Destroy(1, drain);
        Assert.IsTrue(bench.Settle().IsOk);
        Assert.IsTrue(bench.Machine.Ledger.Outstanding == 0);
        long posted = bench.Machine.Ledger.GuestSent;
        Assert.IsGreaterThan(5, posted);
        if (drain)
        {
            bench.AssertDeparted(0, frames.Take((int)posted));
            Assert.AreEqual(0, bench.Drops(DropReason.VifGone));
        }
        else
        {
            Assert.AreEqual(posted - bench.Departed[0].Count, bench.Drops(DropReason.VifGone));
            Assert.IsGreaterThan(0, bench.Drops(DropReason.VifGone));
            bench.AssertDeparted(0, frames.Take(bench.Departed[0].Count));
        }

        bench.AssertSound();
    }

    [TestMethod]
    public void A_frozen_vif_hands_out_its_indices_and_goes_on_after_the_thaw()
    {
        using FirmwareBench bench = ControlBench.Of(3);
        List<byte[]>[] sent = Offer(bench);
        byte[][] outgoing = [.. Enumerable.Range(0, 100).Select(i =>
            TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i + 5000))];
        for (int i = 0; i < outgoing.Length; i++)
        {
            bench.Guest(1, outgoing[i], i * 2 * Gap);
        }

        bench.RunFor(Frames / 3 * Gap);
        bench.Vifs.Freeze(1);
        ManagementReply frozen = bench.Settle();
        Assert.IsTrue(frozen.IsOk);
        int delivered = bench.Received[1].Count;
        bench.RunFor(200_000);
        Assert.AreEqual(frozen.Answer[1], frozen.Answer[2], "everything taken was told");
        Assert.AreEqual((uint)bench.Departed[0].Count, frozen.Answer[2]);
        Assert.AreEqual((uint)bench.Received[1].Count, frozen.Answer[3]);
        Assert.IsLessThanOrEqualTo(delivered + 8, bench.Received[1].Count);
        bench.Vifs.Thaw(1);
        Assert.IsTrue(bench.Settle().IsOk);

        Assert.IsTrue(bench.Run(40_000_000));
        AssertOthers(bench, sent, 1);
        bench.AssertDeparted(0, outgoing);
        Assert.AreEqual(sent[1].Count - bench.Received[1].Count, bench.Drops(DropReason.VifGone));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_changed_address_loses_nothing_that_was_sent_before()
    {
        const ulong Other = 0x0200_0000_0a0a;
        using FirmwareBench bench = ControlBench.Of(3);
        List<byte[]>[] sent = Offer(bench);
        for (int i = 0; i < 60; i++)
        {
            bench.Guest(1, TestFrame.Make(TestFrame.Stranger, FirmwareBench.MacOf(1), i + 5000), i * 3000);
        }

        bench.RunFor(200_000);
        bench.Vifs.Reconfigure(1, new VifChange { Mac = Other, Weight = 3 });
        Assert.IsTrue(bench.Settle().IsOk);
        byte[] late = TestFrame.Make(Other, TestFrame.Stranger, 9000);
        bench.Wire(late, bench.NowNanoseconds);

        Assert.IsTrue(bench.Run(40_000_000));
        AssertOthers(bench, sent, 1);
        Assert.IsTrue(bench.Received[1].Exists(f => f.AsSpan().SequenceEqual(late)));
        Assert.AreEqual(sent[1].Count - bench.Received[1].Count + 1, bench.Drops(DropReason.VifGone));
        Assert.AreEqual(0, bench.Drops(DropReason.SourceSpoofed));
        Assert.HasCount(60, bench.Departed[0]);
        Assert.AreEqual(3u << 16, bench.Sram(bench.ControlBlock(1) + bench.Constant("VCB_WEIGHT")));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_vif_that_moves_to_another_port_is_found_there()
    {
        using FirmwareBench bench = ControlBench.Of(2);
        byte[] before = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 1);
        byte[] after = TestFrame.Make(FirmwareBench.MacOf(1), TestFrame.Stranger, 2);
        byte[] group = TestFrame.Make(TestFrame.Broadcast, TestFrame.Stranger, 3);
        bench.Wire(before);
        bench.RunFor(200_000);
        bench.Vifs.Reconfigure(1, new VifChange { Port = 2 });
        Assert.IsTrue(bench.Settle().IsOk);
        bench.Wire(after, bench.NowNanoseconds, port: 2);
        bench.Wire(group, bench.NowNanoseconds + 10_000, port: 2);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0);
        bench.AssertReceived(1, before, after, group);
        bench.AssertSound();
    }

    // Frames for all VIFs in turn, and a broadcast now and then for VIF 0's order.
    private static List<byte[]>[] Offer(FirmwareBench bench)
    {
        int vifs = bench.Received.Count;
        List<byte[]>[] sent = [.. Enumerable.Range(0, vifs).Select(_ => new List<byte[]>())];
        for (int i = 0; i < Frames; i++)
        {
            int vif = i % vifs;
            byte[] frame = TestFrame.Make(FirmwareBench.MacOf(vif), TestFrame.Stranger, i, 60 + (i * 37 % 700));
            sent[vif].Add(frame);
            bench.Wire(frame, i * Gap);
        }

        return sent;
    }

    private static void AssertOthers(FirmwareBench bench, List<byte[]>[] sent, int but)
    {
        for (int vif = 0; vif < sent.Length; vif++)
        {
            if (vif != but)
            {
                bench.AssertReceived(vif, sent[vif]);
            }
        }
    }
}
