using System.Text.Json.Nodes;
using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.Running;

/// <summary>What <c>params --json</c> prints is a machine file that changes nothing.</summary>
[TestClass]
public sealed class ParametersAsMachineFile
{
    [TestMethod]
    [DataRow("sink")]
    [DataRow("echo")]
    public void The_printed_defaults_give_the_same_run(string guest)
    {
        using Scratch scratch = new();
        string file = scratch.Write("machine.json", Ixpsvnic.Run("params", "--json").Output);
        Assert.AreEqual(Hash(guest), Hash(guest, "--machine", file));
    }

    [TestMethod]
    public void A_changed_value_survives_the_way_through_the_file()
    {
        using Scratch scratch = new();
        string file = scratch.Write("machine.json", Ixpsvnic.Run("params", "--json", "--set", "mac.maxFrame=1600").Output);
        ToolResult again = Ixpsvnic.Run("params", "--json", "--machine", file);
        Assert.AreEqual(File.ReadAllText(file), again.Output);
        StringAssert.Contains(again.Output, "\"value\": 1600");
    }

    private static string Hash(string guest, params IEnumerable<string> more)
    {
        ToolResult run = Ixpsvnic.Run(["replay", Repository.Trace("both-endpoints.pcap"), "--guest", guest, "--json", .. more]);
        Assert.AreEqual(0, run.Code, run.Error);
        return (string)JsonNode.Parse(run.Output)!["stateHash"]!;
    }
}
