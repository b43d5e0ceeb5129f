using System.Text.Json.Nodes;
using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Cli.Tests.Replay;

/// <summary>What a replay writes, and where.</summary>
[TestClass]
public sealed class Outputs
{
    private static readonly string s_mixed = Repository.Trace("mixed.pcap");
    private static readonly string s_two = Repository.Trace("two-frames.pcap");

    [TestMethod]
    public void Every_VIF_and_port_has_its_files_even_if_empty()
    {
        using Scratch scratch = new();
        Replays.Run(Replays.Of(s_two, scratch["out"]) with { Vifs = 3 });
        string[] expected =
        [
            "report.json", "taps.pcapng", "vif-0.rx.pcap", "vif-0.tx.pcap", "vif-1.rx.pcap", "vif-1.tx.pcap", "vif-2.rx.pcap",
            "vif-2.tx.pcap", "wire-0.tx.pcap", "wire-1.tx.pcap", "wire-2.tx.pcap",
        ];
        CollectionAssert.AreEqual(expected, Names(scratch["out"]));
        Assert.HasCount(2, Replays.Frames(scratch["out/vif-0.rx.pcap"]));
        Assert.IsEmpty(Replays.Frames(scratch["out/vif-2.rx.pcap"]));
    }

    [TestMethod]
    public void A_rerun_replaces_our_files_removes_stale_ones_and_leaves_other_peoples()
    {
        using Scratch scratch = new();
        Replays.Run(Replays.Of(s_mixed, scratch["out"]) with { IntervalTicks = 3_000_000 });
        CollectionAssert.Contains(Names(scratch["out"]), "vif-7.rx.pcap");
        CollectionAssert.Contains(Names(scratch["out"]), "series.csv");
        scratch.Write("out/vif-9.rx.pcap.partial", "of a run that was killed");
        string[] foreign = ["notes.txt", "vif-best.rx.pcap", "vif-.rx.pcap", "wire-0.tx.pcap.bak"];
        foreach (string name in foreign)
        {
            scratch.Write($"out/{name}", name);
        }

        Replays.Run(Replays.Of(s_two, scratch["out"]));
        using Scratch fresh = new();
        Replays.Run(Replays.Of(s_two, fresh["out"]));
        CollectionAssert.AreEquivalent((string[])[.. Names(fresh["out"]), .. foreign], Names(scratch["out"]));
        foreach (string name in Names(fresh["out"]).Where(n => n != ReportJson.FileName))
        {
            Assert.IsTrue(
                File.ReadAllBytes(fresh[$"out/{name}"]).AsSpan().SequenceEqual(File.ReadAllBytes(scratch[$"out/{name}"])), name);
        }
    }

    [TestMethod]
    public void The_taps_name_an_interface_for_each_place_and_hold_the_same_frames_as_the_files()
    {
        using Scratch scratch = new();
        Replays.Run(Replays.Of(Repository.Trace("both-endpoints.pcap"), scratch["out"]) with
        {
            MacFile = Repository.Trace("both-endpoints.macs"),
            Guest = GuestKind.Echo,
        });
        Dictionary<string, List<(long Time, string Bytes, string Comment)>> taps = Taps(scratch["out"]);
        string[] expected =
        [
            "wire-0.in", "wire-1.in", "wire-2.in", "wire-0.out", "wire-1.out", "wire-2.out",
            "vif-0.rx", "vif-1.rx", "vif-0.tx", "vif-1.tx", "drops",
        ];
        CollectionAssert.AreEqual(expected, taps.Keys.ToArray());
        foreach ((string tap, string file) in new[]
        {
            ("vif-0.rx", "vif-0.rx.pcap"), ("vif-1.tx", "vif-1.tx.pcap"), ("wire-0.out", "wire-0.tx.pcap"),
        })
        {
            CollectionAssert.AreEqual(Replays.Frames(scratch[$"out/{file}"]), taps[tap].Select(f => f.Bytes).ToArray(), tap);
            CollectionAssert.AreEqual(Captures.Times(scratch[$"out/{file}"]), taps[tap].Select(f => f.Time).ToArray(), tap);
            Assert.IsNotEmpty(taps[tap]);
        }
    }

