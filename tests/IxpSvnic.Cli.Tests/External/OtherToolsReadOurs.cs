using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>Wireshark's tools read every file a replay writes, without complaint and with the same meaning.</summary>
[TestClass]
[TestCategory("External")]
public sealed class OtherToolsReadOurs
{
    [TestMethod]
    [DataRow("mixed.pcap", GuestKind.Echo)]
    [DataRow("runts-oversize.pcap", GuestKind.Sink)]
    [DataRow("declared-fcs.pcapng", GuestKind.Sink)]
    public void Tshark_and_capinfos_accept_every_output(string trace, GuestKind guest)
    {
        using Scratch scratch = new();
        ReplayReport report = Replays.Run(Replays.Of(Repository.Trace(trace), scratch["out"]) with { Guest = guest });
        string[] captures = [.. Directory.EnumerateFiles(scratch["out"], "*.pcap*")];
        Assert.HasCount((2 * report.Vifs.Count) + 4, captures);
        foreach (string capture in captures)
        {
            ToolResult read = Tool.TryRun("tshark", "tshark", null, "-r", capture, "-T", "fields", "-e", "frame.number");
            Assert.AreEqual(0, read.Code, capture);
            Assert.AreEqual("", Complaints(read.Error), capture);
            ToolResult infos = Tool.TryRun("capinfos", "tshark", null, "-M", "-c", capture);
            Assert.AreEqual(0, infos.Code, infos.Error);
            Assert.AreEqual("", infos.Error, capture);
        }

        string taps = Tool.Run(
            "tshark", "tshark", "-r", scratch["out/taps.pcapng"], "-T", "fields", "-e", "frame.interface_name", "-e",
            "frame.comment");
        string[] lines = taps.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach ((string reason, long count) in report.Drops)
        {
            Assert.AreEqual(count, lines.LongCount(l => l == $"drops\t{reason}"), reason);
        }

        Assert.AreEqual(report.Frames.Dropped, lines.LongCount(l => l.StartsWith("drops\t", StringComparison.Ordinal)));
        Assert.AreEqual(report.Frames.In, lines.LongCount(l => l.StartsWith("wire-0.in", StringComparison.Ordinal)));
    }

    private static string Complaints(string error) => string.Join('\n', error.Split('\n').Where(
        l => l.Length > 0 && !l.StartsWith("Running as user", StringComparison.Ordinal)));
}
