using CsCheck;

namespace IxpSvnic.Chip.Tests.XScale;

[TestClass]
public sealed class TimerTests
{
    private const uint Base = PeripheralBench.Timers;
    private const uint IrqStatus = PeripheralBench.Interrupts + 0x08;
    private const uint IrqEnable = PeripheralBench.Interrupts + 0x10;
    private const long Apb = PeripheralBench.ApbTicks;

    // N32, N53, N56, N99: 100 Hz from 50 MHz, cleared by a one at 0x30.
    [TestMethod]
    public void Timer_1_interrupts_a_hundred_times_a_second()
    {
        PeripheralBench bench = new();
        bench.Write(IrqEnable, 1 << 4);
        bench.Write(Base + 0x30, 0);
        bench.Write(Base + 0x10, 499_999);
        bench.Write(Base + 0x00, 0x80);
        for (int tick = 1; tick <= 5; tick++)
        {
            bench.Events.RunTo((tick * 500_000 * Apb) - 1);
            Assert.AreEqual(0u, bench.Read(IrqStatus));
            bench.Events.RunTo(tick * 500_000 * Apb);
            Assert.AreEqual(0x10u, bench.Read(IrqStatus));
            Assert.AreEqual(499_999u, bench.Read(Base + 0x20));
            bench.Write(Base + 0x30, 1);
            Assert.AreEqual(0u, bench.Read(IrqStatus));
        }
    }

    // N55, N100: both run from one clock, and a read is live.
    [TestMethod]
    public void Timer_2_runs_freely_downwards_beside_timer_1()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x10, 499_999);
        bench.Write(Base + 0x00, 0x80);
        bench.Write(Base + 0x14, uint.MaxValue);
        bench.Write(Base + 0x04, 0x80);
        Assert.AreEqual(uint.MaxValue, bench.Read(Base + 0x24));
        bench.Pass(1000 * Apb);
        Assert.AreEqual(uint.MaxValue - 1000, bench.Read(Base + 0x24));
        Assert.AreEqual(499_999u - 1000, bench.Read(Base + 0x20));
        bench.Pass(12_345 * Apb);
        Assert.AreEqual(uint.MaxValue - 13_345, bench.Read(Base + 0x24));
    }

    [TestMethod]
    [DataRow(0x80u, 1)]
    [DataRow(0x84u, 16)]
    [DataRow(0x88u, 256)]
    public void The_prescaler_divides_the_clock(uint control, int divisor)
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x18, 999);
        bench.Write(Base + 0x08, control);
        bench.Pass(10 * divisor * Apb);
        Assert.AreEqual(989u, bench.Read(Base + 0x28));
        bench.Pass(-1 + (990 * divisor * Apb));
        Assert.AreEqual(0u, bench.Read(PeripheralBench.Interrupts));
        bench.Pass(1);
        Assert.AreEqual(1u << 6, bench.Read(PeripheralBench.Interrupts));
    }

    [TestMethod]
    public void A_stopped_timer_keeps_its_count_and_goes_on_from_it()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x10, 100);
        bench.Write(Base + 0x00, 0x80);
        bench.Pass(40 * Apb);
        bench.Write(Base + 0x00, 0);
        bench.Pass(1000 * Apb);
        Assert.AreEqual(60u, bench.Read(Base + 0x20));
        bench.Write(Base + 0x00, 0x80);
        bench.Pass(61 * Apb);
        Assert.AreEqual(0x10u, bench.Read(PeripheralBench.Interrupts));
    }

    [TestMethod]
    public void Rising_edges_of_its_line_clock_a_timer()
    {
        PeripheralBench bench = new();
        bench.Write(Base + 0x14, 2);
        bench.Write(Base + 0x04, 0x8c);
        for (int edge = 0; edge < 3; edge++)
        {
            Assert.AreEqual(2u - (uint)edge, bench.Read(Base + 0x24));
            Assert.AreEqual(0u, bench.Read(PeripheralBench.Interrupts));
            bench.Peripherals.Gpio.Drive(1, false);
            bench.Peripherals.Gpio.Drive(1, true);
        }

        Assert.AreEqual(2u, bench.Read(Base + 0x24));
        Assert.AreEqual(0x20u, bench.Read(PeripheralBench.Interrupts));
    }

    // A free-running model in steps of one count.
    [TestMethod]
    public void Counts_follow_a_counter_that_is_stepped() =>
        Gen.Select(Gen.UInt[0, 20], Gen.Int[0, 2], Gen.Int[0, 3000].Array[1, 30]).Sample((load, prescale, pauses) =>
        {
            PeripheralBench bench = new();
            int divisor = prescale switch { 0 => 1, 1 => 16, _ => 256 };
            bench.Write(Base + 0x1c, load);
            bench.Write(Base + 0x0c, 0x80u | ((uint)prescale << 2));
            uint count = load;
            long done = 0;
            bool pending = false;
            foreach (int pause in pauses)
            {
                bench.Pass(pause * 20);
                while (done < bench.Events.Now / (divisor * Apb))
                {
                    done++;
                    pending |= count == 0;
                    count = count == 0 ? load : count - 1;
                }

                Assert.AreEqual(count, bench.Read(Base + 0x2c));
                Assert.AreEqual(pending, bench.Read(PeripheralBench.Interrupts) == 0x80);
                if (pause % 3 == 0)
                {
                    bench.Write(Base + 0x3c, 1);
                    pending = false;
                }
            }
        }, iter: 300);

    // N86: heartbeats are loads; without them the chip is reset.
    [TestMethod]
    public void The_watchdog_expires_once_nobody_reloads_timer_4()
    {
        PeripheralBench bench = new();
        List<long> resets = [];
        bench.Peripherals.Timers.WatchdogExpired = () => resets.Add(bench.Events.Now);
        bench.Write(Base + 0x40, 1);
        bench.Write(Base + 0x3c, 0);
        bench.Write(Base + 0x1c, 9_999);
        bench.Write(Base + 0x0c, 0x88);
        bench.Pass(9_000 * 256 * Apb);
        bench.Write(Base + 0x1c, 9_999);
        bench.Pass((10_000 * 256 * Apb) - 1);
        Assert.IsEmpty(resets);
        bench.Pass(1);
        Assert.HasCount(1, resets);
    }
}
