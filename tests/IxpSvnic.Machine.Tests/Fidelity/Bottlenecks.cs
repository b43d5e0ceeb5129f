using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Tests.Fidelity;

/// <summary>
/// What the report names as the limit is the limit: of all resources, made better one after the other, that one helps most. The
/// four machines are made slow by parameters at one place each.
/// </summary>
[TestClass]
public sealed class Bottlenecks
{
    private const int Vifs = 8;
    private const double WorthMentioning = 1.1;

    private static readonly string[] Engine = ["chip.meCycleTicks", "chip.chassisCycleTicks"];
    private static readonly string[] Dram = ["chip.ddrCycleTicks"];
    private static readonly string[] Pci = ["pci.clockTicks"];
    private static readonly string[] Queue = ["guest.pollPeriodNs"];

    public static IEnumerable<object[]> Machines =>
    [
        ["me", 60, 900, "chip.meCycleTicks=20 chip.chassisCycleTicks=40"],
        ["dram", 1514, 500, "chip.ddrCycleTicks=400"],
        ["pci", 1514, 600, "pci.clockTicks=180"],
        ["pci", 60, 2000, ""],
        ["me", 60, 2000, "firmware.localSwitch=false"],
        ["queue", 508, 900, "guest.receive=poll guest.pollPeriodNs=4000000"],
    ];

    [TestMethod]
    [DynamicData(nameof(Machines))]
    public void Improving_every_resource_in_turn_finds_the_one_that_the_report_names(
        string bound, int length, int frames, string overrides)
    {
        using Scenario scenario = Traffic.Even(frames, length, 0, Vifs);
        Dictionary<string, string> machine = overrides.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=')).ToDictionary(o => o[0], o => o[1]);
        GuestKind guest = machine.ContainsKey("firmware.localSwitch") ? GuestKind.Echo : GuestKind.Sink;
        RunResult slow = Run(scenario, machine, guest);
        Dictionary<string, double> gains = [];
        foreach ((string name, string[] parameters) in ((string, string[])[])
            [("me", Engine), ("dram", Dram), ("pci", Pci), ("queue", Queue)])
        {
            gains.Add(name, Achieved(Run(scenario, Improved(machine, parameters), guest)) / Achieved(slow));
        }

        string all = string.Join(", ", gains.Select(g => $"{g.Key} {g.Value:0.00}"));
        string best = gains.MaxBy(g => g.Value).Key;
        Assert.AreEqual(bound, best, all);
        Assert.IsGreaterThan(WorthMentioning, gains[best], all);
        string named = slow.Report.Bottleneck.Resource;
        Assert.AreEqual(
            best,
            named.StartsWith("me", StringComparison.Ordinal) ? "me"
                : named.StartsWith("dram", StringComparison.Ordinal) ? "dram"
                : named is "hostBus" or "boardBus" ? "pci" : named,
            $"named {named}: {slow.Report.Bottleneck.Because}; gains {all}");
    }

    [TestMethod]
    public void At_line_rate_with_the_longest_frames_nothing_is_lost()
    {
        const int Frames = 400;
        using Scenario scenario = Traffic.Even(Frames, 1514, 0, Vifs);
        RunResult result = Run(scenario, [], GuestKind.Sink);
        Assert.IsTrue(result.Report.IsSuccess, result.Report.End);
        Assert.AreEqual(0, result.Report.Frames.Dropped);
        Assert.AreEqual(Frames, result.Report.Frames.Delivered);
        Assert.AreEqual(81_274, result.Report.Offered[0].PacketsPerSecond, 50);
    }

    private static RunResult Run(Scenario scenario, Dictionary<string, string> parameters, GuestKind guest) =>
        scenario.Run(o => o with { Sets = [.. parameters], Guest = guest, Pace = Pace.LineRate, OutputFolder = null });

    private static double Achieved(RunResult result) => result.Report.Achieved[0].PacketsPerSecond;

    private static Dictionary<string, string> Improved(Dictionary<string, string> machine, string[] parameters)
    {
        MachineConfig defaults = new();
        Dictionary<string, string> improved = new(machine);
        foreach (string name in parameters)
        {
            string text = machine.GetValueOrDefault(name) ?? defaults.Parameters.All.Single(p => p.Name == name).Text;
            long value = long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            improved[name] = ((value + 1) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return improved;
    }
}