    [TestMethod]
    public void A_dropped_frame_is_written_with_its_reason_when_it_dies()
    {
        using Scratch scratch = new();
        byte[] good = Captures.Frame(Captures.FirstMac, Captures.Outside, 100);
        byte[] stranger = Captures.Frame(Captures.FirstMac + 9, Captures.Outside, 200);
        byte[] runt = Captures.Frame(Captures.FirstMac, Captures.Outside, 13);
        string capture = Captures.Write(scratch["a.pcap"], (0, good), (100_000, stranger), (200_000, runt), (300_000, good));
        string macs = scratch.Write("macs", "02:00:00:00:01:00\n");
        ReplayReport report = Replays.Run(Replays.Of(capture, scratch["out"]) with { MacFile = macs });
        Dictionary<string, List<(long Time, string Bytes, string Comment)>> taps = Taps(scratch["out"]);
        CollectionAssert.AreEqual(
            (string[])["UnknownMac", "Runt"], taps["drops"].Select(f => f.Comment).ToArray());
        Assert.AreEqual(Convert.ToHexStringLower(stranger), taps["drops"][0].Bytes);
        Assert.AreEqual(Convert.ToHexStringLower(runt), taps["drops"][1].Bytes);
        foreach (((long died, string _, string _), long sent) in taps["drops"].Zip((long[])[100_000, 200_000]))
        {
            Assert.IsGreaterThan(Captures.Epoch + sent, died);
            Assert.IsLessThan(Captures.Epoch + sent + 50_000, died);
        }

        Assert.AreEqual(1, report.Drops["UnknownMac"]);
        Assert.AreEqual(1, report.Drops["Runt"]);
    }

    [TestMethod]
    public void Times_are_the_first_inputs_epoch_plus_simulated_nanoseconds()
    {
        using Scratch scratch = new();
        byte[] frame = Captures.Frame(Captures.FirstMac, Captures.Outside, 60);
        string capture = Captures.Write(scratch["a.pcap"], (0, frame), (1_000_000, frame), (1_000_777, frame));
        Replays.Run(Replays.Of(capture, scratch["out"]));

        // The last bit of 60 bytes and FCS comes 72 byte times after the first preamble bit.
        long[] expected = [Captures.Epoch + 576, Captures.Epoch + 1_000_576, Captures.Epoch + 1_000_777 + 576];
        CollectionAssert.AreEqual(expected, Taps(scratch["out"])["wire-0.in"].Select(f => f.Time).ToArray());
        List<long> received = Captures.Times(scratch["out/vif-0.rx.pcap"]);
        Assert.HasCount(3, received);
        Assert.IsTrue(received.Zip(expected).All(t => t.First > t.Second && t.First < t.Second + 100_000));
    }

    [TestMethod]
    public void Equal_backward_and_too_fast_times_are_sent_in_file_order_and_counted()
    {
        using Scratch scratch = new();
        byte[][] frames = [.. Enumerable.Range(0, 4).Select(i => Captures.Frame(Captures.FirstMac, Captures.Outside, 60, i))];
        string capture = Captures.Write(
            scratch["a.pcap"], (0, frames[0]), (0, frames[1]), (100, frames[2]), (-5000, frames[3]));
        ReplayReport report = Replays.Run(Replays.Of(capture, scratch["out"]));
        CollectionAssert.AreEqual(
            frames.Select(Convert.ToHexStringLower).ToArray(), Replays.Frames(scratch["out/vif-0.rx.pcap"]));
        long[] slots = [.. Enumerable.Range(0, 4).Select(i => Captures.Epoch + 576 + (i * 672L))];
        CollectionAssert.AreEqual(slots, Taps(scratch["out"])["wire-0.in"].Select(f => f.Time).ToArray());
        Assert.AreEqual(3, report.Pacing.Delayed);
        Assert.AreEqual((3 * 672) + 5000, report.Pacing.WorstDelayNanoseconds);
    }

    [TestMethod]
    [DataRow("mixed.pcap")]
    [DataRow("runts-oversize.pcap")]
    [DataRow("line64.pcap")]
    public void The_report_is_valid_against_its_schema(string trace)
    {
        using Scratch scratch = new();
        Replays.Run(Replays.Of(Repository.Trace(trace), scratch["out"]));
        JsonObject schema = JsonNode.Parse(File.ReadAllText(Path.Combine(
            Repository.Root, "src", "IxpSvnic.Machine", "Reporting", "report.schema.json")))!.AsObject();
        JsonNode report = JsonNode.Parse(File.ReadAllText(scratch["out/report.json"]))!;
        List<string> problems = Schema.Validate(report, schema);
        Assert.IsEmpty(problems, string.Join('\n', problems));

        report["frames"]!["in"] = "many";
        report["colour"] = 1;
        Assert.HasCount(2, Schema.Validate(report, schema));
    }

