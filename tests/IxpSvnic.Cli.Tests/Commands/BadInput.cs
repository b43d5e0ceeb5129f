using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.Commands;

/// <summary>A user's mistake is one clear line that names file or option and value, a non-zero exit, and leaves no file.</summary>
[TestClass]
public sealed class BadInput
{
    private static readonly string s_good = Repository.Trace("two-frames.pcap");

    [TestMethod]
    public void A_missing_file() => Refused(_ => ["no-such.pcap"], "no-such.pcap", "no such file");

    [TestMethod]
    public void An_empty_file() => Refused(s => [s.Write("empty.pcap", "")], "empty.pcap", "empty");

    [TestMethod]
    public void A_file_that_is_no_capture() => Refused(s => [s.Write("notes.txt", "hello world")], "notes.txt", "0x68656C6C");

    [TestMethod]
    public void A_capture_cut_in_the_middle() =>
        Refused(s => [s.Write("cut.pcap", File.ReadAllBytes(s_good)[..^100])], "cut.pcap", "cut off");

    [TestMethod]
    public void A_gzipped_capture_cut_in_the_middle() => Refused(
        s => [s.Write("cut.pcap.gz", File.ReadAllBytes(Repository.Trace("gzipped.pcap.gz"))[..^5000])], "cut.pcap.gz", "cut");

    [TestMethod]
    public void An_unknown_link_type() => Refused(s => [s.Write("wlan.pcap", Patched(20, 105))], "wlan.pcap", "105");

    [TestMethod]
    public void An_absurd_record_length() => Refused(
        s => [s.Write("absurd.pcap", Patched(24 + 8, 0xff, 0xff, 0xff, 0x7f))], "absurd.pcap", "2147483647");

    [TestMethod]
    public void A_machine_file_that_is_no_JSON() =>
        Refused(s => [s_good, "--machine", s.Write("m.json", "{\n\"parameters\": {,}\n}")], "m.json:2");

    [TestMethod]
    public void A_machine_file_without_parameters() =>
        Refused(s => [s_good, "--machine", s.Write("m.json", "{\"x\": 1}")], "m.json", "parameters");

    [TestMethod]
    public void A_machine_file_with_an_unknown_name() => Refused(
        s => [s_good, "--machine", s.Write("m.json", "{\"parameters\": {\"dram.colour\": 1}}")], "m.json", "'dram.colour'");

    [TestMethod]
    public void A_machine_file_with_a_wrong_value() => Refused(
        s => [s_good, "--machine", s.Write("m.json", "{\"parameters\": {\"mac.maxFrame\": \"red\"}}")],
        "m.json", "mac.maxFrame", "red");

    [TestMethod]
    public void A_missing_machine_file() => Refused(_ => [s_good, "--machine", "none.json"], "machine file", "none.json");

    [TestMethod]
    public void An_unknown_set_name() => Refused(_ => [s_good, "--set", "mac.maxFrane=1522"], "'mac.maxFrane'", "mac.maxFrame");

    [TestMethod]
    public void A_wrong_set_value() => Refused(_ => [s_good, "--set", "mac.maxFrame=red"], "mac.maxFrame", "'red'");

    [TestMethod]
    public void A_set_without_a_value() => Refused(_ => [s_good, "--set", "mac.maxFrame"], "--set", "'mac.maxFrame'");

    [TestMethod]
    [DataRow("quick")]
    [DataRow("x0")]
    [DataRow("-5Mbps")]
    public void A_bad_pace(string pace) => Refused(_ => [s_good, $"--pace={pace}"], "--pace", pace);

    [TestMethod]
    [DataRow("0")]
    [DataRow("65")]
    [DataRow("many")]
    public void A_wrong_number_of_VIFs(string vifs) => Refused(_ => [s_good, "--vifs", vifs], "--vifs", $"'{vifs}'");

    [TestMethod]
    public void A_bad_line_of_a_MAC_file() => Refused(
        s => [s_good, "--macs", s.Write("a.macs", "02:00:00:00:00:01\n02:00:00:00:00\n")], "a.macs", "line 2");

    [TestMethod]
    public void A_port_that_the_board_does_not_have() => Refused(_ => [$"{s_good}@3"], "port 3");

    [TestMethod]
    public void Two_inputs_for_one_port() => Refused(_ => [$"{s_good}@1", s_good], "port 1");

