using IxpSvnic.Host.Tests.Fakes;
using IxpSvnic.Host.Vm;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Host.Tests.Virtualization;

[TestClass]
public sealed class LostWakeUpTests
{
    private const int Vifs = 12;

    // Far above any round at the delays used, far below the pauses that follow a burst.
    private const long Bound = 120_000;

    [TestMethod]
    public void NoWakeUpIsLostInRandomisedRaces() => Assert.AreEqual(0, Stuck(bursts: 6_000, readBack: true, seed: 11));

    [TestMethod]
    [DataRow(300, 0, 0, 0, 8)]
    [DataRow(0, 500, 200, 0, 8)]
    [DataRow(0, 0, 0, 3000, 1)]
    [DataRow(1000, 700, 300, 100, 2)]
    public void NoWakeUpIsLostHoweverLongTheHostTakes(int wakeNs, int entryNs, int notifyNs, int endNs, int buffer) =>
        Assert.AreEqual(0, Stuck(
            bursts: 3_000,
            readBack: true,
            seed: 13,
            make: (guest, seed) => new FakeWorld(
                vifs: Vifs,
                guest: guest,
                costs: c => (c.WakeNs, c.ReceiveNs) = (wakeNs, wakeNs / 2),
                hypervisor: h => (h.IrqEntryNs, h.EventNotifyNs, h.EndOfInterruptNs) = (entryNs, notifyNs, endNs),
                seed: seed,
                postingBuffer: buffer)));

    [TestMethod]
    [TestCategory("Slow")]
    public void NoWakeUpIsLostInAMillionRandomisedRaces() =>
        Assert.AreEqual(0, Stuck(bursts: 170_000, readBack: true, seed: 12, atLeast: 1_000_000));

    [TestMethod]
    public void WithoutReadingTheMaskBackWakeUpsAreLost() =>
        Assert.IsGreaterThan(0, Stuck(bursts: 6_000, readBack: false, seed: 11));

    // Bursts of about six messages race with masks, unmasks, clears and each other; after each burst comes a pause, and
    // at its end no message may still wait. Returns how many bursts left one behind.
    private static int Stuck(
        int bursts, bool readBack, ulong seed, long atLeast = 0, Func<Action<GuestParameters>, ulong, FakeWorld>? make = null)
    {
        void Change(GuestParameters guest) => guest.UnmaskReadBack = readBack;
        using FakeWorld world = make?.Invoke(Change, seed) ?? new(vifs: Vifs, guest: Change, seed: seed);
        SeededRandom random = new(seed);
        world.Device.Frames.Add(new byte[14]);
        int stuck = 0;
        long offered = 0;
        world.Run(100_000);
        for (int burst = 0; burst < bursts; burst++)
        {
            world.Tapped.Clear();
            world.Device.MaxDelay = 1 + random.Next(3000);
            int sharers = random.Next(2) == 0 ? Vifs : 1 + random.Next(2);
            int span = 1 + random.Next(24_000);
            int messages = 3 + random.Next(7);
            for (int i = 0; i < messages; i++)
            {
                int vif = sharers == 2 ? 1 + (8 * random.Next(2)) : random.Next(sharers);
                world.Device.Arrive(world.Events.Now + random.Next(span), vif, 0);
                offered++;
            }

            world.Run(span + Bound);
            bool left = false;
            for (int vif = 0; vif < Vifs; vif++)
            {
                left |= world.Driver(vif).Waiting != 0;
            }

            stuck += left ? 1 : 0;
        }

        Assert.IsGreaterThanOrEqualTo(atLeast, offered);
        Assert.AreEqual(0, world.Device.NotDelivered);
        long received = Enumerable.Range(0, Vifs).Sum(v => world.Driver(v).Counts.Received);
        Assert.IsTrue(!readBack || received == offered);
        return stuck;
    }
}
