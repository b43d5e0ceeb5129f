using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>The destination address alone decides which guest gets a frame.</summary>
[TestClass]
public sealed class DemultiplexesByDestinationMac
{
    [TestMethod]
    public void Each_guest_gets_the_frames_for_its_own_address_and_no_others()
    {
        using FirmwareBench bench = new(8);
        List<byte[]>[] expected = [.. Enumerable.Range(0, 8).Select(_ => new List<byte[]>())];
        for (int i = 0; i < 40; i++)
        {
            int vif = i * 5 % 8;
            byte[] frame = TestFrame.Make(
                FirmwareBench.MacOf(vif), TestFrame.Stranger, i, TestFrame.Shortest + (i * 9));
            expected[vif].Add(frame);
            bench.Wire(frame);
        }

        Assert.IsTrue(bench.Run());
        for (int vif = 0; vif < 8; vif++)
        {
            bench.AssertReceived(vif, expected[vif]);
        }

        bench.AssertSound();
    }

    [TestMethod]
    public void Addresses_that_differ_in_one_byte_only_are_kept_apart()
    {
        ulong[] macs = [.. Enumerable.Range(0, 6).Select(i => 0x0200_0000_0000ul ^ (0x10ul << (8 * i)))];
        using FirmwareBench bench = new(new BenchOptions { Vifs = 6, Macs = macs });
        List<byte[]> frames = [];
        for (int i = 0; i < 6; i++)
        {
            frames.Add(TestFrame.Make(macs[i], TestFrame.Stranger, i));
            bench.Wire(frames[i]);
            bench.Wire(TestFrame.Make(macs[i] ^ 0x0101, TestFrame.Stranger, 100 + i));
        }

        Assert.IsTrue(bench.Run());
        for (int i = 0; i < 6; i++)
        {
            bench.AssertReceived(i, frames[i]);
        }

        Assert.AreEqual(6, bench.Drops(DropReason.UnknownMac));
        bench.AssertSound();
    }
}
