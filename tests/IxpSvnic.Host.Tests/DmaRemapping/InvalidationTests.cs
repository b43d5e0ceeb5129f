using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Tests.DmaRemapping;

[TestClass]
public sealed class InvalidationTests
{
    [TestMethod]
    public void ATranslationStaysUntilItIsInvalidated()
    {
        using RemappedHost host = TwoPages();
        long slot = host.LeafSlot(host.Base);
        host.Memory.WriteEntry(slot, 0);
        Assert.IsTrue(host.Write(host.Base, 1), "the cached translation is still used");
        host.Tables.InvalidatePage(host.Space.Domain, host.Base);
        Assert.IsFalse(host.Write(host.Base, 1));
    }

    [TestMethod]
    public void UnmappingOnePageFaultsExactlyThatPage()
    {
        using RemappedHost host = TwoPages();
        Assert.IsTrue(host.Tables.Unmap(host.Space, host.Base));
        Assert.IsFalse(host.Write(host.Base + 100, 1));
        Assert.IsTrue(host.Write(host.Base + 4096, 1));
        Assert.AreEqual(1, host.Iommu.Faults);
        Assert.IsFalse(host.Tables.Unmap(host.Space, host.Base), "nothing is mapped there any more");
    }

    [TestMethod]
    [DataRow(1u << 28, false, false)]
    [DataRow((2u << 28) | 7, false, false)]
    [DataRow((2u << 28) | 8, true, true)]
    [DataRow((3u << 28) | 7, false, true)]
    [DataRow((3u << 28) | 8, true, true)]
    [DataRow(0u, true, true)]
    public void AnInvalidationReachesWhatItNames(uint command, bool firstStays, bool secondStays)
    {
        using RemappedHost host = TwoPages();
        host.Memory.WriteEntry(host.LeafSlot(host.Base), 0);
        host.Memory.WriteEntry(host.LeafSlot(host.Base + 4096), 0);
        RegisterBank bank = host.Iommu.Registers.Bank;
        bank.Write(IommuRegisters.IvaLow, (uint)host.Base);
        bank.Write(IommuRegisters.IotlbHigh, IommuRegisters.Start | command);
        Assert.AreEqual(0u, bank.Read(IommuRegisters.IotlbHigh) >> 31, "done");
        Assert.AreEqual((command >> 28) & 3, (bank.Read(IommuRegisters.IotlbHigh) >> 25) & 3, "as asked");
        Assert.AreEqual(firstStays, host.Write(host.Base, 1));
        Assert.AreEqual(secondStays, host.Write(host.Base + 4096, 1));
    }

    [TestMethod]
    public void AnAddressMaskCoversTwoPages()
    {
        using RemappedHost host = TwoPages();
        host.Memory.WriteEntry(host.LeafSlot(host.Base), 0);
        host.Memory.WriteEntry(host.LeafSlot(host.Base + 4096), 0);
        host.Iommu.Registers.Bank.Write(IommuRegisters.IvaLow, (uint)host.Base | 1);
        host.Iommu.Registers.Bank.Write(IommuRegisters.IotlbHigh, IommuRegisters.Start | (3u << 28) | 7);
        Assert.IsFalse(host.Write(host.Base, 1));
        Assert.IsFalse(host.Write(host.Base + 4096, 1));
    }

    [TestMethod]
    [DataRow(1u << 29, 0u)]
    [DataRow(2u << 29, 7u)]
    [DataRow(3u << 29, (0x0103u << 16) | 7)]
    [DataRow((3u << 29) | 3, (0x0100u << 16) | 7)]
    public void AContextEntryStaysUntilItIsInvalidated(uint command, uint low)
    {
        using RemappedHost host = TwoPages();
        host.Memory.WriteEntry(host.ContextSlot, 0);
        Assert.IsTrue(host.Write(host.Base, 1));
        host.Iommu.Registers.Bank.Write(IommuRegisters.CcmdLow, low);
        host.Iommu.Registers.Bank.Write(IommuRegisters.CcmdHigh, IommuRegisters.Start | command);
        Assert.AreEqual(0u, host.Iommu.Registers.Bank.Read(IommuRegisters.CcmdHigh) >> 31);
        Assert.IsFalse(host.Write(host.Base, 1));
        Assert.AreEqual(FaultReason.ContextEntryNotPresent, host.TakeFault().Reason);
    }

