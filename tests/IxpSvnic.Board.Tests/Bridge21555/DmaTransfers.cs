using CsCheck;
using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Bridge21555;

/// <summary>DMA between packet memory and host memory through both buses.</summary>
[TestClass]
public sealed class DmaTransfers
{
    private const uint HostBase = 0x0020_0000;
    private const uint DramBase = 0x0004_0000;

    [TestMethod]
    public void AnyAlignmentAndLengthToTheHostIsAPlainByteCopy() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 130], Gen.Int[1, 3000], Gen.Int[0, 255]).Sample(
            (host, dram, length, seed) =>
            {
                using PathScope scope = new();
                PciPath path = scope.Path;
                byte[] frame = PciPath.Pattern(length, seed);
                path.FillDram(DramBase + dram, frame);
                path.Host.Memory.Write(HostBase, 16384).Fill(0xee);
                path.StartDma(
                    1, true, BoardAddressPlan.DmaAddress(HostBase + (uint)host), DramBase + (uint)dram, length);
                path.RunAll();
                ReadOnlySpan<byte> memory = path.Host.Memory.Read(HostBase, 16384);
                return memory.Slice(host, length).SequenceEqual(frame)
                    && memory[..host].IndexOfAnyExcept((byte)0xee) < 0
                    && memory[(host + length)..].IndexOfAnyExcept((byte)0xee) < 0;
            },
            iter: 100);

    [TestMethod]
    public void AnyAlignmentAndLengthFromTheHostIsAPlainByteCopy() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 130], Gen.Int[1, 3000], Gen.Int[0, 3]).Sample(
            (host, dram, length, type) =>
            {
                using PathScope scope = new();
                PciPath path = scope.Path;
                byte[] frame = PciPath.Pattern(length, type);
                frame.CopyTo(path.Host.Memory.Write(HostBase + host, length));
                path.FillDram(DramBase, PciPath.Pattern(4096, 99));
                path.StartDma(
                    3,
                    false,
                    BoardAddressPlan.DmaAddress(HostBase + (uint)host),
                    DramBase + (uint)dram,
                    length,
                    1 | ((uint)type << 5));
                path.RunAll();
                ReadOnlySpan<byte> memory = path.ReadDram(DramBase, 4096);
                ReadOnlySpan<byte> before = PciPath.Pattern(4096, 99);
                return memory.Slice(dram, length).SequenceEqual(frame)
                    && memory[..dram].SequenceEqual(before[..dram])
                    && memory[(dram + length)..].SequenceEqual(before[(dram + length)..]);
            },
            iter: 100);

    [TestMethod]
    public void WithTheLaneEnablesOffLongwordsKeepTheirValue()
    {
        PciPath path = new();
        path.Unit.WriteRegister(0xdf00_013c, 0);
        path.FillDram(DramBase, [1, 2, 3, 4, 5, 6, 7, 8]);
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(HostBase), DramBase, 8);
        path.RunAll();
        CollectionAssert.AreEqual(
            new byte[] { 4, 3, 2, 1, 8, 7, 6, 5 }, path.Host.Memory.Read(HostBase, 8).ToArray());
    }

    [TestMethod]
    public void AFrameIsKnownOnItsWayToTheHost()
    {
        PciPath path = new();
        int tag = path.Ledger.Create(FrameOrigin.Wire, 0, 200, 0, 0);
        path.Dram.Tags.Mark(DramBase, 200, tag, 0);
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(HostBase), DramBase, 200);
        path.RunAll();
        Assert.AreEqual(tag, path.Host.Tags.At(HostBase));
        Assert.AreEqual(tag, path.Host.Tags.At(HostBase + 192));
        FrameRecord record = path.Ledger[tag];
        Assert.IsTrue(record.Times[(int)Hop.DmaIssued] >= 0);
        Assert.IsTrue(record.Times[(int)Hop.BusGranted] > record.Times[(int)Hop.DmaIssued]);
        Assert.AreEqual(1 + 4 + 4, record.Live, "held by its birth, four lines of DRAM and four of host memory");
    }

    [TestMethod]
    public void AFrameIsKnownOnItsWayFromTheHost()
    {
        PciPath path = new();
        int tag = path.Ledger.Create(FrameOrigin.Guest, 0, 200, 0, 0);
        path.Host.Tags.Mark(HostBase, 200, tag, 0);
        path.StartDma(3, false, BoardAddressPlan.DmaAddress(HostBase), DramBase, 200);
        path.RunAll();
        Assert.AreEqual(tag, path.Dram.Tags.At(DramBase));
        Assert.AreEqual(tag, path.Dram.Tags.At(DramBase + 199));
        Assert.AreEqual(1 + 4 + 4, path.Ledger[tag].Live);
    }

    [TestMethod]
    public void AWriteToAPageTakenAwayEndsWithoutAnErrorSinceNobodyOnTheBoardLearns()
    {
        PciPath path = new();
        path.FillDram(DramBase, PciPath.Pattern(1000, 1));
        path.Host.UnmappedPages.Add(HostBase >> 12);
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(HostBase), DramBase, 1000);
        path.RunAll();
        Assert.AreEqual(0x84u, path.Control(1), "transfer and chain done, no error");
        Assert.AreEqual(-1, path.Host.Memory.Read(HostBase, 1000).IndexOfAnyExcept((byte)0));
        Assert.AreEqual(0, path.Ledger.TotalDrops, "the drop is counted by the host, which stopped it");
    }

    [TestMethod]
    public void AReadOfAPageTakenAwayStopsTheChainWithAnError()
    {
        PciPath path = new();
        path.Host.UnmappedPages.Add((HostBase >> 12) + 1);
        path.StartDma(3, false, BoardAddressPlan.DmaAddress(HostBase + 4096 - 128), DramBase, 1000);
        path.RunAll();
        Assert.AreEqual(0x88u, path.Control(3) & 0x89);
    }

    [TestMethod]
    public void AnAddressNobodyClaimsIsAMasterAbort()
    {
        PciPath path = new();
        path.StartDma(1, true, 0x0200_0000, DramBase, 64);
        path.RunAll();
        Assert.AreEqual(0x88u, path.Control(1) & 0x89, "error and chain done, enable gone");
        Assert.AreNotEqual(0u, path.Unit.ReadRegister(0xde00_0004) & (1u << 29));
        Assert.AreNotEqual(0u, path.Unit.ReadRegister(0xdf00_013c) & (1u << 5));
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(HostBase), DramBase, 64);
        path.RunAll();
        Assert.AreEqual(0x80u, path.Control(1) & 0x89, "the next start clears the error");
    }

    [TestMethod]
    public void AWriteThatTheHostBusRefusesIsLostInTheBridge()
    {
        PciPath path = new();
        int tag = path.Ledger.Create(FrameOrigin.Wire, 0, 1000, 0, 0);
        path.Dram.Tags.Mark(DramBase, 1000, tag, 0);
        path.StartDma(1, true, BoardAddressPlan.DmaAddress(0x3000_0000), DramBase, 1000);
        path.RunAll();
        Assert.AreEqual(0u, path.Control(1) & 8);
        Assert.AreEqual(1, path.Ledger.Drops[(int)DropReason.MasterAbort]);
        Assert.IsTrue(path.Bridge.DiscardedUpstreamWrites > 1);
    }

    [TestMethod]
    public void SaveAndRestoreInTheMiddleOfATransferChangesNothing() =>
        Gen.Select(Gen.Int[1, 400], Gen.Bool, Gen.Int[0, 40]).Sample(
            (steps, toPci, offset) =>
            {
                using PathScope whole = new();
                using PathScope first = new();
                using PathScope second = new();
                Start(whole.Path, toPci, offset);
                Start(first.Path, toPci, offset);
                for (int i = 0; i < steps; i++)
                {
                    first.Path.Events.RunOne(long.MaxValue);
                }

                using MemoryStream snapshot = new();
                first.Path.Sync(Sim.State.StateVisitor.Saving(snapshot));
                snapshot.Position = 0;
                second.Path.Sync(Sim.State.StateVisitor.Restoring(snapshot));
                whole.Path.RunAll();
                second.Path.RunAll();
                return Sim.State.StateVisitor.Hash(whole.Path) == Sim.State.StateVisitor.Hash(second.Path)
                    && whole.Path.Events.Now == second.Path.Events.Now;
            },
            iter: 20);

    [TestMethod]
    public void FrameTagsLeaveTheStateAlone()
    {
        using PathScope tagged = new();
        using PathScope plain = new();
        int tag = tagged.Path.Ledger.Create(FrameOrigin.Wire, 0, 1000, 0, 0);
        tagged.Path.Dram.Tags.Mark(DramBase, 1000, tag, 0);
        foreach (PciPath path in (ReadOnlySpan<PciPath>)[tagged.Path, plain.Path])
        {
            Start(path, true, 0);
            for (int i = 0; i < 50; i++)
            {
                path.Events.RunOne(long.MaxValue);
            }
        }

        Assert.AreEqual(Sim.State.StateVisitor.Hash(plain.Path), Sim.State.StateVisitor.Hash(tagged.Path));
    }

    private static void Start(PciPath path, bool toPci, int offset)
    {
        path.FillDram(DramBase, PciPath.Pattern(2000, 5));
        PciPath.Pattern(2000, 6).CopyTo(path.Host.Memory.Write(HostBase, 2000));
        path.StartDma(1, toPci, BoardAddressPlan.DmaAddress(HostBase + (uint)offset), DramBase, 1500);
        path.StartDma(
            3, !toPci, BoardAddressPlan.DmaAddress(HostBase + 0x4000), DramBase + 0x4000, 777, descriptor: 0x200);
        path.HostBridge.TryPostWrite(PciPath.HostDram + 0x100, [1, 2, 3], 0);
        path.HostBridge.StartRead(PciPath.HostSram + 0x100, path.Host, 9);
    }
}
