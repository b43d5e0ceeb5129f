using CsCheck;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.PciUnit;

/// <summary>Bus cycles that microengines start, and the windows that other masters use.</summary>
[TestClass]
public sealed class DirectAccesses
{
    private const uint AllLanes = 0xf << 19;
    private const uint Window = 0xe000_0000;

    // N46
    [TestMethod]
    public void TheWindowsHighBitsComeFromTheAddressExtension()
    {
        PciBench bench = new();
        bench[0x140] = 0x0000_4000;
        bench.Command(MicroOp.PciWrite, Window + 0x40, [0x1234_5678], 1);
        bench.Run();
        Assert.AreEqual((PciCommand.MemoryWrite, 0x4000_0040u, 4), (
            bench.Target.Log[0].Command, bench.Target.Log[0].Address, bench.Target.Log[0].Bytes));
        CollectionAssert.AreEqual(new byte[] { 0x78, 0x56, 0x34, 0x12 }, bench.Target.Memory[0x40..0x44]);
    }

    [TestMethod]
    public void WithTheLaneEnablesOnBytesKeepTheirNetworkOrderBothWays() => Gen.UInt.Array[1, 8].Sample(
        words =>
        {
            PciBench bench = Lanes();
            bench.Command(MicroOp.PciWrite, Window + 0x80, words, words.Length);
            bench.Run();
            for (int i = 0; i < 4 * words.Length; i++)
            {
                if (bench.Target.Memory[0x80 + i] != (byte)(words[i / 4] >> (24 - (8 * (i % 4)))))
                {
                    return false;
                }
            }

            return bench.ReadCommand(Window + 0x80, words.Length).SequenceEqual(words);
        },
        iter: 20);

    [TestMethod]
    public void AByteMaskWithHolesWritesOnlyItsBytes()
    {
        PciBench bench = Lanes();
        bench.Target.Memory.AsSpan(0, 8).Fill(0xee);
        bench.Command(MicroOp.PciWrite, Window, [0x0102_0304, 0x0506_0708], 2, mask: 0b0101);
        bench.Run();
        CollectionAssert.AreEqual(
            new byte[] { 1, 0xee, 3, 0xee, 5, 0xee, 7, 0xee }, bench.Target.Memory[..8]);
    }

    [TestMethod]
    public void AWriteSignalsItsLastPullAndAReadItsLastPush()
    {
        PciBench bench = Lanes();
        bench.Target.Retries.Enqueue(20);
        bench.Command(MicroOp.PciWrite, Window, [1, 2, 3, 4, 5, 6, 7, 8], 8, signal: 4);
        bench.Run();
        long signal = bench.Inbox.SignalTime(0, 0, 4);
        Assert.IsTrue(signal > 0 && signal < bench.Target.Log[0].Time, "the pull does not wait for the bus");
        bench.Command(MicroOp.PciRead, Window, [], 8, signal: 5);
        bench.Run();
        Assert.IsTrue(bench.Inbox.SignalTime(0, 0, 5) > bench.Target.Log[1].Time);
        CollectionAssert.AreEqual(new uint[] { 1, 2, 3, 4, 5, 6, 7, 8 }, bench.Inbox.All[^1].Data);
    }

    // N41
    [TestMethod]
    public void IoCyclesTakeTheirHighHalfFromTheAddressExtension()
    {
        PciBench bench = new();
        bench[0x140] = 0x0010_0000;
        bench.Command(MicroOp.PciWrite, 0xd800_0024, [0x1122_3344], 1);
        bench.Run();
        Assert.AreEqual((PciCommand.IoWrite, 0x0010_0024u), (bench.Target.Log[0].Command, bench.Target.Log[0].Address));
    }

    [TestMethod]
    public void AReadThatNobodyAnswersEndsWithAllOnesAndTheErrorBits()
    {
        PciBench bench = new();
        CollectionAssert.AreEqual(new[] { uint.MaxValue, uint.MaxValue }, bench.ReadCommand(Window, 2));
        Assert.AreEqual(1u << 5, bench[0x13c] & (1u << 5));
        bench[0x13c] = 1 << 5;
        Assert.AreEqual(0u, bench[0x13c] & (1u << 5), "written ones clear it");
        Assert.AreNotEqual(0u, bench.ReadCommand(0xde00_0004, 1)[0] & (1u << 29));
    }

