using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Machine;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests.Control;

/// <summary>The MAC table is the control plane's: its hash is the hash unit's, its chains are followed and mended.</summary>
[TestClass]
public sealed class FindsEveryAddressInItsBucket
{
    [TestMethod]
    public void Sixteen_addresses_of_one_bucket_are_told_apart_as_they_come_and_go()
    {
        ulong[] macs = [.. Colliding().Take(16)];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 16, Macs = macs, Loader = LoaderKind.Control });
        for (int vif = 0; vif < 16; vif++)
        {
            bench.Wire(TestFrame.Make(macs[vif], TestFrame.Stranger, vif));
        }

        Assert.IsTrue(bench.Run());
        foreach (int gone in (int[])[0, 7, 15])
        {
            bench.Vifs.Destroy(gone, drain: true);
            Assert.IsTrue(bench.Settle().IsOk);
        }

        bench.Vifs.BringUp(7);
        Assert.IsTrue(bench.Settle().IsOk);
        for (int vif = 0; vif < 16; vif++)
        {
            bench.Wire(TestFrame.Make(macs[vif], TestFrame.Stranger, 100 + vif), bench.NowNanoseconds);
        }

        Assert.IsTrue(bench.Run(60_000_000));
        for (int vif = 0; vif < 16; vif++)
        {
            Assert.HasCount(vif is 0 or 15 ? 1 : 2, bench.Received[vif], $"VIF {vif}");
        }

        Assert.AreEqual(2, bench.Drops(DropReason.VifGone));
        bench.AssertSound();
    }

    [TestMethod]
    public void Sixty_four_vifs_are_all_reached()
    {
        using FirmwareBench bench = ControlBench.Of(64);
        byte[][] frames = [.. Enumerable.Range(0, 64).Select(v =>
            TestFrame.Make(FirmwareBench.MacOf(v), TestFrame.Stranger, v))];
        foreach (byte[] frame in frames)
        {
            bench.Wire(frame);
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 64; vif++)
        {
            bench.AssertReceived(vif, frames[vif]);
        }

        bench.AssertSound();
    }

    // Addresses with the same low byte of the hash, found by the model of the hash unit.
    private static IEnumerable<ulong> Colliding()
    {
        UInt128 multiplier = ((UInt128)0x7f4a << 32) | 0x9e37_79b9;
        for (ulong mac = 0x0200_0000_0000; ; mac++)
        {
            UInt128 operand = ((UInt128)(mac & 0xffff) << 32) | (mac >> 16);
            if (((uint)HashArithmetic.Hash(HashWidth.Bits48, operand, multiplier) & 0xff) == 0x5a)
            {
                yield return mac;
            }
        }
    }
}