    [TestMethod]
    [DataRow("--guest", "mirror")]
    [DataRow("--max-time", "5")]
    [DataRow("--drain", "soon")]
    [DataRow("--loop", "0")]
    [DataRow("--truncated", "maybe")]
    [DataRow("--me", "9=x.uc")]
    [DataRow("--wire-out", "eth0")]
    public void A_wrong_value_of_an_option(string option, string value) =>
        Refused(_ => [s_good, $"{option}={value}"], option, value);

    [TestMethod]
    public void A_missing_capture_of_the_guests() => Refused(_ => [s_good, "--guest", "pcap:none.pcap"], "none.pcap");

    [TestMethod]
    public void An_interval_without_a_folder_for_its_file()
    {
        ToolResult result = Ixpsvnic.Run("replay", s_good, "--interval", "1ms");
        Assert.AreEqual(UserErrors.BadInput, result.Code);
        StringAssert.Contains(result.Error, "--interval");
    }

    [TestMethod]
    public void A_missing_firmware_folder() => Refused(_ => [s_good, "--firmware", "nowhere"], "firmware folder 'nowhere'");

    [TestMethod]
    public void An_error_in_the_microcode() => Refused(
        s => [s_good, "--me", $"3={s.Write("wrong.uc", "    nop\n    fly[away]\n")}"], "wrong.uc:2", "fly");

    [TestMethod]
    public void An_output_folder_that_cannot_be_made()
    {
        using Scratch scratch = new();
        string file = scratch.Write("file", "x");
        ToolResult result = Ixpsvnic.Run("replay", s_good, "--out", Path.Combine(file, "out"));
        Assert.AreEqual(UserErrors.BadInput, result.Code, result.Error);
        StringAssert.Contains(result.Error, "--out");
        StringAssert.Contains(result.Error, Path.Combine(file, "out"));
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public void A_trace_file_that_cannot_be_written() =>
        Refused(s => [s_good, "--trace", s["no/such/trace"]], "--trace", "no/such/trace");

    [TestMethod]
    public void A_cut_capture_plays_to_its_cut_when_allowed()
    {
        using Scratch scratch = new();
        string cut = scratch.Write("cut.pcap", File.ReadAllBytes(s_good)[..^100]);
        ToolResult result = Ixpsvnic.Run("replay", cut, "--allow-cut");
        Assert.AreEqual(0, result.Code, result.Error);
        StringAssert.Contains(result.Output, "frames      1 in ");
    }

    [TestMethod]
    public void A_cut_found_under_way_leaves_the_files_of_the_run_before()
    {
        using Scratch scratch = new();
        string output = scratch["out"];
        Assert.AreEqual(0, Ixpsvnic.Run("replay", s_good, "--out", output).Code);
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(output).ToDictionary(f => f, File.ReadAllBytes);
        string cut = scratch.Write("cut.pcap", File.ReadAllBytes(s_good)[..^100]);
        string macs = scratch.Write("macs", "02:00:00:00:00:01\n");
        ToolResult result = Ixpsvnic.Run("replay", cut, "--macs", macs, "--out", output);
        Assert.AreEqual(UserErrors.BadInput, result.Code);
        string[] after = [.. Directory.EnumerateFiles(output)];
        CollectionAssert.AreEquivalent(before.Keys.ToArray(), after);
        Assert.IsTrue(after.All(f => before[f].AsSpan().SequenceEqual(File.ReadAllBytes(f))));
    }

    private static void Refused(Func<Scratch, string[]> arguments, params string[] words)
    {
        using Scratch scratch = new();
        string output = scratch["out"];
        ToolResult result = Ixpsvnic.Run(["replay", .. arguments(scratch), "--out", output]);
        Assert.IsTrue(result.Code is UserErrors.BadInput or UserErrors.BadUsage, $"exit {result.Code}: {result.Error}");
        Assert.AreEqual("", result.Output);
        Assert.IsFalse(result.Error.Contains("   at ", StringComparison.Ordinal), result.Error);
        foreach (string word in words)
        {
            StringAssert.Contains(result.Error, word);
        }

        Assert.IsFalse(Directory.Exists(output), "no output");
    }

    private static byte[] Patched(int offset, params byte[] bytes)
    {
        byte[] file = File.ReadAllBytes(s_good);
        bytes.CopyTo(file, offset);
        return file;
    }
}
