using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;

namespace IxpSvnic.Cli.Tests.Replay;

/// <summary>The rules of a replay: addresses, ports, sizes, guests, end.</summary>
[TestClass]
public sealed class Rules
{
    private static readonly string s_mixed = Repository.Trace("mixed.pcap");

    [TestMethod]
    public void Addresses_are_given_in_order_of_first_appearance_and_filled_up()
    {
        using Scratch scratch = new();
        string capture = Captures.Write(
            scratch["a.pcap"],
            (0, Captures.Frame(0xffff_ffff_ffff, Captures.Outside, 60)),
            (10_000, Captures.Frame(Captures.FirstMac + 7, Captures.Outside, 60)),
            (20_000, Captures.Frame(Captures.FirstMac + 3, Captures.Outside, 60)),
            (30_000, Captures.Frame(Captures.FirstMac + 7, Captures.Outside, 60)));
        Assert.AreEqual("02:00:00:00:01:07 3, 02:00:00:00:01:03 2", Text(Replays.Run(Replays.Of(capture))));
        ReplayReport fewer = Replays.Run(Replays.Of(capture) with { Vifs = 1 });
        Assert.AreEqual("02:00:00:00:01:07 3", Text(fewer));
        Assert.AreEqual(1, fewer.Drops["UnknownMac"]);
        ReplayReport more = Replays.Run(Replays.Of(capture) with { Vifs = 4 });
        StringAssert.StartsWith(Text(more), "02:00:00:00:01:07 3, 02:00:00:00:01:03 2, 02:49:58:50:00:00 1, ");
    }

    [TestMethod]
    public void A_capture_without_unicast_gives_one_VIF()
    {
        using Scratch scratch = new();
        string capture = Captures.Write(
            scratch["a.pcap"], (0, Captures.Frame(0xffff_ffff_ffff, Captures.Outside, 60)));
        ReplayReport report = Replays.Run(Replays.Of(capture));
        Assert.AreEqual("02:49:58:50:00:00 1", Text(report));
    }

    [TestMethod]
    public void The_kth_capture_plays_on_port_k_unless_a_port_is_named()
    {
        Assert.AreEqual(new CaptureArgument("a.pcap", 0), CaptureArgument.Parse("a.pcap", 0, 3));
        Assert.AreEqual(new CaptureArgument("b.pcap", 1), CaptureArgument.Parse("b.pcap", 1, 3));
        Assert.AreEqual(new CaptureArgument("c.pcap", 2), CaptureArgument.Parse("c.pcap@2", 0, 3));
        using Scratch scratch = new();
        string odd = scratch.Write("odd@1", "");
        Assert.AreEqual(new CaptureArgument(odd, 0), CaptureArgument.Parse(odd, 0, 3));
    }

    [TestMethod]
    public void A_VIF_hears_only_its_own_port()
    {
        using Scratch scratch = new();
        byte[] toFirst = Captures.Frame(Captures.FirstMac, Captures.Outside, 60);
        byte[] toSecond = Captures.Frame(Captures.FirstMac + 1, Captures.Outside, 60);
        byte[] toAll = Captures.Frame(0xffff_ffff_ffff, Captures.Outside, 60);
        string zero = Captures.Write(scratch["0.pcap"], (0, toFirst), (50_000, toSecond), (100_000, toAll));
        string two = Captures.Write(scratch["2.pcap"], (20_000, toFirst), (70_000, toSecond), (120_000, toAll));
        string macs = scratch.Write("macs", "02:00:00:00:01:00\n02:00:00:00:01:01 2 # on the third port\n");
        ReplayReport report = Replays.Run(new ReplayOptions
        {
            Captures = [new CaptureArgument(zero, 0), new CaptureArgument(two, 2)],
            MacFile = macs,
            OutputFolder = scratch["out"],
        });
        Assert.AreEqual("02:00:00:00:01:00 2, 02:00:00:00:01:01 2", Text(report));
        Assert.AreEqual(2, report.Drops["UnknownMac"]);
        Assert.IsTrue(report.IsSuccess);
    }

