using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Sim.Tests.Kernel;

/// <summary>Toy cores that count, ask the world for numbers and wait for answers: every window must give one history.</summary>
[TestClass]
public sealed class LookAheadKernelTests
{
    private const long Inbound = 150;
    private const long Outbound = 30;

    [TestMethod]
    public void Every_window_gives_the_same_history()
    {
        string expected = History(0, 4, 200_000);
        foreach (long window in (long[])[5, 35, 140, 180])
        {
            Assert.AreEqual(expected, History(window, 4, 200_000), $"window {window}");
        }
    }

    [TestMethod]
    public void A_stop_settles_to_the_same_state_whatever_the_window()
    {
        string expected = Stopped(0);
        foreach (long window in (long[])[5, 35, 140])
        {
            Assert.AreEqual(expected, Stopped(window), $"window {window}");
        }
    }

    [TestMethod]
    public void An_idle_machine_jumps_to_its_next_event()
    {
        Toy toy = new(0, 0);
        toy.Kernel.RunTo(3_000_000_000_000);
        Assert.AreEqual(3_000_000_000_000, toy.Kernel.WorldTime);
    }

    private static string History(long window, int cores, long until)
    {
        Toy toy = new(window, cores);
        toy.Kernel.RunTo(until);
        return string.Join(';', toy.World.Log);
    }

    private static string Stopped(long window)
    {
        Toy toy = new(window, 4);
        toy.World.StopAtRequest = 300;
        Assert.IsTrue(toy.Kernel.RunTo(Ticks.Never / 2));
        toy.Kernel.Settle();
        return toy.Kernel.StoppedAt + ":" + string.Join(';', toy.World.Log) + string.Join(';', toy.Cores.Select(c => c.Executed));
    }

    private sealed class Toy
    {
        public Toy(long window, int cores)
        {
            World = new World(Events, this);
            Cores = [.. Enumerable.Range(0, cores).Select(i => new Core(i, World))];
            Kernel = new LookAheadKernel(Events, [.. Cores], Inbound, Outbound, window);
        }

        public EventQueue Events { get; } = new();

        public World World { get; }

        public Core[] Cores { get; }

        public LookAheadKernel Kernel { get; }
    }

    private sealed class World : IEventTarget
    {
        private readonly EventQueue _events;
        private readonly Toy _toy;
        private readonly short _id;
        private long _busy;

        public World(EventQueue events, Toy toy)
        {
            _events = events;
            _toy = toy;
            _id = events.Register(this);
        }

        public List<string> Log { get; } = [];

        public int StopAtRequest { get; set; } = int.MaxValue;

        public void Request(int core, long value)
        {
            Log.Add($"{_events.Now}:{core}:{value}");
            _busy = Math.Max(_busy, _events.Now) + 10 + (value % 7 * 5);
            _events.Schedule(_busy, _id, core, value * 31 % 1009);
            if (Log.Count == StopAtRequest)
            {
                _toy.Kernel.RequestStop();
            }
        }

        public void Handle(in SimEvent e) => _toy.Cores[e.Kind].Answer(_events.Now + Inbound, e.A);
    }

    private sealed class Core(int number, World world) : IRunAhead
    {
        private readonly Queue<(long Time, long Value)> _out = new();
        private long _wake;
        private long _value = number + 1;

        public long Executed { get; private set; }

        public long LocalTime { get; private set; }

        public long NextActivity => Math.Max(LocalTime, _wake);

        public bool HeedsItsRequests => false;

        public long NextRequest => _out.Count > 0 ? _out.Peek().Time : Ticks.Never;

        public void Answer(long time, long value)
        {
            Assert.IsGreaterThanOrEqualTo(LocalTime, time, "an answer reached a core in its past");
            _wake = time;
            _value += value;
        }

        public void Run(long limit, long worldTime)
        {
            while (true)
            {
                LocalTime = Math.Max(LocalTime, _wake);
                if (LocalTime >= limit)
                {
                    LocalTime = limit;
                    return;
                }

                long work = 5 * (1 + (_value % 11));
                LocalTime += work;
                Executed += work;
                _out.Enqueue((LocalTime - 5 + Outbound, _value));
                _wake = Ticks.Never;
            }
        }

        public void SkipTo(long time) => LocalTime = Math.Max(LocalTime, time);

        public void HandOver() => world.Request(number, _out.Dequeue().Value);
    }
}
