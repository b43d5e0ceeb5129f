using System.Globalization;
using System.Text.Json;
using IxpSvnic.Benchmarks.Arm;
using IxpSvnic.Benchmarks.Naive;

namespace IxpSvnic.Benchmarks;

/// <summary>
/// Runs both kinds of engine in turns, then the whole machine, and prints a table or, with --json, one object. With "arm": the XScale core.
/// </summary>
internal static class BenchmarkCommand
{
    private const int Repetitions = 5;
    private const long Cycles = 2_000_000;
    private const int Passes = 30;
    private const string Capture = "traces/line64.pcap";

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true };

    public static int Run(string[] args, TextWriter output)
    {
        if (args is ["arm"])
        {
            return ArmBenchmark.Run(output);
        }

        bool json = args.Contains("--json");
        if (args.FirstOrDefault(a => a != "--json") is { } unknown)
        {
            Console.Error.WriteLine($"'{unknown}': only --json, or arm alone, is known");
            return 2;
        }

        BenchmarkResult result = Measure();
        output.WriteLine(json ? Json(result) : Table(result));
        return 0;
    }

    private static BenchmarkResult Measure()
    {
        ulong[] program = PacketLoop.Words();
        List<Sample> naive = [];
        List<Sample> chip = [];
        double utilisation = 0;
        EngineRun.Measure(new NaiveBench(), program, Cycles / 2);
        EngineRun.Measure(new ChipBench(), program, Cycles);
        for (int i = 0; i < Repetitions; i++)
        {
            naive.Add(EngineRun.Measure(new NaiveBench(), program, Cycles));
            ChipBench bench = new();
            chip.Add(EngineRun.Measure(bench, program, Cycles));
            if (naive[i].StateHash != chip[i].StateHash || naive[i].Instructions != chip[i].Instructions)
            {
                throw new InvalidOperationException("the two engines differ in state or instructions");
            }

            utilisation = Enumerable.Range(0, 8).Sum(e => bench.Counters(e).Instructions + bench.Counters(e).Lost)
                / (8.0 * Cycles);
        }

        string root = RepositoryRoot();
        string capture = Path.Combine(root, Capture);
        string firmware = Path.Combine(root, "firmware", "microengine");
        (double FramesPerSecond, string StateHash)[] frames =
            [.. Enumerable.Range(0, Repetitions + 1).Select(_ => ReplayRun.Measure(capture, firmware, 8, Passes)).Skip(1)];
        if (frames.Any(f => f.StateHash != frames[0].StateHash))
        {
            throw new InvalidOperationException("two replays of one capture ended in different states");
        }

        return new BenchmarkResult
        {
            Megacycles = Spread.Of(chip.Select(s => s.MegacyclesPerSecond)),
            Mips = Spread.Of(chip.Select(s => s.MillionInstructionsPerSecond)),
            NaiveMips = Spread.Of(naive.Select(s => s.MillionInstructionsPerSecond)),
            Ratio = Spread.Of(chip.Zip(naive, (c, n) => n.Seconds / c.Seconds)),
            Frames = Spread.Of(frames.Select(f => f.FramesPerSecond)),
            Utilisation = utilisation,
            StateHash = chip[0].StateHash,
            ReplayHash = frames[0].StateHash,
        };
    }

    private static string Json(BenchmarkResult r) => JsonSerializer.Serialize(
        new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["megacyclesPerSecond"] = Math.Round(r.Megacycles.Median, 3),
            ["meInstructionsPerSecond"] = Math.Round(r.Mips.Median * 1e6),
            ["naiveMipsPerSecond"] = Math.Round(r.NaiveMips.Median, 3),
            ["ratioToNaive"] = Math.Round(r.Ratio.Median, 3),
            ["framesPerSecond"] = Math.Round(r.Frames.Median),
            ["engineUtilisation"] = Math.Round(r.Utilisation, 4),
            ["stateHash"] = r.StateHash,
            ["replayStateHash"] = r.ReplayHash,
        },
        JsonOptions);

    private static string Table(BenchmarkResult r) => string.Join(
        Environment.NewLine,
        $"{"per second of processor time",-34}{"median",12}{"least",12}{"greatest",12}",
        Row("chip Mcycles/s, 8 engines busy", r.Megacycles),
        Row("engine MIPS", r.Mips),
        Row("naive engine MIPS", r.NaiveMips),
        Row("ratio to naive", r.Ratio),
        Row("64-byte frames/s, 8 VIFs", r.Frames),
        string.Create(CultureInfo.InvariantCulture, $"engine utilisation {r.Utilisation:P1}"),
        $"state of both engines {r.StateHash}",
        $"state after the replay {r.ReplayHash}");

    private static string Row(string name, Spread spread) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34}{spread.Median,12:F2}{spread.Least,12:F2}{spread.Greatest,12:F2}");

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Capture)))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException($"no {Capture} above {AppContext.BaseDirectory}");
    }
}
