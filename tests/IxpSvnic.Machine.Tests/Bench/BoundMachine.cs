using System.Globalization;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Parameters;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>A machine whose parameters make something slow, and traffic at line rate that meets it.</summary>
internal sealed record BoundMachine(int Length, int Frames, GuestKind Guest, IReadOnlyDictionary<string, string> Sets)
{
    private const int Vifs = 8;

    /// <summary>What can be made faster, and the parameters that say how fast it is.</summary>
    public static IReadOnlyDictionary<string, string[]> Resources { get; } = new Dictionary<string, string[]>
    {
        ["me"] = ["chip.meCycleTicks", "chip.chassisCycleTicks"],
        ["dram"] = ["chip.ddrCycleTicks"],
        ["pci"] = ["pci.clockTicks"],
        ["queue"] = ["guest.pollPeriodNs"],
    };

    public static BoundMachine Of(int length, int frames, string sets, GuestKind guest = GuestKind.Sink) => new(
        length,
        frames,
        guest,
        sets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=')).ToDictionary(o => o[0], o => o[1]));

    /// <summary>A machine that nobody has looked at: each clock between a little faster and much slower than the real one.</summary>
    public static BoundMachine Draw(ulong seed)
    {
        SeededRandom random = new(seed);
        int me = Slowed(5, 2);
        string sets = string.Create(
            CultureInfo.InvariantCulture,
            $"chip.meCycleTicks={me} chip.chassisCycleTicks={2 * me} chip.ddrCycleTicks={Slowed(20, 4)} pci.clockTicks={Slowed(45, 2)}");
        if (random.Next(4) == 0)
        {
            sets += string.Create(
                CultureInfo.InvariantCulture, $" guest.receive=poll guest.pollPeriodNs={Slowed(500_000, 2)}");
        }

        int length = ((int[])[60, 124, 300, 700, 1514])[random.Next(5)];
        return Of(length, 500 + (60_000 / length), sets, random.Next(3) == 0 ? GuestKind.Echo : GuestKind.Sink);

        int Slowed(int real, int octaves) =>
            (int)Math.Round(real * Math.Pow(2, (random.Next(1001) / 1000.0 * (octaves + 0.5)) - 0.5));
    }

    public ReplayReport Run()
    {
        using Scenario scenario = Traffic.Even(Frames, Length, 0, Vifs);
        return scenario.Run(o => o with { Sets = [.. Sets], Guest = Guest, Pace = Pace.LineRate, OutputFolder = null }).Report;
    }

    /// <summary>How many times faster frames get through with a resource twice as fast, for each.</summary>
    public Dictionary<string, double> Gains(ReplayReport slow) => Resources.ToDictionary(
        r => r.Key, r => Achieved(With(r.Value, 0.5).Run()) / Achieved(slow));

    public BoundMachine With(IEnumerable<string> parameters, double factor)
    {
        MachineConfig defaults = new();
        Dictionary<string, string> changed = new(Sets);
        foreach (string name in parameters)
        {
            string text = Sets.GetValueOrDefault(name) ?? defaults.Parameters.All.Single(p => p.Name == name).Text;
            long value = (long)Math.Round(long.Parse(text, CultureInfo.InvariantCulture) * factor);
            changed[name] = Math.Max(1, value).ToString(CultureInfo.InvariantCulture);
        }

        return this with { Sets = changed };
    }

    public static double Achieved(ReplayReport report) => report.Achieved[0].PacketsPerSecond;

    /// <summary>The resource of the four that a report names, or the name as it stands.</summary>
    public static string Named(ReplayReport report) => report.Bottleneck.Resource switch
    {
        ['m', 'e', >= '0' and <= '7'] => "me",
        "dram.pins" => "dram",
        "hostBus" or "boardBus" => "pci",
        string other => other,
    };

    public override string ToString() =>
        $"{Length} bytes to {Guest}, {string.Join(' ', Sets.Select(s => $"{s.Key}={s.Value}"))}";
}