    [TestMethod]
    public void The_series_has_a_row_per_interval_and_ends_with_the_totals()
    {
        using Scratch scratch = new();
        ReplayReport report = Replays.Run(
            Replays.Of(s_mixed, scratch["out"]) with { IntervalTicks = SimulatedTime.Parse("--interval", "700us") });
        string[] lines = File.ReadAllLines(scratch["out/series.csv"]);
        Assert.AreEqual("us,wireIn,guestSent,copies,delivered,wireOut,inside,drops", lines[0]);
        int whole = (int)(report.SimulatedSeconds / 700e-6);
        Assert.HasCount(whole + 2, lines);
        Assert.AreEqual("700", lines[1].Split(',')[0]);
        Assert.AreEqual("1400", lines[2].Split(',')[0]);
        Assert.AreEqual("240,0,406,646,0,0,0", lines[^1][(lines[^1].IndexOf(',') + 1)..]);
        Assert.IsTrue(lines.Skip(1).Select(l => l.Split(',').Select(double.Parse).ToArray())
            .All(r => r[1] + r[2] + r[3] == r[4] + r[5] + r[6] + r[7]), "every row is conserved");
    }

    [TestMethod]
    public void The_trace_tells_every_hop_and_changes_nothing()
    {
        using Scratch scratch = new();
        ReplayReport plain = Replays.Run(Replays.Of(s_mixed));
        ReplayReport traced = Replays.Run(Replays.Of(s_mixed) with { TraceFile = scratch["trace.csv"] });
        Assert.AreEqual(plain.StateHash, traced.StateHash);
        string[] lines = File.ReadAllLines(scratch["trace.csv"]);
        Assert.AreEqual("ns,source,kind,number,argument", lines[0]);
        Assert.HasCount(240, lines.Where(l => l.Contains(",WireArrival,", StringComparison.Ordinal)).ToArray());
        Assert.HasCount(646, lines.Where(l => l.Contains(",GuestReceived,", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void The_followed_frame_shows_its_way_in_order_of_time()
    {
        using StringWriter text = new();
        using ReplaySession session = new(Replays.Of(s_two) with { Follow = 2 }, null, text);
        session.Run();
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] hops = ["WireArrival", "RbufElement", "DramPacket", "RingHandOff", "Demux", "DmaIssued", "HostMemory",
            "IndexWritten", "GuestReceived", "settled"];
        int at = -1;
        foreach (string hop in hops)
        {
            int next = Array.FindIndex(lines, l => l.Contains($"  {hop} ", StringComparison.Ordinal));
            Assert.IsGreaterThan(at, next, $"{hop} in\n{text}");
            at = next;
        }

        long[] times = [.. lines.Select(l => long.Parse(l[..12]))];
        CollectionAssert.AreEqual(times.Order().ToArray(), times);
        Assert.IsTrue(times[0] >= 20_000, "the second frame comes 20 us after the first");
        Assert.IsNull(session.FollowProblem);
    }

    // The second frame of a run takes the second entry of each ring.
    [TestMethod]
    public void The_followed_frame_names_the_slots_of_its_rings()
    {
        using StringWriter text = new();
        using ReplaySession session = new(Replays.Of(s_two) with { Follow = 2 }, null, text);
        session.Run();
        StringAssert.Contains(text.ToString(), "from ring 1 slot 1");
        StringAssert.Contains(text.ToString(), "from ring 2 slot 1");
        StringAssert.Contains(text.ToString(), "receive slot ");
    }

    [TestMethod]
    public void A_frame_to_follow_that_does_not_exist_is_a_mistake()
    {
        ToolResult result = Ixpsvnic.Run("replay", s_two, "--follow", "3");
        Assert.AreEqual(2, result.Code);
        StringAssert.Contains(result.Error, "--follow: frame 3 does not exist; the run had 2 frames");
        StringAssert.Contains(result.Output, "conserved");
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, List<(long Time, string Bytes, string Comment)>> Taps(string folder) =>
        TapReader.Read(Path.Combine(folder, "taps.pcapng"));
}
