using IxpSvnic.Board.Pm3386;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Timing;

namespace IxpSvnic.Board.Tests;

[TestClass]
public sealed class LineRateTests
{
    [TestMethod]
    [DataRow(64)]
    [DataRow(200)]
    [DataRow(1518)]
    public void Three_ports_at_line_rate_pass_both_ways_without_loss(int length)
    {
        const int Count = 2000;
        CopyingSoftware board = new();
        RecordingTap[] taps = [new(), new(), new()];
        for (int i = 0; i < 3; i++)
        {
            board.Wires[i].A.Tap = taps[i];
            board.Players[i].Play(new RepeatingSource(TestFrames.Good(length, i), Count));
        }

        board.Events.RunTo(long.MaxValue - 1);
        Assert.AreEqual(3 * Count, board.Ledger.WireOut);
        Assert.AreEqual(0, board.Ledger.TotalDrops);
        Assert.AreEqual(0, board.Ledger.Outstanding);
        for (int i = 0; i < 3; i++)
        {
            foreach ((byte[] frame, int _, long _, long _) in taps[i].All)
            {
                CollectionAssert.AreEqual(TestFrames.Good(length, i), frame);
            }
        }
    }

    [TestMethod]
    public void A_run_in_progress_allocates_nothing_per_frame()
    {
        CopyingSoftware board = new();
        board.Players[0].Play(new RepeatingSource(TestFrames.Good(200), 20_000));
        board.Events.RunTo(5_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        board.Events.RunTo(50_000_000);
        Assert.IsGreaterThan(8_000, board.Ledger.WireOut);
        Assert.IsLessThan(1_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void All_clocks_twice_as_fast_halve_every_time()
    {
        // Periods that are whole and even, so that half of them are exact too.
        List<long> slow = Departures(scale: 2);
        List<long> fast = Departures(scale: 1);
        CollectionAssert.AreEqual(slow, fast.Select(t => 2 * t).ToList());
    }

    private static List<long> Departures(int scale)
    {
        CopyingSoftware board = new(
            new MacConfig { WireByteTicks = 24 * scale },
            new MsfTiming(),
            new Ixp2400Timing
            {
                MeCycleTicks = 5 * scale,
                ChassisCycleTicks = 10 * scale,
                MsfClockHertz = 200_000_000 / scale,
            });
        RecordingTap tap = new();
        board.Wires[1].A.Tap = tap;
        board.Players[1].Play(new ListSource(
            [.. Enumerable.Range(0, 50).Select(i => (i * 7_000L * scale, TestFrames.Good(64 + (20 * i), i)))]));
        board.Events.RunTo(long.MaxValue - 1);
        Assert.HasCount(50, tap.All);
        return [.. tap.All.Select(f => f.LastBit)];
    }
}
