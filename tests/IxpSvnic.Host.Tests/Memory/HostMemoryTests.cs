using CsCheck;
using IxpSvnic.Host.Memory;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Tests.Memory;

[TestClass]
public sealed class HostMemoryTests
{
    [TestMethod]
    public void SharedWordsAreBigEndianAndTableEntriesLittleEndian()
    {
        using HostMemory memory = new(new FrameLedger(), 1 << 20);
        memory.WriteBigEndian(16, 0x0102_0304);
        memory.WriteEntry(24, 0x0102_0304_0506_0708);
        CollectionAssert.AreEqual(
            new byte[] { 1, 2, 3, 4, 0, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1 }, memory.Read(16, 16).ToArray());
        Assert.AreEqual(0x0102_0304u, memory.ReadBigEndian(16));
        Assert.AreEqual(0x0102_0304_0506_0708UL, memory.ReadEntry(24));
    }

    [TestMethod]
    [DataRow(0xf_ffffUL, 1, true)]
    [DataRow(0xf_ffffUL, 2, false)]
    [DataRow(0x10_0000UL, 0, true)]
    [DataRow(0x10_0001UL, 0, false)]
    [DataRow(ulong.MaxValue, 64, false)]
    public void AddressesAreCheckedWithoutOverflow(ulong address, int length, bool holds)
    {
        using HostMemory memory = new(new FrameLedger(), 1 << 20);
        Assert.AreEqual(holds, memory.Holds(address, length));
    }

    [TestMethod]
    public void AGuestSeesItsScatteredPagesAsOne() => Gen.Select(Gen.Int[0, 16000], Gen.Byte.Array[1, 300]).Sample(
        (offset, data) =>
        {
            FrameLedger ledger = new();
            using HostMemory memory = new(ledger, 1 << 20);
            long[] pages = [0x9000, 0x2000, 0xf000, 0x5000];
            GuestMemory guest = new(memory, pages);
            int length = Math.Min(data.Length, guest.Length - offset);
            int tag = ledger.Create(FrameOrigin.Wire, 0, 60, 0, 0);
            for (int i = 0; i < length; i++)
            {
                long machine = pages[(offset + i) / 4096] + ((offset + i) % 4096);
                memory.Write(machine, [data[i]], i == length - 1 ? tag : 0, 0);
            }

            byte[] read = new byte[length];
            guest.Read(offset, read);
            CollectionAssert.AreEqual(data[..length], read);
            Assert.AreEqual(tag, guest.FirstTag(offset, length));
            guest.ClearTags(offset, length, 0);
            Assert.AreEqual(0, guest.FirstTag(offset, length));
        });

    [TestMethod]
    public void EveryPageIsGivenOutOnceAndTheForbiddenOneNotNow()
    {
        PageAllocator pages = new(4 << 20, 5);
        HashSet<long> seen = [];
        int count = pages.FreePages;
        for (int i = 0; i < count - 1; i++)
        {
            long forbidden = 0x10_0000 + (i * 4096L);
            long page = pages.Allocate(forbidden);
            Assert.AreNotEqual(forbidden, page);
            Assert.IsTrue(seen.Add(page));
            Assert.IsTrue(page is >= 0x10_0000 and < 0x30_0000);
        }

        pages.Allocate();
        Assert.ThrowsExactly<InvalidOperationException>(() => pages.Allocate());
        pages.Free(0x12_3000);
        Assert.AreEqual(0x12_3000, pages.Allocate());
    }

    [TestMethod]
    public void RunsAreAlignedAndEnd()
    {
        PageAllocator pages = new(16 << 20, 5);
        pages.AllocateRun(3, 1);
        Assert.AreEqual(0, pages.AllocateRun(512, 512) % (2 << 20));
        Assert.ThrowsExactly<InvalidOperationException>(() => pages.AllocateRun(512, 512));
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameOrder()
    {
        PageAllocator first = new(4 << 20, 5);
        PageAllocator second = new(4 << 20, 5);
        PageAllocator other = new(4 << 20, 6);
        Assert.AreEqual(StateVisitor.Hash(first), StateVisitor.Hash(second));
        Assert.AreNotEqual(StateVisitor.Hash(first), StateVisitor.Hash(other));
    }
}
