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
}