    [TestMethod]
    public void Short_frames_are_padded_to_60_and_shorter_than_a_header_are_runts()
    {
        using Scratch scratch = new();
        byte[] shortest = Captures.Frame(Captures.FirstMac, Captures.Outside, 14);
        byte[] tagged = Captures.Frame(Captures.FirstMac, Captures.Outside, 50);
        tagged[12] = 0x81;
        tagged[13] = 0x00;
        byte[] runt = Captures.Frame(Captures.FirstMac, Captures.Outside, 13);
        string capture = Captures.Write(scratch["a.pcap"], (0, shortest), (20_000, runt), (40_000, tagged));
        ReplayReport report = Replays.Run(Replays.Of(capture, scratch["out"]));
        CollectionAssert.AreEqual(
            (string[])[.. new[] { shortest, tagged }.Select(f => Convert.ToHexStringLower(f).PadRight(120, '0'))],
            Replays.Frames(scratch["out/vif-0.rx.pcap"]));
        Assert.AreEqual(1, report.Drops["Runt"]);
    }

    [TestMethod]
    public void The_longest_frame_is_a_parameter()
    {
        using Scratch scratch = new();
        string capture = Captures.Write(
            scratch["a.pcap"],
            (0, Captures.Frame(Captures.FirstMac, Captures.Outside, 1518)),
            (50_000, Captures.Frame(Captures.FirstMac, Captures.Outside, 1519)));
        Assert.AreEqual(1, Replays.Run(Replays.Of(capture)).Drops["Oversize"]);
        ReplayReport smaller = Replays.Run(Replays.Of(capture) with { Sets = [new("mac.maxFrame", "1518")] });
        Assert.AreEqual(2, smaller.Drops["Oversize"]);
        Assert.AreEqual("1518", smaller.Overrides["mac.maxFrame"]);
    }

    [TestMethod]
    public void A_wrong_declared_FCS_is_a_BadFcs_drop()
    {
        ReplayReport report = Replays.Run(Replays.Of(Repository.Trace("declared-fcs.pcapng")));
        Assert.AreEqual(2, report.Drops["BadFcs"]);
        Assert.AreEqual(10, report.Frames.Delivered);
    }

    [TestMethod]
    public void Echoes_go_back_with_swapped_addresses_and_group_frames_are_consumed()
    {
        using Scratch scratch = new();
        ReplayReport report = Replays.Run(Replays.Of(s_mixed, scratch["out"]) with { Guest = GuestKind.Echo });
        Assert.IsTrue(report.IsSuccess);
        List<string> answers = [];
        for (int vif = 0; vif < report.Vifs.Count; vif++)
        {
            string[] expected = [.. Replays.Frames(scratch[$"out/vif-{vif}.rx.pcap"]).Where(IsUnicast).Select(Swap)];
            CollectionAssert.AreEqual(expected, Replays.Frames(scratch[$"out/vif-{vif}.tx.pcap"]));
            answers.AddRange(expected);
        }

        Assert.AreEqual(182, answers.Count);
        CollectionAssert.AreEquivalent(answers, Replays.Frames(scratch["out/wire-0.tx.pcap"]));
    }

    [TestMethod]
    public void Replaying_an_echos_output_gives_the_same_again()
    {
        using Scratch scratch = new();
        string macs = scratch.Write("macs", string.Join('\n', Replays.Run(Replays.Of(s_mixed)).Vifs.Select(v => v.Mac)));
        ReplayOptions echo = Replays.Of(s_mixed, scratch["1"]) with { Guest = GuestKind.Echo, MacFile = macs };
        Replays.Run(echo);
        string first = TurnedBack(scratch, "1", "2.pcap");
        Replays.Run(echo with { Captures = [new CaptureArgument(first, 0)], OutputFolder = scratch["2"] });
        string second = TurnedBack(scratch, "2", "3.pcap");
        ReplayReport last = Replays.Run(
            echo with { Captures = [new CaptureArgument(second, 0)], OutputFolder = scratch["3"] });
        Assert.AreEqual(182, last.Frames.WireOut);
        for (int vif = 0; vif < last.Vifs.Count; vif++)
        {
            List<string> once = Replays.Frames(scratch[$"2/vif-{vif}.rx.pcap"]);
            CollectionAssert.AreEqual(
                Replays.Frames(scratch[$"1/vif-{vif}.rx.pcap"]).Where(IsUnicast).ToArray(), once, $"VIF {vif}");
            CollectionAssert.AreEqual(once, Replays.Frames(scratch[$"3/vif-{vif}.rx.pcap"]), $"VIF {vif}");
        }
    }

