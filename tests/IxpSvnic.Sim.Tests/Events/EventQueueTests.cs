using CsCheck;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Sim.Tests.Events;

[TestClass]
public sealed class EventQueueTests
{
    [TestMethod]
    public void Events_come_in_time_then_priority_then_scheduling_order() =>
        Gen.Select(Gen.Long[0, 100_000], Gen.Int[-2, 2]).List[1, 200].Sample(list =>
        {
            EventQueue queue = new();
            Recorder recorder = new();
            short target = queue.Register(recorder);
            for (int i = 0; i < list.Count; i++)
            {
                queue.Schedule(list[i].Item1, target, 0, i, 0, list[i].Item2);
            }

            queue.RunTo(200_000);
            long[] expected = [.. Enumerable.Range(0, list.Count)
                .OrderBy(i => list[i].Item1).ThenBy(i => list[i].Item2).ThenBy(i => i).Select(i => (long)i)];
            return recorder.Seen.SequenceEqual(expected);
        });

    [TestMethod]
    public void Events_that_schedule_events_keep_the_order_of_a_plain_sorted_list() =>
        Gen.Int[1, 1_000_000].Sample(seed =>
        {
            EventQueue queue = new();
            Chain chain = new(queue, seed);
            queue.RunTo(10_000_000);
            return chain.Times.Zip(chain.Times.Skip(1)).All(p => p.First <= p.Second) && chain.Times.Count == 500
                && queue.NextTime() == Ticks.Never;
        });

    [TestMethod]
    public void An_event_in_the_past_is_an_impossible_state()
    {
        EventQueue queue = new();
        short target = queue.Register(new Recorder());
        queue.RunTo(100);
        Assert.ThrowsExactly<InvalidOperationException>(() => queue.Schedule(99, target, 0));
    }

    [TestMethod]
    public void Running_to_a_limit_handles_events_at_the_limit_and_none_after()
    {
        EventQueue queue = new();
        Recorder recorder = new();
        short target = queue.Register(recorder);
        queue.Schedule(100, target, 0, 1);
        queue.Schedule(101, target, 0, 2);
        queue.RunTo(100);
        CollectionAssert.AreEqual(new List<long> { 1 }, recorder.Seen);
        Assert.AreEqual(100, queue.Now);
        Assert.AreEqual(101, queue.NextTime());
    }

    [TestMethod]
    public void A_restored_queue_continues_as_the_saved_one_and_hashes_alike() =>
        Gen.Select(Gen.Long[0, 60_000].List[1, 100], Gen.Long[0, 60_000]).Sample((times, cut) =>
        {
            EventQueue one = new();
            Recorder seenByOne = new();
            short target = one.Register(seenByOne);
            for (int i = 0; i < times.Count; i++)
            {
                one.Schedule(times[i], target, i % 7, i);
            }

            one.RunTo(cut);
            using MemoryStream stream = new();
            StateVisitor.Saving(stream).Visit(one);
            stream.Position = 0;
            EventQueue two = new();
            Recorder seenByTwo = new();
            _ = two.Register(seenByTwo);
            StateVisitor.Restoring(stream).Visit(two);
            bool sameHash = StateVisitor.Hash(one) == StateVisitor.Hash(two);
            seenByOne.Seen.Clear();
            one.RunTo(100_000);
            two.RunTo(100_000);
            return sameHash && seenByOne.Seen.SequenceEqual(seenByTwo.Seen);
        });

    [TestMethod]
    public void A_watcher_changes_no_hash()
    {
        EventQueue plain = new();
        EventQueue watched = new();
        short target = plain.Register(new Recorder());
        _ = watched.Register(new Recorder());
        short watcher = watched.RegisterObserver(new Recorder());
        foreach (long time in (long[])[10, 20_000, 5])
        {
            watched.Schedule(time + 1, watcher, 0);
            watched.Schedule(time, target, 1, time);
            plain.Schedule(time, target, 1, time);
        }

        watched.RunTo(7);
        plain.RunTo(7);
        Assert.AreEqual(StateVisitor.Hash(plain), StateVisitor.Hash(watched));
        plain.Schedule(30, target, 1);
        Assert.AreNotEqual(StateVisitor.Hash(plain), StateVisitor.Hash(watched));
    }

    [TestMethod]
    public void Handling_events_allocates_nothing()
    {
        EventQueue queue = new();
        Ticker ticker = new(queue);
        queue.RunTo(100_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        queue.RunTo(10_000_000);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(1_000_000, ticker.Count, 1);
    }

    private sealed class Recorder : IEventTarget
    {
        public List<long> Seen { get; } = [];

        public void Handle(in SimEvent e) => Seen.Add(e.A);
    }

    private sealed class Chain : IEventTarget
    {
        private readonly EventQueue _queue;
        private readonly Random _random;
        private readonly short _id;
        private int _left = 499;

        public Chain(EventQueue queue, int seed)
        {
            _queue = queue;
            _random = new Random(seed);
            _id = queue.Register(this);
            queue.Schedule(_random.Next(100), _id, 0);
        }

        public List<long> Times { get; } = [];

        public void Handle(in SimEvent e)
        {
            Times.Add(_queue.Now);
            for (int i = _random.Next(3); i >= 0 && _left > 0; i--, _left--)
            {
                _queue.Schedule(_queue.Now + _random.Next(0, 20_000), _id, 0);
            }
        }
    }

    private sealed class Ticker : IEventTarget
    {
        private readonly EventQueue _queue;
        private readonly short _id;

        public Ticker(EventQueue queue)
        {
            _queue = queue;
            _id = queue.Register(this);
            queue.Schedule(0, _id, 0);
        }

        public long Count { get; private set; }

        public void Handle(in SimEvent e)
        {
            Count++;
            _queue.Schedule(_queue.Now + 10, _id, 0);
        }
    }
}
