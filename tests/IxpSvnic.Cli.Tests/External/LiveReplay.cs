using System.Text.Json.Nodes;
using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>A replay between real interfaces: a veth pair in a network namespace of its own.</summary>
[TestClass]
[TestCategory("External")]
public sealed class LiveReplay
{
    [TestMethod]
    public void Real_frames_are_answered_and_the_run_repeats_from_its_journal()
    {
        Tool.TryRun("ip", "iproute2", null, "-V");
        Tool.TryRun("ethtool", "ethtool", null, "--version");
        using Scratch scratch = new();
        string macs = scratch.Write("macs", "02:00:00:00:00:01\n02:00:00:00:00:02\n");
        string script = Path.Combine(AppContext.BaseDirectory, "External", "live_replay.py");
        ToolResult live = Tool.TryRun(
            "unshare", "util-linux", null, "--net", "python3", script, Ixpsvnic.Path, scratch.Root);
        Assert.AreEqual(0, live.Code, $"needs root and libpcap (apt-get install -y libpcap0.8): {live.Output}{live.Error}");

        JsonNode first = JsonNode.Parse(File.ReadAllText(scratch["live.json"]))!;
        Assert.AreEqual(120, (int)first["frames"]!["in"]!);
        Assert.AreEqual(120, (int)first["frames"]!["wireOut"]!);
        Assert.IsTrue((bool)first["conserved"]!);
        Assert.IsTrue((bool)first["interrupted"]!);

        ToolResult again = Ixpsvnic.Run(
            "replay", scratch["run.journal"], "--macs", macs, "--guest", "echo", "--json");
        Assert.AreEqual(0, again.Code, again.Error);
        JsonNode second = JsonNode.Parse(again.Output)!;
        Assert.AreEqual((string)first["stateHash"]!, (string)second["stateHash"]!);
        Assert.AreEqual(first["hops"]!.ToJsonString(), second["hops"]!.ToJsonString());
    }
}
