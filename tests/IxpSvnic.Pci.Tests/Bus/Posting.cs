using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Transactions;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Pci.Tests.Bus;

/// <summary>The posting buffer's room, its tags and the rule for lost copies.</summary>
[TestClass]
public sealed class Posting
{
    private readonly FrameLedger _ledger = new();

    [TestMethod]
    public void WritesOccupyWholeQuadwords()
    {
        PostingQueue queue = new("q", 8, 64, _ledger);
        queue.Post(0, Write(6, 4), 0);
        Assert.AreEqual(48, queue.FreeBytes);
        queue.Post(0, Write(0, 8), 0);
        Assert.AreEqual(40, queue.FreeBytes);
        queue.Advance(4, 10);
        Assert.AreEqual(56, queue.FreeBytes);
        Assert.AreEqual((2L, 1L), (queue.Posted, queue.Completed));
    }

    [TestMethod]
    public void AWriteThatIsLeavingMakesRoomFromItsFirstDataPhase()
    {
        PostingQueue queue = new("q", 8, 64, _ledger);
        queue.Post(0, Write(0, 64), 0);
        Assert.AreEqual(0, queue.FreeBytes);
        queue.StartDraining();
        Assert.AreEqual(64, queue.FreeBytes);
    }

    [TestMethod]
    public void APartlyMovedWriteKeepsItsRest()
    {
        PostingQueue queue = new("q", 8, 64, _ledger);
        queue.Post(0, Write(0, 64), 0);
        queue.Advance(24, 10);
        Assert.AreEqual((24u, 40, (byte)24), (queue.Head.Address, queue.Head.Length, queue.Head.Data[0]));
        Assert.AreEqual(24, queue.FreeBytes);
    }

    [TestMethod]
    public void NoEntryNoRoom()
    {
        PostingQueue queue = new("q", 2, 64, _ledger);
        queue.Post(0, Write(0, 8), 0);
        queue.Post(0, Write(8, 8), 0);
        Assert.AreEqual(0, queue.FreeBytes);
        Assert.ThrowsExactly<InvalidOperationException>(() => queue.Post(0, Write(16, 8), 0));
    }

    [TestMethod]
    public void ThePostedFrameIsHeldUntilItLeaves()
    {
        PostingQueue queue = new("q", 2, 64, _ledger);
        int tag = _ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        queue.Post(0, Write(0, 8, tag), 0);
        Assert.AreEqual(2, _ledger[tag].Live);
        queue.Discard(5);
        Assert.AreEqual(1, _ledger[tag].Live);
        Assert.AreEqual(1, queue.Statistics.Left);
    }

    [TestMethod]
    public void TheBurstsOfOneTransferLoseOneCopy()
    {
        LostCopies lost = new(_ledger);
        int tag = _ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        int other = _ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        PciTransaction write = Write(0, 64, tag);
        write.Copy = (7 << 2) | 1;
        lost.Lose(in write, DropReason.MasterAbort, 0);
        lost.Lose(in write, DropReason.MasterAbort, 1);
        PciTransaction second = Write(0, 64, other);
        second.Copy = (8 << 2) | 3;
        lost.Lose(in second, DropReason.MasterAbort, 2);
        lost.Lose(in write, DropReason.MasterAbort, 3);
        Assert.AreEqual(2, _ledger.TotalDrops, "channels interleave");
        write.Copy = (9 << 2) | 1;
        lost.Lose(in write, DropReason.MasterAbort, 4);
        Assert.AreEqual(3, _ledger.TotalDrops, "the same frame sent again is another copy");
    }

    [TestMethod]
    public void AdjoiningWritesOfAProcessorLoseOneCopy()
    {
        LostCopies lost = new(_ledger);
        int tag = _ledger.Create(FrameOrigin.Guest, 0, 64, 0, 0);
        lost.Lose(Write(0, 64, tag), DropReason.MasterAbort, 0);
        lost.Lose(Write(64, 64, tag), DropReason.MasterAbort, 0);
        Assert.AreEqual(1, _ledger.TotalDrops);
    }

    private static PciTransaction Write(uint address, int length, int tag = 0)
    {
        PciTransaction write = default;
        write.Set(PciCommand.MemoryWrite, address, length, tag);
        for (int i = 0; i < length; i++)
        {
            write.Payload[i] = (byte)(address + i);
        }

        return write;
    }
}
