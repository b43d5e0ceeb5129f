using System.Text.Json.Nodes;
using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.Commands;

/// <summary>The command as a user runs it.</summary>
[TestClass]
public sealed class CommandLine
{
    private static readonly string s_two = Repository.Trace("two-frames.pcap");

    [TestMethod]
    public void Json_prints_the_report_alone_from_any_folder_and_writes_nothing_without_out()
    {
        using Scratch scratch = new();
        ToolResult result = Ixpsvnic.RunIn(scratch.Root, "replay", s_two, "--json", "--follow", "1");
        Assert.AreEqual(0, result.Code, result.Error);
        JsonObject report = JsonNode.Parse(result.Output)!.AsObject();
        Assert.AreEqual(2, (int)report["frames"]!["delivered"]!);
        Assert.IsTrue((bool)report["conserved"]!);
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(scratch.Root).ToArray());
    }

    [TestMethod]
    public void Tables_tell_the_totals_and_the_hash_of_the_report()
    {
        using Scratch scratch = new();
        ToolResult result = Ixpsvnic.RunIn(scratch.Root, "replay", s_two, "--out", "out");
        Assert.AreEqual(0, result.Code, result.Error);
        StringAssert.Contains(result.Output, "frames      2 in ");
        StringAssert.Contains(result.Output, ": conserved");
        StringAssert.Contains(
            result.Output, (string)JsonNode.Parse(File.ReadAllText(scratch["out/report.json"]))!["stateHash"]!);
    }

    [TestMethod]
    public void The_parameters_in_JSON_are_a_machine_file()
    {
        using Scratch scratch = new();
        ToolResult defaults = Ixpsvnic.Run("params", "--json");
        Assert.AreEqual(0, defaults.Code, defaults.Error);
        string file = scratch.Write("machine.json", defaults.Output);
        Assert.AreEqual(defaults.Output, Ixpsvnic.Run("params", "--json", "--machine", file).Output);
        ToolResult changed = Ixpsvnic.Run("params", "--json", "--machine", file, "--set", "mac.maxFrame=1600");
        JsonNode parameter = JsonNode.Parse(changed.Output)!["parameters"]!["mac.maxFrame"]!;
        Assert.AreEqual((1600, 1522), ((int)parameter["value"]!, (int)parameter["default"]!));

        JsonNode plain = Report("replay", s_two, "--json");
        JsonNode fromFile = Report("replay", s_two, "--json", "--machine", file);
        Assert.AreEqual((string)plain["stateHash"]!, (string)fromFile["stateHash"]!);
        Assert.IsEmpty(fromFile["overrides"]!.AsObject());
    }

    [TestMethod]
    public void Every_parameter_names_its_source()
    {
        JsonObject parameters =
            JsonNode.Parse(Ixpsvnic.Run("params", "--json").Output)!["parameters"]!.AsObject();
        Assert.IsGreaterThan(50, parameters.Count);
        foreach ((string name, JsonNode? parameter) in parameters)
        {
            Assert.IsFalse(string.IsNullOrWhiteSpace((string)parameter!["source"]!), name);
        }
    }

    [TestMethod]
    public void A_stuck_run_fails_and_says_where()
    {
        using Scratch scratch = new();
        string asleep = scratch.Write("asleep.uc", "    .sig never\n    ctx_arb[never]\n    ctx_arb[kill]\n");
        ToolResult result = Ixpsvnic.Run("replay", s_two, "--me", $"1={asleep}", "--drain", "1ms");
        Assert.AreEqual(ReplayRunner.Failed, result.Code);
        StringAssert.Contains(result.Output, "stuck       me1 context 0: ");
    }

    [TestMethod]
    public void A_mistake_of_the_firmware_fails_with_engine_context_address_and_line()
    {
        using Scratch scratch = new();
        string wrong = scratch.Write(
            "wrong.uc",
            "    .reg $word address\n    .sig got\n    immed[address, 0x8000, <<16]\n"
                + "    sram[read, $word, address, 0, 1], ctx_swap[got]\n    ctx_arb[kill]\n");
        ToolResult result = Ixpsvnic.Run("replay", s_two, "--me", $"3={wrong}");
        Assert.AreEqual(ReplayRunner.Failed, result.Code);
        StringAssert.Contains(result.Output, "microengine 3 context 0 address ");
        StringAssert.Contains(result.Output, "wrong.uc:4");
        StringAssert.Contains(result.Output, "executed last: ");
    }

    private static JsonNode Report(params string[] arguments) => JsonNode.Parse(Ixpsvnic.Run(arguments).Output)!;
}
