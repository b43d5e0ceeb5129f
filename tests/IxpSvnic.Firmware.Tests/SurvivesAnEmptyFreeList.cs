using IxpSvnic.Firmware.Tests.Bench;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Firmware.Tests;

/// <summary>Without buffers frames are dropped, and only as long as there are none.</summary>
[TestClass]
public sealed class SurvivesAnEmptyFreeList
{
    [TestMethod]
    public void Frames_are_dropped_until_buffers_come_back()
    {
        using FirmwareBench bench = new(1);
        bench.RunFor(20_000);
        List<uint> taken = bench.TakeBuffers();
        for (int i = 0; i < 150; i++)
        {
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i));
        }

        Assert.IsTrue(bench.Run());
        long lost = bench.Drops(DropReason.NoBuffer);
        Assert.IsGreaterThan(0, lost);
        Assert.IsGreaterThan(8, bench.Machine.Ledger.Delivered);
        Assert.AreEqual((uint)lost, bench.GlobalCounter("CNT_NO_BUFFER"));
        Assert.AreEqual(150, lost + bench.Machine.Ledger.Delivered);
        AssertAscending(bench.Received[0]);
        bench.GiveBuffers(taken);
        for (int i = 150; i < 180; i++)
        {
            long due = bench.NowNanoseconds + (5000 * i);
            bench.Wire(TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, i), due);
        }

        Assert.IsTrue(bench.Run());
        Assert.IsLessThanOrEqualTo(8, bench.Drops(DropReason.NoBuffer) - lost, "one for each empty context");
        byte[] last = TestFrame.Make(FirmwareBench.MacOf(0), TestFrame.Stranger, 179);
        Assert.IsTrue(bench.Received[0][^1].AsSpan().SequenceEqual(last));
        bench.AssertSound();
    }

    private static void AssertAscending(List<byte[]> frames)
    {
        for (int i = 1; i < frames.Count; i++)
        {
            Assert.IsGreaterThan((frames[i - 1][14] << 8) | frames[i - 1][15], (frames[i][14] << 8) | frames[i][15]);
        }
    }
}
