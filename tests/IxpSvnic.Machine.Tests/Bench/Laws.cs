using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>What holds in the report of every run, whatever it was about.</summary>
internal static class Laws
{
    private const double OnePercent = 0.01;
    private const double RoundingInReport = 2e-6;

    public static void Check(ReplayReport report)
    {
        foreach ((string name, QueueTotals queue) in report.Queues)
        {
            Assert.AreEqual(
                queue.Mean, queue.Little, Math.Max(OnePercent * queue.Mean, RoundingInReport), $"Little's law: {name}");
            Assert.IsGreaterThanOrEqualTo(queue.Mean, queue.Max, name);
            Assert.IsGreaterThanOrEqualTo(queue.Max, queue.Capacity, name);
            Assert.IsGreaterThanOrEqualTo(queue.Max, queue.Entered, name);
        }

        foreach ((string name, double share) in report.Utilisation)
        {
            Assert.IsInRange(0.0, 1.0, share, name);
        }

        FrameTotals frames = report.Frames;
        bool balanced = frames.In + frames.GuestSent + frames.Copies
            == frames.Delivered + frames.WireOut + frames.Inside + frames.Dropped;
        Assert.AreEqual(report.Conserved, balanced && (report.Buffers?.Leaked ?? 0) == 0);
        Assert.AreEqual(frames.Dropped, report.Drops.Values.Sum());
        Assert.AreEqual(frames.Delivered, report.Vifs.Sum(v => v.Rx));
        Assert.AreEqual(frames.GuestSent, report.Vifs.Sum(v => v.Tx));
    }
}
