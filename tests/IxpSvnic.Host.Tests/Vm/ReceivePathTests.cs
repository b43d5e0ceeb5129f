using CsCheck;
using IxpSvnic.Host.Tests.Fakes;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Tests.Vm;

[TestClass]
public sealed class ReceivePathTests
{
    [TestMethod]
    public void EveryFrameReachesItsGuestOnceAndInOrder()
    {
        using FakeWorld world = new(vifs: 3);
        for (int vif = 0; vif < 3; vif++)
        {
            world.Offer(vif, 500, 4000, 60 + (vif * 700));
        }

        world.Run();
        for (int vif = 0; vif < 3; vif++)
        {
            byte[][] received = [.. world.Received(vif)];
            Assert.HasCount(500, received);
            for (int i = 0; i < received.Length; i++)
            {
                CollectionAssert.AreEqual(FakeWorld.Frame(vif, i, 60 + (vif * 700)), received[i]);
            }
        }

        Assert.AreEqual(1500, world.Ledger.Delivered);
        Assert.AreEqual(0, world.Ledger.Outstanding);
        Assert.AreEqual(0, world.Ledger.TotalDrops);
    }

    [TestMethod]
    public void AHundredVifsShareEightBitsAndEachGetsItsOwnFrames()
    {
        using FakeWorld world = new(vifs: 100);
        for (int vif = 0; vif < 100; vif++)
        {
            world.Offer(vif, 3, 7000 + vif);
        }

        world.Run();
        for (int vif = 0; vif < 100; vif++)
        {
            byte[][] expected = [.. Enumerable.Range(0, 3).Select(i => FakeWorld.Frame(vif, i))];
            byte[][] received = [.. world.Received(vif)];
            Assert.HasCount(3, received);
            Assert.IsTrue(expected.Zip(received).All(p => p.First.SequenceEqual(p.Second)));
        }
    }

    [TestMethod]
    public void APollingGuestReceivesWithoutOneInterrupt()
    {
        using FakeWorld world = new(guest: g => (g.Receive, g.PollPeriodNs) = (ReceiveMode.Poll, 5000));
        world.Run(30_000);
        world.Offer(0, 200, 9000);
        world.Run(9000 * 250);
        Assert.AreEqual(200, world.Driver().Counts.Received);
        Assert.AreEqual(0, world.Driver().Counts.Interrupts);
        Assert.AreEqual(0, world.Device.SignalsSent[1], "both signals are masked");
        Assert.IsTrue(world.Tapped.TrueForAll(t => t.Time % 15000 == 0), "only at polls");
    }

    [TestMethod]
    public void AHopIsNotedWhenTheInterruptAnnouncesTheFrame()
    {
        using FakeWorld world = new();
        Hops hops = new();
        world.Ledger.Observer = hops;
        world.Run(30_000);
        world.Offer(0, 1, 1);
        world.Run();
        Hop[] expected = [Hop.WireArrival, Hop.Translated, Hop.HostMemory, Hop.VirtualInterrupt, Hop.GuestReceived];
        CollectionAssert.AreEqual(expected, hops.Order);
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(2033)]
    public void ASlotWithAnImpossibleLengthIsRejectedAndItsFrameAccountedFor(int length)
    {
        using FakeWorld world = new();
        world.Device.Frames.Add(new byte[length]);
        world.Device.Arrive(0, 0, 0, world.Ledger.Create(FrameOrigin.Wire, 0, length, 0, 0));
        world.Device.Frames.Add(FakeWorld.Frame(0, 1));
        world.Device.Arrive(9000, 0, 1, world.Ledger.Create(FrameOrigin.Wire, 0, 60, 0, 1));
        world.Run();
        Assert.AreEqual(1, world.Driver().Counts.Rejected);
        Assert.AreEqual(1, world.Driver().Counts.Received);
        Assert.AreEqual(1, world.Ledger.Drops[(int)DropReason.GuestRejected]);
        Assert.AreEqual(0, world.Ledger.Outstanding);
    }

    [TestMethod]
    public void AnIndexWithoutPayloadFindsNoOldFrame()
    {
        using FakeWorld world = new(slots: 2);
        world.Offer(0, 4, 30_000);
        world.Run();
        Assert.AreEqual(4, world.Driver().Counts.Received);
        Assert.IsTrue(world.Hypervisor.UnmapPage(0, 1));
        world.Offer(0, 1, 1);
        world.Run();
        Assert.AreEqual(4, world.Driver().Counts.Received);
        Assert.AreEqual(1, world.Driver().Counts.Rejected);
        Assert.AreEqual(1, world.Ledger.Drops[(int)DropReason.IommuFault]);
        Assert.AreEqual(0, world.Ledger.Outstanding);
    }

