using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Machine.Tests.Fidelity;

/// <summary>
/// What the report names as the limit is the limit: of all resources, made better one after the other, that one helps most.
/// </summary>
[TestClass]
public sealed class Bottlenecks
{
    private const double WorthMentioning = 1.1;

    // Halving a resource that is a little less than the largest part of a stage's time helps nearly as much.
    private const double AsGoodAs = 0.95;

    public static IEnumerable<object[]> Machines =>
    [
        ["me", 60, 900, "chip.meCycleTicks=20 chip.chassisCycleTicks=40", GuestKind.Sink],
        ["dram", 1514, 500, "chip.ddrCycleTicks=400", GuestKind.Sink],
        ["pci", 1514, 600, "pci.clockTicks=180", GuestKind.Sink],
        ["", 60, 2000, "", GuestKind.Sink],
        ["", 60, 2000, "", GuestKind.Echo],
        ["queue", 508, 900, "guest.receive=poll guest.pollPeriodNs=4000000", GuestKind.Sink],
    ];

    [TestMethod]
    [DynamicData(nameof(Machines))]
    public void Improving_every_resource_in_turn_finds_the_one_that_the_report_names(
        string bound, int length, int frames, string sets, GuestKind guest)
    {
        BoundMachine machine = BoundMachine.Of(length, frames, sets, guest);
        ReplayReport slow = machine.Run();
        Dictionary<string, double> gains = machine.Gains(slow);
        string best = gains.MaxBy(g => g.Value).Key;
        Assert.IsTrue(bound.Length == 0 || bound == best, Text(gains));
        Assert.IsGreaterThan(WorthMentioning, gains[best], Text(gains));
        Assert.AreEqual(best, BoundMachine.Named(slow), $"{slow.Bottleneck}; gains {Text(gains)}");
    }

    [TestMethod]
    [DataRow(5000ul, 6, 4)]
    public void Machines_drawn_at_random_are_judged_right(ulong firstSeed, int machines, int atLeast) =>
        AssertJudgedRight(firstSeed, machines, atLeast / (double)machines);

    [TestMethod]
    [TestCategory("Slow")]
    public void Many_machines_drawn_at_random_are_judged_right() => AssertJudgedRight(7000, 60, 0.75);

    [TestMethod]
    [TestCategory("Slow")]
    [DataRow("me", 60, 900, "chip.meCycleTicks=20 chip.chassisCycleTicks=40", "chip")]
    [DataRow("dram", 1514, 500, "chip.ddrCycleTicks=400", "chip.ddrCycleTicks dram")]
    [DataRow("pci", 1514, 600, "pci.clockTicks=180", "pci pciUnit bridge")]
    [DataRow("queue", 508, 900, "guest.receive=poll guest.pollPeriodNs=4000000", "guest")]
    public void Of_all_parameters_doubled_and_halved_one_of_the_named_resource_matters_most(
        string bound, int length, int frames, string sets, string owners)
    {
        BoundMachine machine = BoundMachine.Of(length, frames, sets);
        ReplayReport slow = machine.Run();
        Assert.AreEqual(bound, BoundMachine.Named(slow), slow.Bottleneck.ToString());
        List<(string Name, double Gain)> gains = [];
        foreach (Parameter parameter in new MachineConfig().Parameters.All)
        {
            // What a frame or a machine is like is not how fast it is.
            if (parameter.ReadOnly || parameter.Value is not int and not long || parameter.Unit is "bytes" or "VIFs" or "bits" or "levels"
                || parameter.Name == "mac.wireByteTicks")
            {
                continue;
            }

            foreach (double factor in (double[])[0.5, 2])
            {
                try
                {
                    gains.Add((
                        parameter.Name,
                        BoundMachine.Achieved(machine.With([parameter.Name], factor).Run()) / BoundMachine.Achieved(slow)));
                }
                catch (ParameterException)
                {
                    continue;
                }
            }
        }

        Assert.IsGreaterThan(100, gains.Count);
        (string best, double gain) = gains.MaxBy(g => g.Gain);
        string all = string.Join(", ", gains.OrderByDescending(g => g.Gain).Take(8).Select(g => $"{g.Name} {g.Gain:0.000}"));
        Assert.IsTrue(
            owners.Split(' ').Any(o => best == o || best.StartsWith($"{o}.", StringComparison.Ordinal)), all);
        Assert.IsGreaterThan(WorthMentioning, gain, all);
    }

    [TestMethod]
    public void At_line_rate_with_the_longest_frames_nothing_is_lost()
    {
        const int Frames = 400;
        ReplayReport report = BoundMachine.Of(1514, Frames, "").Run();
        Assert.IsTrue(report.IsSuccess, report.End);
        Assert.AreEqual(0, report.Frames.Dropped);
        Assert.AreEqual(Frames, report.Frames.Delivered);
        Assert.AreEqual(81_274, report.Offered[0].PacketsPerSecond, 50);
    }

    private static void AssertJudgedRight(ulong firstSeed, int machines, double atLeast)
    {
        List<string> wrong = [];
        int judged = 0;
        for (ulong seed = firstSeed; judged < machines; seed++)
        {
            BoundMachine machine = BoundMachine.Draw(seed);
            ReplayReport slow = machine.Run();
            Dictionary<string, double> gains = machine.Gains(slow);
            double best = gains.Values.Max();
            if (best < WorthMentioning)
            {
                // Nothing limits it but the wire.
                continue;
            }

            judged++;
            if (gains.GetValueOrDefault(BoundMachine.Named(slow)) < AsGoodAs * best)
            {
                wrong.Add($"{seed}: {machine}: {slow.Bottleneck}; gains {Text(gains)}");
            }
        }

        string share = $"{judged - wrong.Count} of {judged} judged right; not\n{string.Join('\n', wrong)}";
        Console.WriteLine(share);
        Assert.IsGreaterThanOrEqualTo(atLeast, (judged - wrong.Count) / (double)judged, share);
    }

    private static string Text(Dictionary<string, double> gains) =>
        string.Join(", ", gains.Select(g => $"{g.Key} {g.Value:0.00}"));
}
