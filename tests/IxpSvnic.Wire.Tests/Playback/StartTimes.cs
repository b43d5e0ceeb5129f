using System.Numerics;
using CsCheck;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Playback;

/// <summary>When frames start, checked against arithmetic done in whole numbers of any size.</summary>
[TestClass]
public sealed class StartTimes
{
    private const int SmallestWireLength = 64;

    [TestMethod]
    public void A_64_byte_frame_takes_the_wire_for_672_nanoseconds() =>
        Assert.AreEqual(672 * 3, WireTime.OccupancyTicks(SmallestWireLength));

    [TestMethod]
    public void Line_rate_is_1488095_frames_of_64_bytes_a_second()
    {
        var schedule = new PaceSchedule(Pace.LineRate);
        for (int i = 0; i < 1_488_095; i++)
        {
            schedule.Place(0, true, SmallestWireLength);
        }

        Assert.IsLessThanOrEqualTo(3_000_000_000, schedule.WireFreeTick);
        schedule.Place(0, true, SmallestWireLength);
        Assert.IsGreaterThan(3_000_000_000, schedule.WireFreeTick);
        Assert.AreEqual(0, schedule.DelayedFrames);
    }

    [TestMethod]
    public void A_thousand_megabits_is_line_rate_and_more_is_line_rate_with_frames_that_wait()
    {
        var line = new PaceSchedule(Pace.LineRate);
        var exact = new PaceSchedule(Pace.Parse("1000Mbps"));
        var above = new PaceSchedule(Pace.Parse("1000.001Mbps"));
        for (int i = 0; i < 5000; i++)
        {
            int length = 64 + (i * 7 % 1400);
            long start = line.Place(0, true, length);
            Assert.AreEqual(start, exact.Place(0, true, length));
            Assert.AreEqual(start, above.Place(0, true, length));
        }

        Assert.AreEqual(0, exact.DelayedFrames);
        Assert.IsGreaterThan(4900, above.DelayedFrames);
    }

    [TestMethod]
    public void Recorded_times_are_kept_to_the_nanosecond_and_crowded_ones_wait_in_file_order()
    {
        var schedule = new PaceSchedule(Pace.Recorded);
        Assert.AreEqual(0, schedule.Place(5_000_000_000, true, 64));
        Assert.AreEqual(3_000, schedule.Place(5_000_001_000, true, 64), "on time");
        Assert.AreEqual(3_000 + 2_016, schedule.Place(5_000_001_000, true, 64), "equal");
        Assert.AreEqual(3_000 + 4_032, schedule.Place(4_999_999_000, true, 64), "backward");
        Assert.AreEqual(2, schedule.DelayedFrames);
        Assert.AreEqual(3_000 + 4_032 + 3_000, schedule.WorstDelayTicks);
        Assert.AreEqual(30_000, schedule.Place(5_000_010_000, true, 64), "on time again");
        Assert.AreEqual(32_016, schedule.Place(0, false, 64), "no time: when the wire is free");
        Assert.AreEqual(2, schedule.DelayedFrames);
    }

    [TestMethod]
    public void A_second_pass_starts_when_the_wire_is_free_and_keeps_the_distances()
    {
        var schedule = new PaceSchedule(Pace.Recorded);
        schedule.Place(100, true, 64);
        schedule.Place(1_100, true, 64);
        schedule.StartPass();
        Assert.AreEqual(3_000 + 2_016, schedule.Place(100, true, 64));
        Assert.AreEqual(3_000 + 2_016 + 3_000, schedule.Place(1_100, true, 64));
        Assert.AreEqual(0, schedule.DelayedFrames);
    }

    [TestMethod]
    public void Sped_up_times_are_the_recorded_ones_divided_and_rounded_down() => Gen.Select(
        Gen.Long[1, 999_999_999], Gen.Int[0, 3], Gen.Long[0, 4_000_000_000_000_000_000].Array[1, 20])
        .Sample((digits, decimals, times) =>
        {
            long divisor = (long)Math.Pow(10, decimals);
            string fraction = (digits % divisor).ToString($"D{Math.Max(1, decimals)}");
            var schedule = new PaceSchedule(Pace.Parse($"x{digits / divisor}.{fraction}"));
            BigInteger free = 0;
            foreach (long time in times)
            {
                BigInteger scaled = ((BigInteger)time - times[0]) * 3 * divisor;
                BigInteger due = (scaled - Modulo(scaled, digits)) / digits;
                BigInteger start = BigInteger.Max(due, free);
                if (start > long.MaxValue - 10_000)
                {
                    Assert.ThrowsExactly<OverflowException>(() => schedule.Place(time, true, 64));
                    return;
                }

                Assert.AreEqual((long)start, schedule.Place(time, true, 64));
                free = start + 2_016;
            }
        });

    [TestMethod]
    public void A_packet_rate_does_not_drift()
    {
        var schedule = new PaceSchedule(Pace.Parse("0.7kpps"));
        long last = 0;
        for (int i = 0; i <= 700_000; i++)
        {
            last = schedule.Place(0, true, 64);
        }

        Assert.AreEqual(1000 * 3_000_000_000L, last);
    }

    private static BigInteger Modulo(BigInteger value, BigInteger divisor)
    {
        BigInteger remainder = value % divisor;
        return remainder.Sign < 0 ? remainder + divisor : remainder;
    }
}
