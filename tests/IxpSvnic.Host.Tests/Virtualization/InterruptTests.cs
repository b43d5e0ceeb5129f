using IxpSvnic.Host.Tests.Fakes;
using IxpSvnic.Host.Virtualization;

namespace IxpSvnic.Host.Tests.Virtualization;

[TestClass]
public sealed class InterruptTests
{
    [TestMethod]
    public void ABitWakesEveryVifThatSharesIt()
    {
        using FakeWorld world = new(vifs: 12);
        world.Run();
        world.Device.Raise(world.Events.Now, (1 << 2) | (1 << 5));
        world.Run();
        int[] woken = [.. Enumerable.Range(0, 12).Where(v => world.Driver(v).Counts.Interrupts > 0)];
        CollectionAssert.AreEqual(new[] { 2, 5, 10 }, woken);
        Assert.AreEqual(3, world.Hypervisor.Interrupts.Counts.Sent);
        Assert.IsTrue(woken.All(v => world.Driver(v).Counts.Spurious == 1), "there was nothing to find");
    }

    [TestMethod]
    [DataRow(8, 1)]
    [DataRow(16, 9)]
    public void TheWidthOfTheIdentifierDecidesTheBit(int width, int bit)
    {
        using FakeWorld world = new(vifs: 10, hypervisor: h => h.IdWidth = width);
        Assert.AreEqual(bit, world.Hypervisor.Guests[9].Layout.SignalBit);
    }

    [TestMethod]
    public void ABitSetWhileTheHandlerRunsEntersItAgain()
    {
        using FakeWorld world = new(vifs: 2);
        world.Run();
        long now = world.Events.Now;
        for (int i = 0; i < 40; i++)
        {
            world.Device.Raise(now + (i * 100), 1u << (i % 2));
        }

        world.Run();
        Assert.IsGreaterThan(1, world.Hypervisor.Interrupts.Counts.Physical);
        Assert.IsGreaterThan(0, world.Driver(0).Counts.Interrupts);
        Assert.IsGreaterThan(0, world.Driver(1).Counts.Interrupts);
        long before = world.Hypervisor.Interrupts.Counts.Physical;
        world.Run();
        Assert.AreEqual(before, world.Hypervisor.Interrupts.Counts.Physical, "the line is low again");
    }

    [TestMethod]
    public void TheHandlerEnablesReadsAndClearsExactlyWhatItRead()
    {
        using FakeWorld world = new();
        world.Device.Log = [];
        world.Run();
        Assert.AreEqual(FakeDevice.Csr + 0xa0, world.Device.Log[0].Address);
        CollectionAssert.AreEqual(new byte[] { 0xff, 0, 0, 0 }, world.Device.Log[0].Data);
        world.Device.Log.Clear();
        world.Device.Raise(world.Events.Now, 0x41);
        world.Run();
        Assert.AreEqual(FakeDevice.Csr + 0x98, world.Device.Log[0].Address);
        CollectionAssert.AreEqual(new byte[] { 0x41, 0, 0, 0 }, world.Device.Log[0].Data);
    }

    [TestMethod]
    public void AFaultIsChargedToTheVifWhoseRegionWasTouched()
    {
        using FakeWorld world = new(vifs: 3);
        VifLayout victim = world.Hypervisor.Guests[1].Layout;
        Assert.IsTrue(world.Hypervisor.UnmapPage(1, 2));
        world.Events.RunTo(world.Events.Now);
        Assert.IsFalse(world.Iommu.Write(victim.ReceiveBusAddress + 8192, [1], 0, 0).Ok);
        Assert.IsTrue(world.Iommu.Write(victim.ReceiveBusAddress + 4096, [1], 0, 0).Ok);
        foreach (int other in new[] { 0, 2 })
        {
            uint area = world.Hypervisor.Guests[other].Layout.ReceiveBusAddress;
            Assert.IsTrue(world.Iommu.Write(area + 8192, [1], 0, 0).Ok);
        }

        world.Run();
        RecordedFault fault = world.Hypervisor.Faults.Faults.Single();
        Assert.AreEqual(victim.SourceId, fault.SourceId);
        Assert.AreEqual(victim.ReceiveBusAddress + 8192, fault.Page);
        Assert.AreEqual(0u, world.Iommu.Registers.Bank.Read(0x34), "the records are free again");
    }

    [TestMethod]
    public void NothingIsMappedBeyondAReceiveAreaAndNoPageHasItsOwnAddress()
    {
        using FakeWorld world = new(vifs: 4);
        foreach (VifGuest guest in world.Hypervisor.Guests)
        {
            VifLayout layout = guest.Layout;
            uint end = layout.ReceiveBusAddress + (uint)layout.ReceiveAreaBytes;
            Assert.IsTrue(world.Iommu.Write(end - 4, [1], 0, 0).Ok);
            Assert.IsFalse(world.Iommu.Write(end, [1], 0, 0).Ok);
            for (int page = 0; page < layout.ReceiveMachinePages.Count; page++)
            {
                Assert.AreNotEqual(layout.ReceiveBusAddress + (page * 4096), layout.ReceiveMachinePages[page]);
            }

            IReadOnlyList<long> pages = layout.ReceiveMachinePages;
            Assert.IsTrue(Enumerable.Range(1, 32).Count(p => pages[p] == pages[p - 1] + 4096) < 3, "scattered");
        }
    }

    [TestMethod]
    public void QueuesThatCannotBeAreRefusedByNameAndValue()
    {
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(
            () => new VifRequest(3, 0) { SendSlots = 48 }.Check());
        StringAssert.Contains(e.Message, "VIF 3: SendSlots is 48");
        Assert.ThrowsExactly<ArgumentException>(() => new VifRequest(3, 0) { ReceiveSlotBytes = 100 }.Check());
    }

    [TestMethod]
    public void AVifThatFitsNoRegionIsRefused()
    {
        InvalidOperationException e = Assert.ThrowsExactly<InvalidOperationException>(
            () => new FakeWorld(slots: 16384, slotBytes: 2048).Dispose());
        StringAssert.Contains(e.Message, "iommu.regionBytes");
    }
}
