using System.Diagnostics;
using System.Text.Json.Nodes;
using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Cli.Tests.Running;

/// <summary>Ctrl-C in the middle of a long run.</summary>
[TestClass]
public sealed class Interruption
{
    [TestMethod]
    public void Closes_the_files_and_marks_the_report()
    {
        using Scratch scratch = new();
        // A shell's background job is born with the signal ignored: give it back its default first.
        ProcessStartInfo start = new(
            "env",
            [
                "--default-signal=INT", "dotnet", Ixpsvnic.Path, "replay", Repository.Trace("mixed.pcap"),
                "--loop", "1000000", "--out", scratch["out"], "--json",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process run = Process.Start(start)!;
        Task<string> output = run.StandardOutput.ReadToEndAsync();
        Assert.IsTrue(SpinWait.SpinUntil(
            () => Directory.Exists(scratch["out"]) && new DirectoryInfo(scratch["out"]).EnumerateFiles().Any(f => f.Length > 0),
            TimeSpan.FromSeconds(30)));
        Tool.Run("sh", "dash", "-c", $"kill -INT {run.Id}");
        Assert.IsTrue(run.WaitForExit(TimeSpan.FromSeconds(30)), "still running");
        Assert.AreEqual(130, run.ExitCode, run.StandardError.ReadToEnd());

        JsonNode report = JsonNode.Parse(output.Result)!;
        Assert.IsTrue((bool)report["interrupted"]!);
        Assert.AreEqual("interrupted", (string)report["end"]!);
        Assert.IsTrue((bool)report["conserved"]!);
        Assert.AreEqual(output.Result, File.ReadAllText(scratch["out/report.json"]));
        Assert.IsEmpty(Directory.GetFiles(scratch["out"], "*.partial"));
        long received = 0;
        foreach (string file in Directory.GetFiles(scratch["out"], "vif-*.rx.pcap"))
        {
            using CaptureReader reader = CaptureReader.Open(file);
            while (reader.TryRead(out _))
            {
                received++;
            }
        }

        Assert.AreEqual((long)report["frames"]!["delivered"]!, received);
    }
}
