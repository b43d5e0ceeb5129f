using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Tests.Fakes;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Pci;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.HostSide;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Host.Tests.Bus;

[TestClass]
public sealed class OverTheBusTests
{
    [TestMethod]
    public void AnEchoWorksOverTheTimedBusAndItsHostBridge()
    {
        EventQueue events = new();
        FrameLedger ledger = new();
        (BusCard card, Hypervisor hypervisor, _) = Build(events, ledger);
        for (int i = 0; i < 200; i++)
        {
            events.RunTo(events.Now + 20_000);
            card.Deliver(FakeWorld.Frame(0, i, 200), ledger.Create(FrameOrigin.Wire, 0, 200, events.Now, i));
        }

        events.RunTo(events.Now + 1_000_000);
        Assert.AreEqual(200, hypervisor.Guests[0].Driver.Counts.Received);
        Assert.AreEqual(200, ledger.Delivered);
        Assert.HasCount(200, card.Fetched);
        for (int i = 0; i < 200; i++)
        {
            byte[] frame = FakeWorld.Frame(0, i, 200);
            CollectionAssert.AreEqual((byte[])[.. frame[6..12], .. frame[..6], .. frame[12..]], card.Fetched[i]);
        }

        Assert.IsGreaterThan(0, hypervisor.Interrupts.Counts.Sent);
        Assert.IsTrue(hypervisor.Guests[0].Driver.IsAsleep);
    }

    [TestMethod]
    public void AFrameStoppedByTheIommuDiesOnceAndTheNextGetsThrough()
    {
        EventQueue events = new();
        FrameLedger ledger = new();
        (BusCard card, Hypervisor hypervisor, Iommu iommu) = Build(events, ledger);
        events.RunTo(60_000);
        Assert.IsTrue(hypervisor.UnmapPage(0, 1));
        for (int i = 0; i < 4; i++)
        {
            card.Deliver(FakeWorld.Frame(0, i, 1000), ledger.Create(FrameOrigin.Wire, 0, 1000, events.Now, i));
            events.RunTo(events.Now + 60_000);
        }

        Assert.AreEqual(2, ledger.Drops[(int)DropReason.IommuFault], "two slots to a page");
        Assert.AreEqual(2, hypervisor.Guests[0].Driver.Counts.Rejected);
        Assert.AreEqual(2, ledger.Delivered);
        Assert.AreEqual(32, iommu.Faults, "sixteen bursts each");
        RecordedFault first = hypervisor.Faults.Faults[0];
        Assert.AreEqual((FaultReason.WriteNotPermitted, card.Layout.SourceId), (first.Reason, first.SourceId));
        Assert.AreEqual(32, hypervisor.Faults.CountBySource[card.Layout.SourceId] + iommu.Registers.FaultsLost);
    }

    private static (BusCard Card, Hypervisor Hypervisor, Iommu Iommu) Build(EventQueue events, FrameLedger ledger)
    {
        HostMemory memory = new(ledger, 64 << 20);
        PageAllocator pages = new(64 << 20, 3);
        Iommu iommu = new(new IommuParameters(), memory, ledger);
        PciBus bus = new("host", events, ledger, new PciTiming());
        HostInterruptLine pin = new();
        HostBridge bridge = new(events, ledger, bus, iommu, pin);
        BusCard card = new(events, bus) { Pin = bridge };
        BusPlan plan = new()
        {
            CsrBusAddress = BusCard.Csr,
            DramBusAddress = BusCard.Dram,
            SendAreaDramAddress = 0x1_0000,
            SendAreaDramBytes = 0x8_0000,
        };
        Hypervisor hypervisor = new(new HostParts(events, ledger, memory, pages, iommu, bridge, plan));
        pin.Connect(hypervisor.Interrupts);
        card.Layout = hypervisor.Create(new VifRequest(0, FakeWorld.Mac(0)), new EchoApplication()).Layout;
        hypervisor.Start();
        return (card, hypervisor, iommu);
    }
}
