using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>Every VIF's file is, byte for byte and in order, what an independent demultiplexer says.</summary>
[TestClass]
[TestCategory("External")]
public sealed class EveryVifGetsItsFrames
{
    // Slow enough that no queue overflows, whatever the recorded times say.
    private const string Unhurried = "40kpps";

    [TestMethod]
    public void Of_every_committed_capture()
    {
        string[] captures = [.. Directory.EnumerateFiles(Repository.Traces)
            .Where(p => p.Contains(".pcap", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.IsGreaterThan(10, captures.Length);
        AssertAll(captures, captures.Length);
    }

    [TestMethod]
    public void At_the_recorded_pace()
    {
        using Scratch scratch = new();
        ReplayReport report = Replays.Run(Replays.Of(Repository.Trace("mixed.pcap"), scratch["out"]));
        Assert.AreEqual(646, report.Frames.Delivered);
        Assert.IsNull(Demultiplexer.Judge(Repository.Trace("mixed.pcap"), scratch["out"]));
    }

    [TestMethod]
    public void With_the_addresses_of_a_file()
    {
        using Scratch scratch = new();
        string capture = Repository.Trace("both-endpoints.pcap");
        string macs = Repository.Trace("both-endpoints.macs");
        ReplayReport report = Replays.Run(Replays.Of(capture, scratch["out"]) with { MacFile = macs });
        Assert.IsTrue(report.Drops["UnknownMac"] > 0);
        Assert.IsNull(Demultiplexer.Judge(capture, scratch["out"], macs));
    }

    [TestMethod]
    public void With_a_VIF_at_another_port()
    {
        using Scratch scratch = new();
        string capture = Repository.Trace("both-endpoints.pcap");
        string[] lines = [.. File.ReadAllLines(Repository.Trace("both-endpoints.macs"))
            .Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0)];
        string macs = scratch.Write("macs", $"{lines[0].Split(' ')[0]} 0\n{lines[1].Split(' ')[0]} 1\n");
        Replays.Run(Replays.Of(capture, scratch["out"]) with { MacFile = macs });
        Assert.IsNull(Demultiplexer.Judge(capture, scratch["out"], macs));
        Assert.IsEmpty(Replays.Frames(scratch["out/vif-1.rx.pcap"]));
    }

    [TestMethod]
    public void A_wrong_order_or_byte_would_be_seen()
    {
        using Scratch scratch = new();
        string capture = Repository.Trace("interfaces.pcapng");
        Replays.Run(Replays.Of(capture, scratch["out"]));
        Assert.IsNull(Demultiplexer.Judge(capture, scratch["out"]));
        byte[] file = File.ReadAllBytes(scratch["out/vif-1.rx.pcap"]);
        file[^1] ^= 1;
        File.WriteAllBytes(scratch["out/vif-1.rx.pcap"], file);
        StringAssert.Contains(Demultiplexer.Judge(capture, scratch["out"]), "vif-1.rx.pcap");
    }

    [TestMethod]
    [DataRow("pathspider", "/usr/lib/python3/dist-packages/pathspider/tests/data", 45)]
    [DataRow("sip-tester", "/usr/share/sip-tester", 13)]
    [DataRow("golang-github-google-gopacket-dev", "/usr/share/gocode/src/github.com/google/gopacket", 40)]
    [DataRow("python3-dpkt", "/usr/share/doc/python3-dpkt/examples/data", 4)]
    public void Of_every_capture_of_other_people(string package, string folder, int readable) => AssertAll(
        Directory.EnumerateFiles(Tool.Folder(folder, package), "*.pcap*", SearchOption.AllDirectories),
        readable,
        LoaderKind.Debug);

    // A hundred boots of the control plane would add minutes and nothing else: the committed captures boot it.
    private static void AssertAll(IEnumerable<string> captures, int readable, LoaderKind loader = LoaderKind.Control)
    {
        List<string> problems = [];
        int judged = 0;
        foreach (string capture in captures)
        {
            using Scratch scratch = new();
            try
            {
                ReplayReport report = Replays.Run(
                    Replays.Of(capture, scratch["out"]) with { Pace = Replays.Pace(Unhurried), Loader = loader });
                judged++;
                if (!report.IsSuccess || report.End != "complete")
                {
                    problems.Add($"{capture}: {report.End}, conserved {report.Conserved}");
                }
            }
            catch (CaptureFormatException)
            {
                // Refusing what tshark reads too is a failure of another test.
                continue;
            }

            if (Demultiplexer.Judge(capture, scratch["out"]) is { } problem)
            {
                problems.Add(problem);
            }
        }

        Assert.IsEmpty(problems, string.Join('\n', problems));
        Assert.AreEqual(readable, judged);
    }
}