    [TestMethod]
    public void DirectAccessesAndDmaTakeTurns()
    {
        PciBench bench = Lanes();
        bench.Describe(0, 0x100, 0xc000_0000 | 1024, ScriptedTarget.Base + 0x1000, 0x1000, 0);
        bench[0x8c] = 0x100;
        bench[0x90] = 1;
        for (int i = 0; i < 6; i++)
        {
            bench.Command(MicroOp.PciWrite, Window, new uint[8], 8);
        }

        bench.Run();
        Assert.HasCount(22, bench.Target.Log);
        int lastDirect = bench.Target.Log.FindLastIndex(l => l.Bytes == 32);
        Assert.IsTrue(lastDirect < 20, "six direct writes did not wait for the whole transfer");
    }

    [TestMethod]
    public void TargetReadsOfDramDisconnectAfter32Bytes()
    {
        PciBench bench = Lanes();
        bench.Access(PciCommand.MemoryRead, 0xa000_0100, 64);
        Assert.AreEqual((PciOutcome.Completed, 32), bench.Last);
        bench.Access(PciCommand.MemoryRead, 0xa000_0138, 64);
        Assert.AreEqual((PciOutcome.Completed, 8), bench.Last, "and at 64-byte boundaries");
    }

    [TestMethod]
    public void AReadThatIsRetriedIsFetchedOnce()
    {
        PciBench bench = Lanes();
        bench.Access(PciCommand.MemoryRead, 0xa000_0100, 4);
        Assert.IsTrue(bench.Bus[1].Retries > 1);
        StatisticsSheet sheet = new(bench.Events.Now);
        bench.Dram.Report(sheet);
        Assert.AreEqual(8, sheet.Counters["dram.portBytes"]);
    }

    [TestMethod]
    public void TargetReadsOfSramGoByCommand()
    {
        PciBench bench = Lanes();
        foreach ((PciCommand command, int bytes) in (ReadOnlySpan<(PciCommand, int)>)[
            (PciCommand.MemoryRead, 4), (PciCommand.MemoryReadLine, 32), (PciCommand.MemoryReadMultiple, 64)])
        {
            bench.Access(command, 0x9000_0000, 64);
            Assert.AreEqual((PciOutcome.Completed, bytes), bench.Last);
        }
    }

    [TestMethod]
    public void TargetWritesAreCutAt64Bytes()
    {
        PciBench bench = Lanes();
        bench.Access(PciCommand.MemoryWrite, 0xa000_0130, 64, [.. Enumerable.Range(0, 64).Select(i => (byte)i)]);
        Assert.AreEqual((PciOutcome.Completed, 16), bench.Last);
        Assert.AreEqual(0x0c0d_0e0fu, bench.Dram.Memory.ReadWord(0x13c));
    }

    [TestMethod]
    public void BytesWrittenThroughAWindowReadBackThroughIt() =>
        Gen.Select(Gen.Int[0, 200], Gen.Byte.Array[1, 16], Gen.Bool).Sample(
            (offset, bytes, sram) =>
            {
                PciBench bench = Lanes();
                uint at = (sram ? 0x9000_0000 : 0xa000_0000) + (uint)offset;
                for (int done = 0; done < bytes.Length; done += bench.Last.Bytes)
                {
                    bench.Access(PciCommand.MemoryWrite, at + (uint)done, bytes.Length - done, bytes[done..]);
                }

                List<byte> read = [];
                while (read.Count < bytes.Length)
                {
                    read.AddRange(bench.Access(
                        PciCommand.MemoryReadMultiple, at + (uint)read.Count, bytes.Length - read.Count));
                }

                return read.SequenceEqual(bytes);
            },
            iter: 30);

    [TestMethod]
    public void MemoryThatIsNotPopulatedReadsAllOnes()
    {
        PciBench bench = Lanes();
        CollectionAssert.AreEqual(
            new byte[] { 0xff, 0xff, 0xff, 0xff }, bench.Access(PciCommand.MemoryRead, 0xa080_0000, 4));
        bench.Access(PciCommand.MemoryWrite, 0xa080_0000, 4, [1, 2, 3, 4]);
        Assert.AreEqual(PciOutcome.Completed, bench.Last.Outcome);
    }

    private static PciBench Lanes()
    {
        PciBench bench = new();
        bench[0x13c] = AllLanes;
        bench[0x140] = 0x0000_4000;
        return bench;
    }
}
