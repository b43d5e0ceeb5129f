using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;

namespace IxpSvnic.Machine.Tests.Fidelity;

/// <summary>
/// The machine has no time of its own: with every clock twice as fast and the gaps of the traffic halved, every latency halves
/// exactly. The media clock is put to 100 MHz first: 104 MHz is no whole number of ticks, and its edges are rounded.
/// </summary>
[TestClass]
public sealed class ScaledClocks
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void All_clocks_doubled_with_gaps_halved_halve_every_latency(bool echo)
    {
        List<long[]> slow = HopsOf(echo, 2);
        List<long[]> fast = HopsOf(echo, 1);
        Assert.IsGreaterThan(30, fast.Count);
        Assert.HasCount(fast.Count, slow);
        for (int i = 0; i < fast.Count; i++)
        {
            CollectionAssert.AreEqual(fast[i].Select(t => t < 0 ? t : 2 * t).ToArray(), slow[i], $"frame {i}");
        }
    }

    private static List<long[]> HopsOf(bool echo, int factor)
    {
        using Scenario scenario = new(vifs: 4);
        foreach ((long nanoseconds, byte[] frame) in Traffic.MixedFrames(40, 4))
        {
            scenario.Add(nanoseconds * factor, frame);
        }

        using RawMachine raw = new(scenario.Capture, 4, echo, configure: config => Scale(config, factor));
        raw.Machine.Kernel.RunTo(factor * 600 * Ticks.PerMicrosecond);
        Assert.AreEqual(0, raw.Machine.Ledger.Outstanding);
        Assert.AreEqual(0, raw.Machine.Ledger.Drops[(int)DropReason.MacFifoFull]);
        return raw.Settled;
    }

    private static void Scale(MachineConfig config, int factor)
    {
        Set("chip.msfClockHertz", 100_000_000 / factor);
        foreach (string clock in (string[])
            ["chip.meCycleTicks", "chip.chassisCycleTicks", "chip.qdrCycleTicks", "chip.ddrCycleTicks",
            "pci.clockTicks", "mac.wireByteTicks", "iommu.walkLevelNs", "hypervisor.endOfInterruptNs",
            "guest.pollPeriodNs", "guest.sendWatchdogNs", "firmware.pollPeriodNs"])
        {
            long value = long.Parse(
                config.Parameters.All.Single(p => p.Name == clock).Text,
                System.Globalization.CultureInfo.InvariantCulture);
            Set(clock, factor * value);
        }

        void Set(string name, long value) =>
            config.Parameters.Set(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
