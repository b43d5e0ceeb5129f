using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Addresses whose hashes collide share a bucket and a chain.</summary>
[TestClass]
public sealed class FollowsTheChainOfABucket
{
    [TestMethod]
    public void Every_one_of_64_vifs_is_found_and_strangers_are_not()
    {
        ulong[] macs = [.. Enumerable.Range(0, 64).Select(Mac)];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 64, Macs = macs });
        uint table = bench.Constant("MAC_TABLE");
        int chained = Enumerable.Range(0, 256).Count(b => bench.Sram(table + (16 * (uint)b) + 12) != 0);
        Assert.IsGreaterThan(0, chained, "no two addresses collide: the test needs others");
        List<byte[]> frames = [];
        for (int vif = 0; vif < 64; vif++)
        {
            frames.Add(TestFrame.Make(Mac(vif), TestFrame.Stranger, vif));
            bench.Wire(frames[vif], atNanoseconds: 3000 * vif);
        }

        for (int i = 0; i < 100; i++)
        {
            bench.Wire(TestFrame.Make(Mac(1000 + i), TestFrame.Stranger, i), atNanoseconds: 300_000 + (1500 * i));
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 64; vif++)
        {
            bench.AssertReceived(vif, frames[vif]);
        }

        Assert.AreEqual(100, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_stranger_in_the_bucket_of_a_vif_with_the_same_first_bytes_stays_a_stranger()
    {
        ulong mac = FirmwareBench.MacOf(0);
        ulong stranger = mac + 1;
        while (Bucket(stranger) != Bucket(mac))
        {
            stranger++;
        }

        Assert.AreEqual(mac >> 16, stranger >> 16);
        using FirmwareBench bench = new(1);
        byte[] own = TestFrame.Make(mac, TestFrame.Stranger, 1);
        bench.Wire(TestFrame.Make(stranger, TestFrame.Stranger, 2));
        bench.Wire(own);

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, own);
        Assert.AreEqual(1, bench.Drops(DropReason.UnknownMac));
    }

    private static uint Bucket(ulong mac) => (uint)HashArithmetic.Hash(
        HashWidth.Bits48,
        ((UInt128)(mac & 0xffff) << 32) | (uint)(mac >> 16),
        ((UInt128)0x7f4a << 32) | 0x9e37_79b9) & 0xff;

    private static ulong Mac(int i) => 0x0200_0000_0000 | ((ulong)i * 0x9e37_79b9_7f4a & 0xff_ffff_ffff);
}
