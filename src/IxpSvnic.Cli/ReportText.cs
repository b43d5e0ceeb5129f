using System.Globalization;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Time;
using Spectre.Console;

namespace IxpSvnic.Cli;

/// <summary>The report as tables for people: the verdict first, then who got what, rates, latencies along the way, what was busy.</summary>
internal static class ReportText
{
    private const int MostBusyResources = 12;

    private static readonly string[] s_ends = ["delivered", "departed"];

    public static void Write(ReplayReport report, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new WideOutput(output) });
        WriteVerdict(report, output);
        Rows(console, ["VIF", "MAC", "port", "received", "sent"], 2, report.Vifs.Select(
            v => new[] { $"{v.Id}", v.Mac, $"{v.Port}", $"{v.Rx}", $"{v.Tx}" }));
        Rows(console, ["drop reason", "copies"], 1, report.Drops.Select(d => new[] { d.Key, $"{d.Value}" }));
        Rows(
            console,
            ["port", "frames in", "frames out", "offered Mb/s", "offered kpps", "achieved Mb/s", "achieved kpps"],
            0,
            report.Offered.Where(p => p.Frames + report.Transmitted[p.Port].Frames > 0).Select(p => new[]
            {
                $"{p.Port}", $"{p.Frames}", $"{report.Transmitted[p.Port].Frames}",
                Figure(p.BitsPerSecond / 1e6), Figure(p.PacketsPerSecond / 1e3),
                Figure(report.Achieved[p.Port].BitsPerSecond / 1e6), Figure(report.Achieved[p.Port].PacketsPerSecond / 1e3),
            }));
        IEnumerable<string> hops = Enum.GetNames<Hop>().Where(report.Hops.ContainsKey);
        Rows(console, ["hop, us since the hop before", "frames", "p50", "p99", "max"], 1, hops.Select(h => Hop(h, report)));
        Rows(console, ["end to end, us", "frames", "p50", "p99", "max"], 1, s_ends.Where(report.Hops.ContainsKey)
            .Select(h => Hop(h, report)));
        Rows(console, ["resource", "busy %"], 1, report.Utilisation.OrderByDescending(u => u.Value).Take(MostBusyResources)
            .Select(u => new[] { u.Key, Figure(u.Value * 100) }));
        WriteRest(report, output);
    }

    private static void WriteVerdict(ReplayReport report, TextWriter output)
    {
        FrameTotals frames = report.Frames;
        output.WriteLine($"replay      {string.Join(", ", report.Inputs)}");
        output.WriteLine($"end         {End(report)} after {SimulatedTime.Format((long)(report.SimulatedSeconds * Ticks.PerSecond))} simulated");
        output.WriteLine(
            $"frames      {frames.In} in + {frames.GuestSent} sent by guests + {frames.Copies} copies");
        output.WriteLine(
            $"            = {frames.Delivered} delivered + {frames.WireOut} out + {frames.Inside} inside + {frames.Dropped} dropped: "
            + (report.Conserved ? "conserved" : "NOT CONSERVED"));
        Note(output, "cut", frames.Cut, "frames of which the capture holds only a part");
        Note(
            output, "unsendable", report.Counters.GetValueOrDefault("guestInput.unsendable"),
            "frames of the guests' capture cannot be sent: cut, shorter than a header, longer than a slot");
        Note(output, "lost", frames.Lost, "frames lost at live interfaces");
        Note(
            output, "delayed", report.Pacing.Delayed,
            $"frames had to wait for the wire, at most {Microseconds(report.Pacing.WorstDelayNanoseconds)} us");
        if (report.Buffers is { } buffers)
        {
            output.WriteLine($"buffers     {buffers.Total}: {buffers.Free} free, {buffers.Held} held, {buffers.Leaked} leaked");
        }

        foreach (StuckItem item in report.Stuck)
        {
            output.WriteLine($"stuck       {item.Where}: {item.What}");
        }
    }

    private static void WriteRest(ReplayReport report, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"bottleneck  {report.Bottleneck.Resource} ({Figure(report.Bottleneck.Utilisation * 100)} % busy): "
            + report.Bottleneck.Because);
        output.WriteLine($"interrupts  {report.Interrupts.Sent} sent, {report.Interrupts.Coalesced} coalesced, "
            + $"{report.Interrupts.Spurious} spurious");
        if (report.Xscale is { } xscale)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"xscale      {xscale.Instructions} instructions in {xscale.Cycles} cycles, boot {xscale.BootSeconds * 1e3:0.###} ms"));
        }

        foreach ((string name, string value) in report.Overrides)
        {
            output.WriteLine($"set         {name} = {value}");
        }

        foreach (string touched in report.NotModelled)
        {
            output.WriteLine($"not modelled  {touched}");
        }

        output.WriteLine($"state hash  {report.StateHash}");
        string speed = report.Host.Speed > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {1 / report.Host.Speed:0.#} s a simulated second")
            : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"host        {report.Host.Seconds:0.##} s{speed}"));
    }

    private static string End(ReplayReport report) => report.End switch
    {
        "complete" => report.Interrupted ? "complete, live input let go" : "complete",
        "drainTimeout" => "STUCK, nothing moved any more",
        "maxTime" => "stopped at --max-time",
        "fault" => "FAULT of the firmware",
        _ => report.End,
    };

    private static string[] Hop(string name, ReplayReport report)
    {
        Percentiles hop = report.Hops[name];
        return [name, $"{hop.Count}", Microseconds(hop.P50), Microseconds(hop.P99), Microseconds(hop.Max)];
    }

    private static void Note(TextWriter output, string name, long count, string what)
    {
        if (count > 0)
        {
            output.WriteLine($"{name,-11} {count} {what}");
        }
    }

    private static string Microseconds(long nanoseconds) => (nanoseconds / 1e3).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    // The first columns are names, the others figures.
    private static void Rows(IAnsiConsole console, string[] columns, int names, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.None, UseSafeBorder = true };
        for (int i = 0; i < columns.Length; i++)
        {
            TableColumn column = new(Markup.Escape(columns[i]));
            table.AddColumn(i < names ? column.PadRight(2) : column.RightAligned().PadRight(2));
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            console.WriteLine();
            console.Write(table);
        }
    }
}
