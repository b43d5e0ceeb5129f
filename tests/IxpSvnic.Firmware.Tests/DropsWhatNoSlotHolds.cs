using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>A MAC that lets long frames in does not make slots longer.</summary>
[TestClass]
public sealed class DropsWhatNoSlotHolds
{
    [TestMethod]
    public void Frames_longer_than_a_slot_are_dropped_and_their_neighbours_are_whole()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 1, Set = ["mac.maxFrame=9018"] });
        int[] lengths = [2032, 2033, 60, 2036, 2100, 9000, 1514, 5000, 2032, 60];
        List<byte[]> expected = [];
        for (int i = 0; i < lengths.Length; i++)
        {
            byte[] frame = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i, lengths[i]);
            bench.Wire(frame);
            if (lengths[i] <= 2032)
            {
                expected.Add(frame);
            }
        }

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, expected);
        Assert.AreEqual(5, bench.Drops(DropReason.Oversize));
        Assert.AreEqual(5u, bench.GlobalCounter("CNT_OVERSIZE"));
        bench.AssertSound();
    }

    [TestMethod]
    public void A_frame_longer_than_its_buffer_does_not_reach_into_those_that_wait_behind_it()
    {
        using FirmwareBench bench = new(new BenchOptions { Vifs = 1, Set = ["mac.maxFrame=9018", "pci.clockTicks=400"] });
        bench.RunFor(20_000);
        // The buffers that are taken first lie highest, so that a long frame has a waiting one behind it.
        List<uint> buffers = bench.TakeBuffers();
        buffers.Reverse();
        bench.GiveBuffers(buffers);
        List<byte[]> expected = [];
        for (int i = 0; i < 24; i++)
        {
            bool isLong = i == 20;
            byte[] frame = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i, isLong ? 9000 : 1000);
            bench.Wire(frame);
            if (!isLong)
            {
                expected.Add(frame);
            }
        }

        Assert.IsTrue(bench.Run());
        bench.AssertReceived(0, expected);
        Assert.AreEqual(1, bench.Drops(DropReason.Oversize));
        bench.AssertSound();
    }
}
