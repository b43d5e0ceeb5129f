using CsCheck;
using IxpSvnic.Sim.Queues;

namespace IxpSvnic.Sim.Tests.Queues;

[TestClass]
public sealed class TimedFifoTests
{
    [TestMethod]
    public void It_is_a_queue_that_refuses_when_full() =>
        Gen.Bool.List[0, 300].Sample(puts =>
        {
            TimedFifo<int> fifo = new("test", 5);
            Queue<int> model = new();
            int next = 0;
            foreach (bool put in puts)
            {
                next++;
                if (put)
                {
                    bool fits = model.Count < 5;
                    if (fits)
                    {
                        model.Enqueue(next);
                    }

                    if (fifo.TryEnqueue(next, next) != fits)
                    {
                        return false;
                    }
                }
                else if (fifo.TryDequeue(next, out int item) != model.TryDequeue(out int expected) || item != expected)
                {
                    return false;
                }
            }

            return fifo.Count == model.Count;
        });

    [TestMethod]
    public void The_length_counted_over_time_obeys_Littles_law() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 50]).List[1, 300].Sample(steps =>
        {
            TimedFifo<int> fifo = new("test", 1000);
            long now = 0;
            foreach ((bool put, int pause) in steps)
            {
                now += pause;
                _ = put ? fifo.TryEnqueue(now, 0) : fifo.TryDequeue(now, out _);
            }

            now += 10;
            return Math.Abs(fifo.Statistics.MeanLength(now) - fifo.Statistics.LittleLength(now)) < 1e-9;
        });

    [TestMethod]
    public void A_link_adds_its_latency_once_and_its_bandwidth_per_unit()
    {
        Link link = new(24, 1000);
        Assert.AreEqual(24 * 64 + 1000, link.Send(0, 64));
        Assert.AreEqual((24 * 128) + 1000, link.Send(10, 64));
        Assert.AreEqual(10_000 + 24 + 1000, link.Send(10_000, 1));
        Assert.AreEqual(24 * 129, link.BusyTicks);
    }
}