    [TestMethod]
    public void MorePermissionNeedsNoInvalidation()
    {
        using RemappedHost host = TwoPages();
        long slot = host.LeafSlot(host.Base);
        host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) & ~2UL);
        host.Tables.InvalidatePage(host.Space.Domain, host.Base);
        Assert.IsTrue(host.Read(host.Base));
        host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) | 2);
        Assert.IsTrue(host.Write(host.Base, 1));
    }

    [TestMethod]
    public void ASetHoldsAsManyTranslationsAsItHasWays()
    {
        using RemappedHost host = new(p => (p.IotlbSets, p.IotlbWays) = (2, 2));
        for (int i = 0; i < 5; i++)
        {
            host.Tables.Map(host.Space, host.Base + (ulong)(i * 8192), host.Pages.Allocate(), large: false);
        }

        host.Write(host.Base, 1);
        host.Write(host.Base + 8192, 1);
        host.Write(host.Base, 1);
        host.Write(host.Base + 16384, 1);
        long misses = host.Iommu.Misses;
        host.Write(host.Base, 1);
        Assert.AreEqual(misses, host.Iommu.Misses, "the least recently used page made way, not this one");
        host.Write(host.Base + 8192, 1);
        Assert.AreEqual(misses + 1, host.Iommu.Misses);
    }

    [TestMethod]
    public void EveryBitOfEveryRegisterIsDeclared()
    {
        using RemappedHost host = new();
        foreach (Register register in host.Iommu.Registers.Bank.All.Concat(host.Iommu.Requesters.Bank.All))
        {
            uint declared = register.Fields.Aggregate(0u, (bits, field) => bits | field.Mask);
            Assert.AreEqual(uint.MaxValue, declared, register.Name);
        }
    }

    [TestMethod]
    public void TheCapabilityRegistersSayWhatTheUnitDoes()
    {
        using RemappedHost host = new();
        RegisterBank bank = host.Iommu.Registers.Bank;
        ulong cap = bank.Read(8) | ((ulong)bank.Read(12) << 32);
        Assert.AreEqual((ulong)IommuRegisters.Frcd / 16, (cap >> 24) & 0x3ff, "fault recording offset");
        Assert.AreEqual(IommuRegisters.FaultRecords - 1UL, (cap >> 40) & 0xff);
        Assert.AreEqual(0b00110UL, (cap >> 8) & 0x1f, "three and four levels");
        Assert.AreEqual(1UL, (cap >> 34) & 0xf, "2 MB pages only");
        Assert.AreEqual(1UL, (cap >> 39) & 1, "page-selective invalidation");
        Assert.AreEqual((ulong)IommuRegisters.IvaLow / 16, (bank.Read(16) >> 8) & 0x3ff, "IOTLB registers");
        Assert.AreEqual(0x10u, bank.Read(0));
    }

    [TestMethod]
    public void StateSurvivesSaveAndRestore()
    {
        using RemappedHost host = TwoPages();
        host.Write(host.Base + 8192, 1);
        using MemoryStream stream = new();
        host.Iommu.Sync(StateVisitor.Saving(stream));
        string hash = StateVisitor.Hash(host.Iommu);
        host.Iommu.Registers.Bank.Write(IommuRegisters.IotlbHigh, IommuRegisters.Start | (1u << 28));
        Assert.AreNotEqual(hash, StateVisitor.Hash(host.Iommu));
        stream.Position = 0;
        host.Iommu.Sync(StateVisitor.Restoring(stream));
        Assert.AreEqual(hash, StateVisitor.Hash(host.Iommu));
        long hits = host.Iommu.Hits;
        host.Write(host.Base, 1);
        Assert.AreEqual(hits + 1, host.Iommu.Hits);
    }

    [TestMethod]
    public void TheDumpShowsEveryMappingWhateverTheCacheHolds()
    {
        using RemappedHost host = TwoPages();
        long run = host.Pages.AllocateRun(512, 512);
        host.Tables.Map(host.Space, host.Base + (2 << 20), run, large: true);
        host.Memory.WriteEntry(host.LeafSlot(host.Base), 0);
        TableDump dump = TableDumper.Dump(host.Memory, host.Iommu);
        Assert.HasCount(2, dump.Mappings);
        Assert.AreEqual((host.Base + 4096, 4096L), (dump.Mappings[0].Address, dump.Mappings[0].Bytes));
        Assert.AreEqual(
            new DumpedMapping(0x0103, 7, host.Base + (2 << 20), (ulong)run, 2 << 20, true, true), dump.Mappings[1]);
        Assert.AreEqual(new DumpedRequester(3, host.Base, 0x0103), dump.Requesters.Single());
        Assert.AreEqual(
            (ulong)host.Space.Table,
            dump.Tables.Single(t => t.Kind == "context").Entries.Single().Low & ~0xfffUL);
    }

    [TestMethod]
    [DataRow("bounce-ish", 16)]
    [DataRow("none", 3)]
    public void ParametersThatNoHardwareHasAreRefused(string mode, int sets)
    {
        IommuParameters parameters = new() { Mode = mode, IotlbSets = sets };
        ParameterException e = Assert.ThrowsExactly<ParameterException>(parameters.Check);
        StringAssert.Contains(e.Message, "parameter 'iommu.");
    }

    private static RemappedHost TwoPages()
    {
        RemappedHost host = new();
        host.Tables.Map(host.Space, host.Base, host.Pages.Allocate(), large: false);
        host.Tables.Map(host.Space, host.Base + 4096, host.Pages.Allocate(), large: false);
        Assert.IsTrue(host.Write(host.Base, 1));
        Assert.IsTrue(host.Write(host.Base + 4096, 1));
        return host;
    }
}
