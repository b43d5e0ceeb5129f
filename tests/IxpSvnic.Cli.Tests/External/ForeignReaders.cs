using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>tshark and capinfos read every output, and count in it what the report says.</summary>
[TestClass]
[TestCategory("External")]
public sealed class ForeignReaders
{
    [TestMethod]
    [DataRow("mixed.pcap", GuestKind.Echo)]
    [DataRow("runts-oversize.pcap", GuestKind.Sink)]
    [DataRow("snap-cut.pcap", GuestKind.Sink)]
    public void Take_every_capture_of_a_run(string trace, GuestKind guest)
    {
        using Scratch scratch = new();
        ReplayReport report = Replays.Run(
            Replays.Of(Repository.Trace(trace), scratch["out"]) with { Guest = guest, Truncated = TruncatedFrames.Drop });
        string[] files = [.. Directory.EnumerateFiles(scratch["out"], "*.pcap*")];
        Assert.HasCount(1 + (2 * report.Vifs.Count) + 3, files);
        foreach (string file in files)
        {
            foreach (string tool in new[] { "tshark", "capinfos" })
            {
                ToolResult read = Tool.TryRun(tool, "tshark", null, tool == "tshark" ? ["-r", file] : [file]);
                Assert.AreEqual(0, read.Code, $"{tool} {file}: {read.Error}");
                Assert.DoesNotContain("appears to have been cut", read.Error);
                Assert.DoesNotContain("corrupted", read.Error);
            }
        }

        foreach (VifTotals vif in report.Vifs)
        {
            Assert.AreEqual(vif.Rx, Count(scratch["out/taps.pcapng"], $"frame.interface_name == \"vif-{vif.Id}.rx\""));
            Assert.AreEqual(vif.Tx, Count(scratch["out/taps.pcapng"], $"frame.interface_name == \"vif-{vif.Id}.tx\""));
            Assert.AreEqual(vif.Rx, Count(scratch[$"out/vif-{vif.Id}.rx.pcap"], "frame"));
        }

        Assert.AreEqual(report.Frames.WireOut, Count(scratch["out/wire-0.tx.pcap"], "frame"));
        foreach ((string reason, long copies) in report.Drops)
        {
            Assert.AreEqual(copies, Count(
                scratch["out/taps.pcapng"], $"frame.interface_name == \"drops\" and frame.comment == \"{reason}\""), reason);
        }
    }

    private static long Count(string file, string filter) => Tool
        .Run("tshark", "tshark", "-r", file, "-Y", filter, "-T", "fields", "-e", "frame.number")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
