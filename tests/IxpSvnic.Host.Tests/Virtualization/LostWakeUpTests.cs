using IxpSvnic.Host.Tests.Fakes;
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
    [TestCategory("Slow")]
    public void NoWakeUpIsLostInAMillionRandomisedRaces() =>
        Assert.AreEqual(0, Stuck(bursts: 170_000, readBack: true, seed: 12, atLeast: 1_000_000));

    [TestMethod]
    public void WithoutReadingTheMaskBackWakeUpsAreLost() =>
        Assert.IsGreaterThan(0, Stuck(bursts: 6_000, readBack: false, seed: 11));

    // Bursts of about six messages race with masks, unmasks, clears and each other; after each burst comes a pause, and
    // at its end no message may still wait. Returns how many bursts left one behind.
    private static int Stuck(int bursts, bool readBack, ulong seed, long atLeast = 0)
    {
        using FakeWorld world = new(vifs: Vifs, guest: g => g.UnmaskReadBack = readBack, seed: seed);
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