    [TestMethod]
    public void Permuting_the_addresses_permutes_the_files()
    {
        using Scratch scratch = new();
        string[] macs = [.. Replays.Run(Replays.Of(s_mixed, scratch["a"])).Vifs.Select(v => v.Mac)];
        int[] order = [5, 2, 7, 0, 1, 6, 4, 3];
        string file = scratch.Write("macs", string.Join('\n', order.Select(i => macs[i])));
        Replays.Run(Replays.Of(s_mixed, scratch["b"]) with { MacFile = file });
        for (int vif = 0; vif < macs.Length; vif++)
        {
            CollectionAssert.AreEqual(
                Replays.Frames(scratch[$"a/vif-{order[vif]}.rx.pcap"]), Replays.Frames(scratch[$"b/vif-{vif}.rx.pcap"]));
        }
    }

    [TestMethod]
    public void Guests_send_the_frames_of_their_own_capture()
    {
        using Scratch scratch = new();
        byte[] fromFirst = Captures.Frame(Captures.Outside, Captures.FirstMac, 100);
        byte[] fromSecond = Captures.Frame(Captures.Outside, Captures.FirstMac + 1, 200);
        string input = Captures.Write(scratch["in.pcap"], (0, Captures.Frame(Captures.FirstMac, Captures.Outside, 60)));
        string guests = Captures.Write(
            scratch["guests.pcap"], (0, fromFirst), (60_000, fromSecond), (120_000, fromFirst), (130_000, new byte[5]));
        string macs = scratch.Write("macs", "02:00:00:00:01:00\n02:00:00:00:01:01\n");
        ReplayReport report = Replays.Run(Replays.Of(input, scratch["out"]) with
        {
            MacFile = macs,
            Guest = GuestKind.Player,
            GuestCapture = guests,
        });
        Assert.AreEqual("complete", report.End);
        CollectionAssert.AreEqual(
            (string[])[.. new[] { fromFirst, fromSecond, fromFirst }.Select(Convert.ToHexStringLower)],
            Replays.Frames(scratch["out/wire-0.tx.pcap"]));
        Assert.AreEqual(1, report.Counters["guestInput.unsendable"]);
    }

    [TestMethod]
    [DataRow(5_000_000, 5_000_000)]
    [DataRow(-2_000_000, 0)]
    [DataRow(61_000_000_000, 0)]
    public void Captures_of_one_recording_keep_their_distance(long laterNanoseconds, long expectedNanoseconds)
    {
        using Scratch scratch = new();
        string first = Captures.Write(scratch["first.pcap"], (0, Captures.Frame(Captures.FirstMac, Captures.Outside, 60)));
        string second = Captures.Write(
            scratch["second.pcap"], (laterNanoseconds, Captures.Frame(Captures.FirstMac, Captures.Outside, 60)));
        Replays.Run(Replays.Of(first, scratch["out"]) with
        {
            Captures = [new CaptureArgument(first, 0), new CaptureArgument(second, 1)],
        });
        Dictionary<string, List<(long Time, string Bytes, string Comment)>> taps = TapReader.Read(scratch["out/taps.pcapng"]);
        long zero = Math.Min(taps["wire-0.in"][0].Time, taps["wire-1.in"][0].Time);
        Assert.AreEqual(expectedNanoseconds, taps["wire-1.in"][0].Time - zero, 10);
        if (laterNanoseconds < 0)
        {
            Assert.AreEqual(-laterNanoseconds, taps["wire-0.in"][0].Time - zero, 10);
            Assert.AreEqual(Captures.Epoch + laterNanoseconds, zero, 1000);
        }
    }

    [TestMethod]
    public void The_run_ends_at_the_tick_of_the_last_event_whatever_the_drain_time()
    {
        ReplayReport report = Replays.Run(Replays.Of(s_mixed));
        ReplayReport patient = Replays.Run(Replays.Of(s_mixed) with { DrainTicks = SimulatedTime.Parse("--drain", "1s") });
        Assert.AreEqual("complete", report.End);
        Assert.AreEqual(report.SimulatedSeconds, patient.SimulatedSeconds);
        Assert.AreEqual(report.Frames, patient.Frames);
        Assert.IsTrue(report.SimulatedSeconds is > 0.0037 and < 0.005);
    }

