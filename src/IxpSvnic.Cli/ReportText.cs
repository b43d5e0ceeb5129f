using System.Globalization;
using IxpSvnic.Machine.Reporting;
using Spectre.Console;

namespace IxpSvnic.Cli;

/// <summary>The report as tables for people.</summary>
internal static class ReportText
{
    private const int MostBusyResources = 12;

    public static void Write(ReplayReport report, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new WideOutput(output) });
        FrameTotals frames = report.Frames;
        output.WriteLine($"{string.Join(", ", report.Inputs)}: {report.End} after {report.SimulatedSeconds * 1e6:0.###} us simulated");
        output.WriteLine(
            $"frames   in {frames.In} + guest sent {frames.GuestSent} + copies {frames.Copies} = delivered {frames.Delivered} "
            + $"+ wire out {frames.WireOut} + inside {frames.Inside} + dropped {frames.Dropped}: "
            + (report.Conserved ? "conserved" : "NOT CONSERVED"));
        if (report.Buffers is { } buffers)
        {
            output.WriteLine(
                $"buffers  {buffers.Total}: {buffers.Free} free, {buffers.Held} held, {buffers.Leaked} leaked");
        }

        foreach (StuckItem item in report.Stuck)
        {
            output.WriteLine($"stuck    {item.Where}: {item.What}");
        }

        Rows(console, ["VIF", "MAC", "port", "received", "sent"], report.Vifs.Select(
            v => new[] { $"{v.Id}", v.Mac, $"{v.Port}", $"{v.Rx}", $"{v.Tx}" }));
        Rows(console, ["drop reason", "copies"], report.Drops.Select(d => new[] { d.Key, $"{d.Value}" }));
        Rows(
            console,
            ["port", "in", "out", "offered Mb/s", "offered kpps", "achieved Mb/s", "achieved kpps"],
            report.Offered.Where((p, i) => p.Frames + report.Transmitted[i].Frames > 0).Select(p => new[]
            {
                $"{p.Port}", $"{p.Frames}", $"{report.Transmitted[p.Port].Frames}", Figure(p.BitsPerSecond / 1e6),
                Figure(p.PacketsPerSecond / 1e3), Figure(report.Achieved[p.Port].BitsPerSecond / 1e6),
                Figure(report.Achieved[p.Port].PacketsPerSecond / 1e3),
            }));
        Rows(console, ["hop (ns since the one before)", "frames", "p50", "p99", "max"], report.Hops.Select(
            h => new[] { h.Key, $"{h.Value.Count}", $"{h.Value.P50}", $"{h.Value.P99}", $"{h.Value.Max}" }));
        Rows(console, ["resource", "busy %"], report.Utilisation.OrderByDescending(u => u.Value).Take(MostBusyResources)
            .Select(u => new[] { u.Key, Figure(u.Value * 100) }));
        output.WriteLine($"bottleneck  {report.Bottleneck.Resource} ({Figure(report.Bottleneck.Utilisation * 100)} % busy): "
            + report.Bottleneck.Because);
        output.WriteLine($"interrupts  {report.Interrupts.Sent} sent, {report.Interrupts.Coalesced} coalesced, "
            + $"{report.Interrupts.Spurious} spurious");
        foreach (string touched in report.NotModelled)
        {
            output.WriteLine($"not modelled  {touched}");
        }

        output.WriteLine($"state hash  {report.StateHash}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"host        {report.Host.Seconds:0.##} s, {report.Host.Speed:0.######} of real time"));
    }

    private static string Figure(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static void Rows(IAnsiConsole console, string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.None, UseSafeBorder = true };
        foreach (string column in columns)
        {
            table.AddColumn(Markup.Escape(column));
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
