using CsCheck;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Pci.HostSeam;

namespace IxpSvnic.Host.Tests.DmaRemapping;

[TestClass]
public sealed class TranslationTests
{
    [TestMethod]
    [DataRow(3)]
    [DataRow(4)]
    public void TranslationsAgreeWithAnIndependentWalkOverRandomTables(int levels) => Gen.Select(
        Gen.ULong, Gen.Int[1, 60], Gen.Bool).Sample(
        (seed, count, smallCache) => AgreesOverRandomTables(levels, seed, count, smallCache), iter: 150);

    [TestMethod]
    public void AMappedPageIsReachedAndAnotherIsNot()
    {
        using RemappedHost host = new();
        long page = host.Pages.Allocate();
        host.Tables.Map(host.Space, host.Base, page, large: false);
        Assert.IsTrue(host.Write(host.Base + 8, 1, 2, 3));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, host.Memory.Read(page + 8, 3).ToArray());
        Assert.IsFalse(host.Write(host.Base + 4096, 9));
    }

    [TestMethod]
    public void AStoppedReadReturnsAllOnes()
    {
        using RemappedHost host = new();
        byte[] data = new byte[8];
        Assert.IsFalse(host.Iommu.Read(host.Base, data, out int tag, 0).Ok);
        Assert.AreEqual(0, tag);
        Assert.IsTrue(Array.TrueForAll(data, b => b == 0xff));
    }

    [TestMethod]
    public void AMissCostsOneAccessPerLevelAndAHitNothing()
    {
        using RemappedHost host = new(p => (p.TableLevels, p.WalkLevelNs) = (4, 50));
        host.Tables.Map(host.Space, host.Base, host.Pages.Allocate(), large: false);
        host.Tables.Map(host.Space, host.Base + 4096, host.Pages.Allocate(), large: false);
        UpstreamResult first = host.Iommu.Write(host.Base, [1], 0, 0);
        UpstreamResult second = host.Iommu.Write(host.Base + 64, [1], 0, 0);
        UpstreamResult other = host.Iommu.Write(host.Base + 4096, [1], 0, 0);
        Assert.AreEqual((2 + 4) * 150, first.DelayTicks, "root, context and four levels");
        Assert.AreEqual(0, second.DelayTicks);
        Assert.AreEqual(4 * 150, other.DelayTicks, "the context entry is cached");
    }

    [TestMethod]
    public void ALargePageIsOneEntryAndOneLevelShorter()
    {
        using RemappedHost host = new();
        long run = host.Pages.AllocateRun(512, 512);
        host.Tables.Map(host.Space, host.Base, run, large: true);
        Assert.AreEqual((2 + 2) * 300, host.Iommu.Write(host.Base + 0x12345, [7], 0, 0).DelayTicks);
        Assert.AreEqual(0, host.Iommu.Write(host.Base + 0x1f_ffff, [8], 0, 0).DelayTicks);
        Assert.AreEqual(7, host.Memory.Read(run + 0x12345, 1)[0]);
        Assert.AreEqual(8, host.Memory.Read(run + 0x1f_ffff, 1)[0]);
    }

    [TestMethod]
    public void WithTranslationOffBusAddressesAreMachineAddresses()
    {
        using RemappedHost host = new();
        host.Iommu.Registers.Bank.Write(IommuRegisters.Gcmd, 0);
        Assert.IsTrue(host.Write(0x20_0000, 5));
        Assert.AreEqual(5, host.Memory.Read(0x20_0000, 1)[0]);
        Assert.IsFalse(host.Iommu.Claims((ulong)host.Memory.Length));
        Assert.IsTrue(host.Iommu.Claims((ulong)host.Memory.Length - 1));
    }

    [TestMethod]
    public void APassThroughContextLeavesAddressesAlone()
    {
        using RemappedHost host = new();
        long slot = host.ContextSlot;
        host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) | (2UL << 2));
        Assert.IsTrue(host.Write(host.Base + 4, 6));
        Assert.AreEqual(6, host.Memory.Read((long)host.Base + 4, 1)[0]);
    }

    [TestMethod]
    public void ABurstAcrossAPageIsAnImpossibleState()
    {
        using RemappedHost host = new();
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => host.Write(host.Base + 4095, 1, 2));
    }

    [TestMethod]
    public void WhoAsksIsTakenFromTheBusAddress()
    {
        using RemappedHost host = new();
        AddressSpace other = host.Tables.Create(8, host.Parameters.TableLevels);
        host.Tables.Attach(0x0104, other);
        host.Iommu.Requesters.Assign(4, 0x0104);
        ulong otherBase = (ulong)(4 * host.Parameters.RegionBytes);
        long page = host.Pages.Allocate();

        // The other domain's tables map this domain's region: it still is not theirs to reach.
        host.Tables.Map(other, host.Base, page, large: false);
        Assert.IsFalse(host.Write(host.Base, 1));
        Assert.AreEqual((FaultReason.WriteNotPermitted, 0x0103, host.Base, false), host.TakeFault());
        host.Tables.Map(other, otherBase, page, large: false);
        Assert.IsTrue(host.Write(otherBase, 1));
    }

    private static void AgreesOverRandomTables(int levels, ulong seed, int count, bool smallCache)
    {
        using RemappedHost host = new(
            p =>
            {
                p.TableLevels = levels;
                p.IotlbSets = smallCache ? 1 : 16;
                p.IotlbWays = smallCache ? 1 : 4;
            },
            seed);
        Sim.Statistics.SeededRandom random = new(seed);
        List<ulong> pages = [];
        for (int i = 0; i < count; i++)
        {
            ulong offset = (ulong)random.Next(6) << 21;
            if (random.Next(6) == 0)
            {
                offset = 6UL + (ulong)random.Next(2) << 21;
                host.Tables.Map(host.Space, host.Base + offset, random.Next(24) << 21, large: true);
            }
            else
            {
                offset |= (ulong)random.Next(4) << 12;
                host.Tables.Map(host.Space, host.Base + offset, host.Pages.Allocate(), large: false);
                if (random.Next(3) == 0)
                {
                    long slot = (long)SlotOf(host, host.Base + offset);
                    host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) & ~(1UL << random.Next(2)));
                }
            }

            pages.Add(offset);
        }

        Recorder recorder = new();
        host.Iommu.Observer = recorder;
        for (int i = 0; i < 200; i++)
        {
            ulong address = host.Base + pages[random.Next(pages.Count)] + (ulong)random.Next(16384);
            bool write = random.Next(2) == 0;
            long expected = ReferenceWalk.Translate(
                host.Memory, host.Tables.Root, RemappedHost.Source, address, write);
            bool ok = write
                ? host.Iommu.Write(address, [1], 0, 0).Ok
                : host.Iommu.Read(address, new byte[1], out _, 0).Ok;
            long actual = recorder.Reason == FaultReason.None ? (long)recorder.Machine : -(int)recorder.Reason;
            Assert.AreEqual(expected, actual, $"at 0x{address:x}, write {write}");
            Assert.AreEqual(expected >= 0, ok);
        }
    }

    // The entry that maps an address, which may be a large page's.
    private static ulong SlotOf(RemappedHost host, ulong address)
    {
        long table = host.Space.Table;
        for (int level = host.Space.Levels; ; level--)
        {
            long slot = table + (long)(((address >> (12 + ((level - 1) * 9))) & 511) * 8);
            ulong entry = host.Memory.ReadEntry(slot);
            if (level == 1 || (level == 2 && (entry & 0x80) != 0))
            {
                return (ulong)slot;
            }

            table = (long)(entry & 0x000f_ffff_ffff_f000);
        }
    }

    private sealed class Recorder : ITranslationObserver
    {
        public FaultReason Reason { get; private set; }

        public ulong Machine { get; private set; }

        public void OnTranslation(ulong busAddress, ushort sourceId, bool write, ulong machine, FaultReason reason) =>
            (Machine, Reason) = (machine, reason);
    }
}