    [TestMethod]
    public void A_run_in_which_nothing_moves_any_more_ends_after_the_drain_time_and_lists_what_is_stuck()
    {
        using Scratch scratch = new();
        string asleep = scratch.Write("asleep.uc", "    .sig never\n    ctx_arb[never]\n    ctx_arb[kill]\n");
        ReplayReport report = Replays.Run(Replays.Of(Repository.Trace("two-frames.pcap")) with
        {
            EngineFiles = new Dictionary<int, string> { [1] = asleep },
            DrainTicks = SimulatedTime.Parse("--drain", "2ms"),
        });
        Assert.AreEqual("drainTimeout", report.End);
        Assert.IsFalse(report.IsSuccess);
        Assert.AreEqual(2, report.Frames.Inside);
        Assert.IsTrue(report.Conserved, "frames named by a ring are inside");
        Assert.HasCount(2, report.Stuck.Where(s => s.What.StartsWith("frame ", StringComparison.Ordinal)).ToArray());
        Assert.IsTrue(report.Stuck.Any(s => s.Where == "me1 context 0" && s.What.Contains("waits for signal 1", StringComparison.Ordinal)));
        Assert.IsTrue(report.SimulatedSeconds is > 0.002 and < 0.0023, $"{report.SimulatedSeconds}");
    }

    [TestMethod]
    public void Guests_that_can_never_send_do_not_keep_the_run_alive()
    {
        using Scratch scratch = new();
        byte[] frame = Captures.Frame(Captures.Outside, Captures.FirstMac, 100);
        string input = Captures.Write(scratch["in.pcap"], (0, Captures.Frame(Captures.FirstMac, Captures.Outside, 60)));
        string guests = Captures.Write(scratch["guests.pcap"], Enumerable.Range(0, 2000).Select(i => (i * 1000L, frame)));
        string asleep = scratch.Write("asleep.uc", "    .sig never\n    ctx_arb[never]\n    ctx_arb[kill]\n");
        ReplayReport report = Replays.Run(Replays.Of(input) with
        {
            Guest = GuestKind.Player,
            GuestCapture = guests,
            EngineFiles = new Dictionary<int, string> { [4] = asleep, [5] = asleep },
            DrainTicks = SimulatedTime.Parse("--drain", "1ms"),
            MaxTicks = SimulatedTime.Parse("--max-time", "100ms"),
        });
        Assert.AreEqual("drainTimeout", report.End);
        Assert.IsTrue(report.Frames.Inside > 0);
    }

    [TestMethod]
    [DataRow("3us")]
    [DataRow("100us")]
    [DataRow("777us")]
    [DataRow("2ms")]
    public void A_run_cut_off_anywhere_is_conserved_with_what_is_inside(string time)
    {
        ReplayReport report = Replays.Run(Replays.Of(s_mixed) with
        {
            Guest = GuestKind.Echo,
            MaxTicks = SimulatedTime.Parse("--max-time", time),
        });
        Assert.AreEqual("maxTime", report.End);
        Assert.IsTrue(report.Conserved);
        Assert.AreEqual(SimulatedTime.Parse("", time) / 3e9, report.SimulatedSeconds, 1e-12);
    }

    private static string Text(ReplayReport report) => string.Join(", ", report.Vifs.Select(v => $"{v.Mac} {v.Rx}"));

    private static bool IsUnicast(string frame) => (Convert.ToByte(frame[..2], 16) & 1) == 0;

    private static string Swap(string frame) => frame[12..24] + frame[..12] + frame[24..];

    // What left the wire, addressed to the VIFs again.
    private static string TurnedBack(Scratch scratch, string run, string name)
    {
        string sent = scratch[$"{run}/wire-0.tx.pcap"];
        return Captures.Write(scratch[name], Replays.Frames(sent).Zip(Captures.Times(sent)).Select(
            f => (f.Second - Captures.Epoch, Convert.FromHexString(Swap(f.First)))));
    }
}
