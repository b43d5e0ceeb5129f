using System.Buffers.Binary;
using IxpSvnic.Host.Queues;
using IxpSvnic.Host.Tests.Fakes;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.Tests.Vm;

[TestClass]
public sealed class SendPathTests
{
    [TestMethod]
    public void AFrameIsWrittenAsWholeLinesThenTheIndexAllBigEndian()
    {
        using FakeWorld world = new();
        world.Run(30_000);
        world.Device.Log = [];
        byte[] frame = FakeWorld.Frame(9, 3, 100);
        Assert.IsTrue(world.Driver().TrySend(frame));
        world.Run();
        uint area = world.Hypervisor.Guests[0].Layout.SendBusAddress;
        (uint, int)[] expected = [(area + 4096, 64), (area + 4096 + 64, 56), (area, 4)];
        CollectionAssert.AreEqual(expected, world.Device.Log.Select(w => (w.Address, w.Data.Length)).ToArray());
        byte[] slot = [.. world.Device.Log[0].Data, .. world.Device.Log[1].Data];
        CollectionAssert.AreEqual(new byte[] { 0, 100, 0, 0, 0, 0, 0, 0 }, slot[..8]);
        Assert.AreEqual(10_000UL, BinaryPrimitives.ReadUInt64BigEndian(slot.AsSpan(8)), "nanoseconds");
        CollectionAssert.AreEqual(frame, slot[16..116]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 1 }, world.Device.Log[2].Data);
    }

    [TestMethod]
    public void TheCookieNumbersMessages()
    {
        using FakeWorld world = new();
        for (int i = 0; i < 3; i++)
        {
            world.Run(60_000);
            world.Driver().TrySend(FakeWorld.Frame(9, i));
        }

        world.Run();
        CollectionAssert.AreEqual(
            new uint[] { 0, 1, 2 }, world.Device.Fetched.Select(f => SlotHeader.Read(f.Slot).Cookie).ToArray());
    }

    [TestMethod]
    public void AnEchoAnswersItsOwnFramesWithAddressesSwapped()
    {
        using FakeWorld world = new(application: (_, _) => new EchoApplication());
        world.Offer(0, 300, 2500, 90);
        world.Run();
        Assert.HasCount(300, world.Device.Fetched);
        for (int i = 0; i < 300; i++)
        {
            byte[] expected = FakeWorld.Frame(0, i, 90);
            byte[] swapped = [.. expected[6..12], .. expected[..6], .. expected[12..]];
            CollectionAssert.AreEqual(swapped, world.Device.Fetched[i].Slot[16..]);
        }

        Assert.AreEqual(300, world.Ledger.WireOut);
        Assert.AreEqual(0, world.Ledger.Outstanding);
        Assert.AreEqual(0, world.Ledger.TotalDrops);
    }

    [TestMethod]
    public void AnEchoConsumesGroupFramesAndThoseOfOthers()
    {
        using FakeWorld world = new(application: (_, _) => new EchoApplication());
        byte[] group = FakeWorld.Frame(0, 1);
        Array.Fill(group, (byte)0xff, 0, 6);
        world.Device.Frames.Add(group);
        world.Device.Frames.Add(FakeWorld.Frame(1, 2));
        world.Device.Arrive(30_000, 0, 0);
        world.Device.Arrive(60_000, 0, 1);
        world.Run();
        Assert.AreEqual(2, world.Driver().Counts.Received);
        Assert.IsEmpty(world.Device.Fetched);
    }

    [TestMethod]
    public void AnEchoThatCannotSendStopsConsumingAndGoesOnAfterTheSendSignal()
    {
        using FakeWorld world = new(
            application: (_, _) => new EchoApplication(), slots: 8, guest: g => g.SendWatchdogNs = 0);
        world.Device.SendStalled = true;
        world.Offer(0, 40, 20_000);
        world.Run();
        Assert.AreEqual(8, world.Driver().Counts.Received, "as many as the send ring holds");
        Assert.AreEqual(24, world.Device.NotDelivered, "the receive ring filled up behind them");
        Assert.AreEqual(8u, world.Driver().Waiting);
        world.Device.Resume();
        world.Run();
        Assert.HasCount(16, world.Device.Fetched);
        Assert.AreEqual(0u, world.Driver().Waiting);
        Assert.AreEqual(0, world.Ledger.Outstanding);
    }

    [TestMethod]
    public void AGuestThatWaitsForRoomLooksByItselfWhenNoSignalComes()
    {
        using FakeWorld world = new(application: (_, _) => new EchoApplication(), slots: 2);
        world.Device.SendStalled = true;
        world.Offer(0, 4, 30_000);
        world.Run(3_000_000);
        world.Device.Mute = true;
        world.Device.Resume();
        world.Run();
        Assert.HasCount(4, world.Device.Fetched);
        Assert.IsGreaterThan(0, world.Driver().Counts.WatchdogRescues);
    }

    [TestMethod]
    public void APlayerSendsEachFrameWhenItIsDue()
    {
        Source source = new([90_000, 120_000, 120_000, 400_000]);
        using FakeWorld world = new(application: (_, events) => new PlayerApplication(events, source));
        world.Run();
        long[] times = [.. world.Tapped.Select(t => t.Time)];
        CollectionAssert.AreEqual(new long[] { 90_000, 120_000 }, times[..2]);
        Assert.AreEqual(400_000, times[3]);
        Assert.HasCount(4, world.Device.Fetched);
        Assert.IsTrue(((PlayerApplication)world.Driver().Application).IsDone);
    }

    [TestMethod]
    [DataRow(2, false)]
    [DataRow(64, true)]
    public void APlayerHeldUpByAFullRingSendsEverythingInOrder(int postingBuffer, bool meetsFullRing)
    {
        Source source = new(Enumerable.Range(0, 100).Select(i => 30_000L + i));
        using FakeWorld world = new(
            application: (_, events) => new PlayerApplication(events, source),
            slots: 4,
            postingBuffer: postingBuffer,
            guest: g => g.SendWatchdogNs = 0);
        world.Run(60_000_000);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 100).Select(i => (byte)(i * 7 + 20)).ToArray(),
            world.Device.Fetched.Select(f => f.Slot[36]).ToArray());
        Assert.AreEqual(meetsFullRing, world.Driver().Counts.SendFull > 0);
        Assert.IsGreaterThan(90, ((PlayerApplication)world.Driver().Application).Late);
        Assert.AreEqual(100, world.Ledger.GuestSent);
        Assert.AreEqual(0, world.Ledger.Outstanding);
    }

    [TestMethod]
    public void AFrameTheDeviceLosesIsMissedWhenItsSlotIsGivenBack()
    {
        using FakeWorld world = new();
        world.Run(30_000);
        world.Device.SendStalled = true;
        world.Driver().TrySend(FakeWorld.Frame(9, 0));
        world.Run(30_000);
        Assert.AreEqual(1, world.Ledger.Outstanding);
        world.Hypervisor.Guests[0].ReceiveMemory.WriteWord(0, 1);
        world.Device.Raise(world.Events.Now, 1);
        world.Run(30_000);
        Assert.AreEqual(1, world.Ledger.Outstanding, "its bytes are still in the send area");
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(2033)]
    public void AFrameThatFitsNoSlotIsRefused(int length)
    {
        using FakeWorld world = new();
        world.Run(30_000);
        ArgumentOutOfRangeException e = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => world.Driver().TrySend(new byte[length]));
        StringAssert.Contains(e.Message, $"{length} bytes");
    }

    private sealed class Source(IEnumerable<long> times) : IGuestFrameSource
    {
        private readonly long[] _times = [.. times];
        private int _index = -1;

        public long DueTicks => _times[_index];

        public long InputIndex => _index;

        public ReadOnlySpan<byte> Frame => FakeWorld.Frame(9, _index);

        public bool MoveNext() => ++_index < _times.Length;

        public void Sync(StateVisitor visitor) => visitor.Value(ref _index);
    }
}
