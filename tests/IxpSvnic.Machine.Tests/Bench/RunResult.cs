using System.Text.Json.Nodes;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Machine.Tests.Bench;

/// <summary>What a replay left: its report and its files.</summary>
internal sealed class RunResult
{
    private const string ReportName = "report.json";

    public RunResult(ReplayReport report, string? folder)
    {
        Report = report;
        Json = WithoutHost(ReportJson.Write(report));
        Laws.Check(report);
        if (folder is not null)
        {
            foreach (string path in Directory.EnumerateFiles(folder))
            {
                string name = Path.GetFileName(path);
                if (name != ReportName)
                {
                    Files.Add(name, File.ReadAllBytes(path));
                }
            }

            for (int vif = 0; vif < report.Vifs.Count; vif++)
            {
                Received.Add(ReadFrames(Path.Combine(folder, $"vif-{vif}.rx.pcap")));
            }

            WireOut = ReadFrames(Path.Combine(folder, "wire-0.tx.pcap"));
        }
    }

    public ReplayReport Report { get; }

    /// <summary>The report without what depends on the computer it ran on.</summary>
    public string Json { get; }

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Frames that each VIF received, in order, as hexadecimal text.</summary>
    public List<List<string>> Received { get; } = [];

    public List<string> WireOut { get; } = [];

    public void AssertSame(RunResult other, string what)
    {
        Assert.AreEqual(Report.StateHash, other.Report.StateHash, $"{what}: state hash");
        Assert.AreEqual(Json, other.Json, $"{what}: report");
        AssertSameFiles(other, what);
    }

    public void AssertSameFiles(RunResult other, string what)
    {
        CollectionAssert.AreEqual(Files.Keys.ToArray(), other.Files.Keys.ToArray(), $"{what}: names of files");
        foreach ((string name, byte[] bytes) in Files)
        {
            Assert.IsTrue(bytes.AsSpan().SequenceEqual(other.Files[name]), $"{what}: {name} differs");
        }
    }

    private static string WithoutHost(string json)
    {
        JsonObject report = JsonNode.Parse(json)!.AsObject();
        Assert.IsTrue(report.Remove("host"));
        return report.ToJsonString();
    }

    private static List<string> ReadFrames(string path)
    {
        List<string> frames = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add(Convert.ToHexStringLower(frame.Data));
        }

        return frames;
    }
}
