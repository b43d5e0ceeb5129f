using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Host.Tests.DmaRemapping;

[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    public void ASourceWithoutRootEntryFaultsWithReason1() => Expect(
        FaultReason.RootEntryNotPresent, h => h.Iommu.Requesters.Assign(RemappedHost.Region, 0x5503), 0x5503);

    [TestMethod]
    public void ASourceWithoutContextEntryFaultsWithReason2() => Expect(
        FaultReason.ContextEntryNotPresent, h => h.Iommu.Requesters.Assign(RemappedHost.Region, 0x0155), 0x0155);

    [TestMethod]
    public void ARegionWithoutRequesterCountsAsTheBridge() => Expect(
        FaultReason.ContextEntryNotPresent,
        h => h.Iommu.Requesters.Withdraw(RemappedHost.Region),
        RequesterTable.BridgeSourceId);

    [TestMethod]
    public void AnUnsupportedAddressWidthFaultsWithReason3() => Expect(
        FaultReason.ContextEntryInvalid, h => h.Memory.WriteEntry(h.ContextSlot + 8, (7 << 8) | 3));

    [TestMethod]
    public void AReservedTranslationTypeFaultsWithReason3() => Expect(
        FaultReason.ContextEntryInvalid, h => Or(h, h.ContextSlot, 3 << 2));

    [TestMethod]
    public void AnAddressBeyondTheDomainFaultsWithReason4()
    {
        using RemappedHost host = new(p => (p.ApertureBytes, p.RegionBytes) = (1L << 40, 1 << 30));
        host.Iommu.Requesters.Assign(512, RemappedHost.Source);
        Assert.IsFalse(host.Write(1UL << 39, 1));
        Assert.AreEqual(FaultReason.AddressBeyondWidth, host.TakeFault().Reason);
    }

    [TestMethod]
    public void AWriteToAReadOnlyPageFaultsWithReason5() => Expect(
        FaultReason.WriteNotPermitted, h => And(h, h.LeafSlot(h.Base), ~2UL));

    [TestMethod]
    public void AReadOfAWriteOnlyPageFaultsWithReason6()
    {
        using RemappedHost host = Mapped();
        And(host, host.LeafSlot(host.Base), ~1UL);
        Assert.IsTrue(host.Write(host.Base, 1));
        Assert.IsFalse(host.Read(host.Base));
        Assert.AreEqual((FaultReason.ReadNotPermitted, 0x0103, host.Base, true), host.TakeFault());
    }

    [TestMethod]
    public void ATableOutsideMemoryFaultsWithReason7() => Expect(
        FaultReason.NextTableInvalid, h => h.Memory.WriteEntry(h.Space.Table, 0x8_0000_0003));

    [TestMethod]
    public void ARootTableOutsideMemoryFaultsWithReason8() => Expect(
        FaultReason.RootTableInvalid,
        h =>
        {
            h.Iommu.Registers.Bank.Write(IommuRegisters.RtaddrLow, 0xf000_0000);
            h.Iommu.Registers.Bank.Write(
                IommuRegisters.Gcmd, IommuRegisters.SetRootTable | IommuRegisters.TranslationEnable);
        });

    [TestMethod]
    public void AContextTableOutsideMemoryFaultsWithReason9() => Expect(
        FaultReason.ContextTableInvalid, h => h.Memory.WriteEntry(h.Tables.Root + 16, 0xf000_0001));

    [TestMethod]
    public void ReservedRootBitsFaultWithReasonA() => Expect(
        FaultReason.RootEntryReserved, h => Or(h, h.Tables.Root + 16, 0x800));

    [TestMethod]
    [DataRow(0, 0x10UL)]
    [DataRow(0, 1UL << 40)]
    [DataRow(8, 1UL << 24)]
    [DataRow(8, 1UL << 7)]
    public void ReservedContextBitsFaultWithReasonB(int half, ulong bits) => Expect(
        FaultReason.ContextEntryReserved, h => Or(h, h.ContextSlot + half, bits));

    [TestMethod]
    [DataRow(1UL << 36)]
    [DataRow(1UL << 51)]
    [DataRow(1UL << 11)]
    [DataRow(1UL << 62)]
    public void ReservedLeafBitsFaultWithReasonC(ulong bits) => Expect(
        FaultReason.PagingEntryReserved, h => Or(h, h.LeafSlot(h.Base), bits));

    [TestMethod]
    public void AOneGigabytePageFaultsWithReasonC() => Expect(
        FaultReason.PagingEntryReserved, h => Or(h, h.Space.Table, 0x80));

    [TestMethod]
    public void AnUnalignedLargePageFaultsWithReasonC()
    {
        using RemappedHost host = new();
        host.Tables.Map(host.Space, host.Base, 0x20_1000, large: true);
        Assert.IsFalse(host.Write(host.Base, 1));
        Assert.AreEqual(FaultReason.PagingEntryReserved, host.TakeFault().Reason);
    }

    [TestMethod]
    public void IgnoredLeafBitsDoNotMatter()
    {
        using RemappedHost host = Mapped();
        Or(host, host.LeafSlot(host.Base), (1UL << 63) | (0x3ffUL << 52) | (7 << 8) | (0xf << 3));
        Assert.IsTrue(host.Write(host.Base, 1));
    }

    [TestMethod]
    public void FaultProcessingDisableSilencesQualifiedFaultsButStopsTheAccess()
    {
        using RemappedHost host = Mapped();
        Or(host, host.ContextSlot, 2);
        Assert.IsFalse(host.Write(host.Base + 4096, 1));
        Assert.AreEqual(0u, host.Iommu.Registers.Bank.Read(IommuRegisters.Fsts));
        Assert.AreEqual(1, host.Iommu.Faults);
    }

    [TestMethod]
    public void RecordsFillInOrderThenOverflowUntilSoftwareClears()
    {
        using RemappedHost host = new();
        for (int i = 0; i < IommuRegisters.FaultRecords + 2; i++)
        {
            Assert.IsFalse(host.Write(host.Base + (ulong)(i * 4096), 1));
        }

        uint status = host.Iommu.Registers.Bank.Read(IommuRegisters.Fsts);
        Assert.AreEqual(IommuRegisters.FaultPending | IommuRegisters.FaultOverflow, status);
        Assert.AreEqual(2, host.Iommu.Registers.FaultsLost);
        for (int i = 0; i < IommuRegisters.FaultRecords; i++)
        {
            Assert.AreEqual(host.Base + (ulong)(i * 4096), host.TakeFault(i).Page);
        }

        host.Iommu.Registers.Bank.Write(IommuRegisters.Fsts, IommuRegisters.FaultOverflow);
        Assert.AreEqual(0u, host.Iommu.Registers.Bank.Read(IommuRegisters.Fsts) & 3);
        Assert.IsFalse(host.Write(host.Base, 1));
        Assert.AreEqual(host.Base, host.TakeFault(0).Page);
    }

    [TestMethod]
    public void AMaskedFaultEventWaitsForItsUnmask()
    {
        using RemappedHost host = new();
        Handler handler = new();
        host.Iommu.Registers.FaultHandler = handler;
        host.Iommu.Registers.Bank.Write(IommuRegisters.Fectl, IommuRegisters.EventMask);
        host.Write(host.Base, 1);
        host.Write(host.Base, 1);
        Assert.AreEqual(0, handler.Events);
        Assert.AreNotEqual(0u, host.Iommu.Registers.Bank.Read(IommuRegisters.Fectl) & IommuRegisters.EventPending);
        host.Iommu.Registers.Bank.Write(IommuRegisters.Fectl, 0);
        Assert.AreEqual(1, handler.Events, "one event for all pending faults");
        Assert.AreEqual(0u, host.Iommu.Registers.Bank.Read(IommuRegisters.Fectl) & IommuRegisters.EventPending);
    }

    [TestMethod]
    public void AStoppedWriteLeavesMemoryAndTagsAlone()
    {
        using RemappedHost host = Mapped();
        And(host, host.LeafSlot(host.Base), ~2UL);
        ulong page = host.Memory.ReadEntry(host.LeafSlot(host.Base)) & ~0xfffUL;
        int tag = host.Ledger.Create(FrameOrigin.Wire, 0, 64, 0, 0);
        Assert.IsFalse(host.Iommu.Write(host.Base, [1, 2, 3], tag, 0).Ok);
        Assert.AreEqual(0, host.Memory.Read((long)page, 1)[0]);
        Assert.AreEqual(0, host.Memory.Tags.At((long)page));
    }

    [TestMethod]
    public void AStoppedFrameDiesOnceHoweverManyBurstsItHad()
    {
        using RemappedHost host = new();
        int tag = host.Ledger.Create(FrameOrigin.Wire, 0, 192, 0, 0);
        host.Ledger.Replicate(tag);
        for (int i = 0; i < 3; i++)
        {
            host.Iommu.Write(host.Base + (ulong)(i * 64), new byte[64], tag, i);
        }

        Assert.AreEqual(1, host.Ledger.Drops[(int)DropReason.IommuFault]);
        host.Iommu.Write(host.Base + 2048, new byte[64], tag, 9);
        Assert.AreEqual(2, host.Ledger.Drops[(int)DropReason.IommuFault], "the other copy, elsewhere");
        Assert.AreEqual(0, host.Ledger.Outstanding);
    }

    private static RemappedHost Mapped()
    {
        RemappedHost host = new();
        host.Tables.Map(host.Space, host.Base, host.Pages.Allocate(), large: false);
        return host;
    }

    private static void Expect(FaultReason reason, Action<RemappedHost> damage, int source = RemappedHost.Source)
    {
        using RemappedHost host = Mapped();
        damage(host);
        Assert.IsFalse(host.Write(host.Base + 12, 1));
        Assert.AreEqual((reason, source, host.Base, false), host.TakeFault());
    }

    private static void Or(RemappedHost host, long slot, ulong bits) =>
        host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) | bits);

    private static void And(RemappedHost host, long slot, ulong bits) =>
        host.Memory.WriteEntry(slot, host.Memory.ReadEntry(slot) & bits);

    private sealed class Handler : IFaultEventHandler
    {
        public int Events { get; private set; }

        public void OnFaultEvent() => Events++;
    }
}
