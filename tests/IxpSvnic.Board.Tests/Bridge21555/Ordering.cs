using CsCheck;
using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>What may pass what in the bridge, and that the bus is never more than fully used.</summary>
[TestClass]
public sealed class Ordering
{
    private const uint LookupWindow = BoardAddressPlan.DirectWindow + BoardAddressPlan.LookupWindow;

    [TestMethod]
    public void PostedWritesArriveInTheOrderInWhichTheyWerePosted() =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[1, 64]).Array[1, 60].Sample(
            bursts =>
            {
                using PathScope scope = new();
                PciPath path = scope.Path;
                path.StartDma(3, false, BoardAddressPlan.DmaAddress(0x1000), 0x8000, 2000, descriptor: 0x200);
                path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 2000);
                List<uint> expected = [];
                for (int i = 0; i < bursts.Length; i++)
                {
                    (int offset, int length) = bursts[i];
                    length = Math.Min(length, 64 - offset);
                    uint at = 0x10_0000 + (64u * (uint)i) + (uint)offset;
                    expected.Add(at);
                    while (!path.HostBridge.TryPostWrite(PciPath.HostDram + at, new byte[length], 0))
                    {
                        path.Events.RunOne(long.MaxValue);
                    }
                }

                path.RunAll();
                uint[] starts = [.. path.Dram.Writes.Where(w => w.Address >= 0x10_0000).Select(w => w.Address)];
                return starts.Where(expected.Contains).SequenceEqual(expected)
                    && starts.SequenceEqual(starts.Order());
            },
            iter: 30);

    [TestMethod]
    public void AnIndexWrittenAfterTheDmaIsSeenAfterThePayload()
    {
        PciPath path = new();
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 1, uint.MaxValue);
        path.Host.TranslationTicks = 3000;
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 1500);
        path.RunUntilDone(1);
        Assert.IsTrue(path.Host.Writes.Count < 24, "the bridge still holds payload when the DMA is done");
        path.Command(MicroOp.PciWrite, LookupWindow + 0x2000, [1], 1);
        path.RunAll();
        Assert.AreEqual(0x2000ul, path.Host.Writes[^1].Address);
        Assert.HasCount(25, path.Host.Writes);
    }

    [TestMethod]
    public void AMicroengineReadsBackWhatItWrote() => Gen.UInt.Array[1, 8].Sample(
        words =>
        {
            using PathScope scope = new();
            PciPath path = scope.Path;
            path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 9, uint.MaxValue);
            path.Host.TranslationTicks = 1000;
            path.Command(MicroOp.PciWrite, LookupWindow + 0x2000, words, words.Length);
            path.Command(MicroOp.PciRead, LookupWindow + 0x2000, [], words.Length);
            path.RunAll();
            return path.Chip.Deliveries[^1].Data.SequenceEqual(words);
        },
        iter: 20);

    [TestMethod]
    public void ADelayedReadDoesNotPassThePostedWritesAheadOfIt()
    {
        PciPath path = new();
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 9, uint.MaxValue);
        path.Host.TranslationTicks = 20_000;
        path.FillDram(0xa000, PciPath.Pattern(256, 1));
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 256);
        path.RunUntilDone(1);
        path.Command(MicroOp.PciRead, LookupWindow + 0x40c0, [], 4);
        path.RunAll();
        byte[] read = [.. path.Chip.Deliveries[^1].Data.SelectMany(w => BitConverter.GetBytes(w).Reverse())];
        CollectionAssert.AreEqual(PciPath.Pattern(256, 1)[0xc0..0xd0], read);
    }

    [TestMethod]
    public void AHostReadIsAnsweredAfterTheWritesThatTheBoardPostedBeforeIt()
    {
        PciPath path = new();
        path.Host.TranslationTicks = 6000;
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 256);
        bool done = false;
        path.Host.Answered = (_, value) => done = (value & 0x80) != 0 && path.Host.Writes.Count == 4;
        while ((path.Control(1) & 0x80) == 0)
        {
            path.Events.RunOne(long.MaxValue);
        }

        Assert.IsTrue(path.Host.Writes.Count < 4);
        path.HostBridge.StartRead(PciPath.HostCsr + 0xfe090, path.Host, 1);
        path.RunAll();
        Assert.IsTrue(done, "chain done was seen before the payload was in memory");
    }

    [TestMethod]
    public void AHostReadFollowsItsOwnWrites()
    {
        PciPath path = new();
        for (int i = 0; i < 8; i++)
        {
            path.HostBridge.TryPostWrite(PciPath.HostDram + 0x100, [(byte)i, 0, 0, 0], 0);
        }

        path.HostBridge.StartRead(PciPath.HostDram + 0x100, path.Host, 1);
        path.RunAll();
        Assert.AreEqual(7u, path.Host.Answers[0].Value);
    }

    [TestMethod]
    public void BothDirectionsShareOneBusThatIsNeverMoreThanFullyUsed()
    {
        PciPath path = new();
        path.Bridge.Csrs.Write(BridgeCsrs.LookupTable, 1, uint.MaxValue);
        for (int round = 0; round < 50; round++)
        {
            path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 1500);
            path.StartDma(3, false, BoardAddressPlan.DmaAddress(0x8000), 0xc000, 1500, descriptor: 0x200);
            while (((path.Control(1) & path.Control(3)) & 0x80) == 0)
            {
                while (path.HostBridge.TryPostWrite(PciPath.HostDram + 0x100, new byte[64], 0))
                {
                }

                path.Events.RunOne(long.MaxValue);
            }
        }

        StatisticsSheet sheet = new(path.Events.Now);
        path.Board.Report(sheet);
        path.HostBus.Report(sheet);
        foreach (string bus in (ReadOnlySpan<string>)["boardBus", "hostBus"])
        {
            double total = sheet.Utilisation[bus];
            double parts = sheet.Utilisation
                .Where(u => u.Key.StartsWith($"{bus}.", StringComparison.Ordinal))
                .Sum(u => u.Value);
            Assert.IsTrue(total is > 0.5 and <= 1, $"{bus} {total}");
            Assert.AreEqual(total, parts, 1e-9);
        }

        Assert.IsTrue(sheet.Utilisation["boardBus.ixp"] > 0.2, "the round robin gives both a share");
        Assert.IsTrue(sheet.Utilisation["boardBus.bridge"] > 0.2);
    }

    [TestMethod]
    public void MovingBytesAllocatesNothing()
    {
        PciPath path = new();
        path.Host.Notes = false;
        void Round()
        {
            path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x4000), 0xa000, 1500);
            path.StartDma(3, false, BoardAddressPlan.DmaAddress(0x8000), 0xc000, 1500, descriptor: 0x200);
            path.RunUntilDone(1);
            path.RunUntilDone(3);
            path.Dram.Writes.Clear();
        }

        for (int i = 0; i < 20; i++)
        {
            Round();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Round();
        }

        // The runtime itself may allocate a little on this thread; 4,800 bursts that allocate would be 100 KB and more.
        Assert.IsLessThan(4096, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