    [TestMethod]
    public void AnIndexBeyondTheRingIsCountedAndNothingIsTaken()
    {
        using FakeWorld world = new();
        world.Run();
        world.Hypervisor.Guests[0].ReceiveMemory.WriteWord(4, 65);
        world.Device.Raise(world.Events.Now, 1);
        world.Run();
        Assert.AreEqual(0, world.Driver().Counts.Received);
        Assert.IsGreaterThan(0, world.Driver().Counts.RingErrors);
        Assert.IsTrue(world.Driver().IsAsleep);
    }

    [TestMethod]
    public void PermutingMachinePagesChangesNothingThatAGuestSees() => Gen.ULong.Sample(
        pageSeed =>
        {
            using FakeWorld first = new(vifs: 2, application: (_, _) => new EchoApplication());
            using FakeWorld second = new(vifs: 2, application: (_, _) => new EchoApplication(), pageSeed: pageSeed);
            CollectionAssert.AreNotEqual(
                first.Hypervisor.Guests[0].Layout.ReceiveMachinePages.ToArray(),
                second.Hypervisor.Guests[0].Layout.ReceiveMachinePages.ToArray());
            foreach (FakeWorld world in new[] { first, second })
            {
                world.Offer(0, 50, 5000, 400);
                world.Offer(1, 50, 3000, 100);
                world.Run(600_000);
            }

            Assert.HasCount(first.Tapped.Count, second.Tapped);
            for (int i = 0; i < first.Tapped.Count; i++)
            {
                Assert.AreEqual(first.Tapped[i].Time, second.Tapped[i].Time);
                CollectionAssert.AreEqual(first.Tapped[i].Frame, second.Tapped[i].Frame);
            }
        },
        iter: 5);

    [TestMethod]
    [DataRow("none", false)]
    [DataRow("hw-persistent", true)]
    public void OtherWaysToMapDeliverTheSame(string mode, bool largePages)
    {
        using FakeWorld world = new(vifs: 2, iommu: p => (p.Mode, p.LargePages) = (mode, largePages));
        world.Offer(1, 100, 5000, 1514);
        world.Run();
        Assert.AreEqual(100, world.Driver(1).Counts.Received);
        Assert.AreEqual(0, world.Iommu.Faults);
    }

    [TestMethod]
    [DataRow(1_000)]
    [DataRow(77_777)]
    [DataRow(250_000)]
    public void ARunInTwoHalvesWithSaveAndRestoreEndsInTheSameState(int half)
    {
        using FakeWorld whole = Echoes();
        whole.Run(500_000);
        using FakeWorld first = Echoes();
        first.Run(half);
        using MemoryStream stream = new();
        first.Sync(StateVisitor.Saving(stream));
        stream.Position = 0;
        using FakeWorld second = Echoes();
        second.Run(3333);
        second.Sync(StateVisitor.Restoring(stream));
        second.Run(500_000 - half);
        Assert.AreEqual(StateVisitor.Hash(whole), StateVisitor.Hash(second));
        Assert.AreEqual(whole.Ledger.Delivered, second.Ledger.Delivered);
        Assert.AreEqual(whole.Driver().Counts.Sent, second.Driver().Counts.Sent);
    }

    [TestMethod]
    public void TheDefaultsCostNoGuestTimeAndACostDelaysEveryFrame()
    {
        using FakeWorld free = new();
        using FakeWorld dear = new(costs: c => (c.WakeNs, c.ReceiveNs) = (2000, 1000));
        foreach (FakeWorld world in new[] { free, dear })
        {
            world.Run(30_000);
            world.Offer(0, 1, 1);
            world.Run();
        }

        Assert.AreEqual(6000, dear.Tapped[0].Time - free.Tapped[0].Time);
    }

    private static FakeWorld Echoes()
    {
        FakeWorld world = new(vifs: 2, application: (_, _) => new EchoApplication());
        world.Offer(0, 60, 5000, 400);
        world.Offer(1, 60, 3000, 100);
        return world;
    }

    private sealed class Hops : IFrameObserver
    {
        public List<Hop> Order { get; } = [Hop.WireArrival];

        public void OnHop(int tag, in FrameRecord frame, Hop hop, long time, long argument)
        {
            if (Order[^1] != hop && !Order.Contains(hop))
            {
                Order.Add(hop);
            }
        }

        public void OnDrop(int tag, in FrameRecord frame, DropReason reason, long time)
        {
        }

        public void OnSettled(int tag, in FrameRecord frame, long time)
        {
        }
    }
}
