using System.Buffers.Binary;
using System.Text.RegularExpressions;
using IxpSvnic.Cli.Tests.Bench;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Reporting;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Cli.Tests.External;

/// <summary>
/// Whatever is too slow: each VIF gets an in-order subsequence of what an independent demultiplexer expects, and every missing copy
/// stands under exactly one drop reason.
/// </summary>
[TestClass]
[TestCategory("External")]
public sealed class OverloadLosesNothingInSilence
{
    private const int Shortest = 60;
    private const ulong Broadcast = 0xffff_ffff_ffff;

    public static IEnumerable<object[]> Overloads =>
    [
        ["the shortest frames at line rate", 2500, 8, Shortest, "", "", GuestKind.Sink, "RingFull"],
        ["one VIF gets them all", 1500, 1, Shortest, "", "", GuestKind.Sink, "RingFull"],
        ["guests that seldom look", 1200, 4, Shortest, "guest.receive=poll guest.pollPeriodNs=2000000", "", GuestKind.Sink, "NoHostSlot"],
        ["slow engines", 900, 4, 300, "chip.meCycleTicks=40 chip.chassisCycleTicks=80", "", GuestKind.Sink, "MacFifoFull"],
        ["a small FIFO", 1500, 4, Shortest, "mac.rxFifoBytes=2048 chip.meCycleTicks=30", "", GuestKind.Sink, "MacFifoFull"],
        ["small rings", 1500, 4, Shortest, "", "RING_HOST_WORDS 128", GuestKind.Sink, "RingFull"],
        ["few buffers", 1500, 4, Shortest, "pci.clockTicks=180", "BUFFER_COUNT 40", GuestKind.Sink, "NoBuffer"],
        ["a slow bus and echoing guests", 800, 4, 200, "pci.clockTicks=400", "", GuestKind.Echo, "RingFull"],
        ["echoing guests", 1500, 8, Shortest, "", "", GuestKind.Echo, "RingFull"],
    ];

    [TestMethod]
    [DynamicData(nameof(Overloads))]
    public void By(
        string kind, int frames, int vifs, int length, string parameters, string layout, GuestKind guest, string reason)
    {
        using Scratch scratch = new();
        ReplayReport report = Run(scratch, Unicast(frames, vifs, length), parameters, layout, guest);
        Assert.IsTrue(report.IsSuccess, kind);
        Assert.IsGreaterThan(frames / 20, report.Drops.GetValueOrDefault(reason), kind);
        Assert.IsNull(Judge(scratch), kind);
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("guest.receive=poll guest.pollPeriodNs=1500000", "")]
    [DataRow("chip.meCycleTicks=30", "RING_HOST_WORDS 128")]
    public void With_groups_strangers_runts_and_oversize_between(string parameters, string layout)
    {
        using Scratch scratch = new();
        const int Vifs = 5;
        string macs = scratch.Write("macs", string.Concat(Enumerable.Range(0, Vifs)
            .Select(v => $"{new MacAddress(Captures.FirstMac + (uint)v)}\n")));
        ReplayReport report = Run(scratch, Everything(1500, Vifs), parameters, layout, GuestKind.Sink, macs);
        Assert.IsTrue(report.IsSuccess);
        Assert.IsGreaterThan(3, report.Drops.Count, string.Join(' ', report.Drops));
        Assert.IsNull(Demultiplexer.Judge(scratch["in.pcap"], scratch["out"], macs, "overload.py"));
    }

    [TestMethod]
    public void A_receiver_that_never_takes_a_frame()
    {
        using Scratch scratch = new();
        string nothing = scratch.Write("nothing.uc", "    ctx_arb[kill]\n");
        string capture = Captures.Write(scratch["in.pcap"], Unicast(600, 2, Shortest));
        ReplayReport report = Replays.Run(Replays.Of(capture, scratch["out"]) with
        {
            Pace = Replays.Pace("line-rate"),
            EngineFiles = new Dictionary<int, string> { [0] = nothing },
        });
        Assert.AreEqual("drainTimeout", report.End);
        Assert.IsGreaterThan(100, report.Drops["MacFifoFull"]);
        Assert.IsGreaterThan(100, report.Frames.Inside);
        Assert.IsNull(Judge(scratch));
    }

    [TestMethod]
    public void A_lost_a_doubled_and_a_misplaced_frame_would_be_seen()
    {
        using Scratch scratch = new();
        Run(scratch, Unicast(1500, 4, Shortest), "", "", GuestKind.Sink);
        Assert.IsNull(Judge(scratch));
        List<(long Time, byte[] Frame)> good = Read(scratch["out/vif-1.rx.pcap"]);
        Forge(scratch, [.. good[..^1]]);
        StringAssert.Contains(Judge(scratch), "stand under no reason");
        Forge(scratch, [.. good, good[^1]]);
        StringAssert.Contains(Judge(scratch), "no subsequence");
        Forge(scratch, [good[1], good[0], .. good[2..]]);
        StringAssert.Contains(Judge(scratch), "no subsequence");
        byte[] flipped = [.. good[3].Frame];
        flipped[40] ^= 1;
        Forge(scratch, [.. good[..3], (good[3].Time, flipped), .. good[4..]]);
        StringAssert.Contains(Judge(scratch), "no subsequence");
        Forge(scratch, good);
        Assert.IsNull(Judge(scratch));
    }

    private static ReplayReport Run(
        Scratch scratch, IEnumerable<(long, byte[])> frames, string parameters, string layout, GuestKind guest, string? macs = null)
    {
        string capture = Captures.Write(scratch["in.pcap"], frames);
        return Replays.Run(Replays.Of(capture, scratch["out"]) with
        {
            Pace = Replays.Pace("line-rate"),
            Guest = guest,
            MacFile = macs,
            FirmwareFolder = layout.Length == 0 ? null : Firmware(scratch, layout),
            Sets = [.. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]))],
        });
    }

    private static string? Judge(Scratch scratch) =>
        Demultiplexer.Judge(scratch["in.pcap"], scratch["out"], script: "overload.py");

    private static IEnumerable<(long, byte[])> Unicast(int frames, int vifs, int length) => Enumerable.Range(0, frames)
        .Select(i => (0L, Numbered(Captures.FirstMac + (uint)(i % vifs), length, i)));

    private static IEnumerable<(long, byte[])> Everything(int frames, int vifs)
    {
        SeededRandom random = new(11);
        for (int i = 0; i < frames; i++)
        {
            ulong destination = random.Next(12) switch
            {
                0 => Broadcast,
                1 => 0x01_00_5e_00_00_01,
                2 => Captures.Outside + 1,
                _ => Captures.FirstMac + (uint)random.Next(vifs),
            };
            int length = random.Next(25) switch { 0 => 13, 1 => 1519, 2 => 1518, _ => 20 + random.Next(90) };
            yield return (0, length < 18 ? Captures.Frame(destination, Captures.Outside, length, i) : Numbered(destination, length, i));
        }
    }

    // No two frames are the same, so a frame in the wrong place or file cannot pass for another.
    private static byte[] Numbered(ulong destination, int length, int number)
    {
        byte[] frame = Captures.Frame(destination, Captures.Outside, length, number);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(14), number);
        return frame;
    }

    private static string Firmware(Scratch scratch, string change)
    {
        string folder = Path.Combine(Repository.Root, "firmware", "microengine");
        foreach (string file in Directory.EnumerateFiles(folder, "*.uc", SearchOption.AllDirectories))
        {
            string copy = scratch[Path.Combine("firmware", Path.GetRelativePath(folder, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            string text = File.ReadAllText(file);
            if (Path.GetFileName(file) == "layout.uc")
            {
                string[] words = change.Split(' ');
                text = Regex.Replace(text, $@"(#define {words[0]} +)\d+", $"${{1}}{words[1]}");
                StringAssert.Matches(text, new Regex($@"#define {words[0]} +{words[1]}\b"));
            }

            File.WriteAllText(copy, text);
        }

        return scratch["firmware"];
    }

    private static List<(long Time, byte[] Frame)> Read(string path)
    {
        List<(long, byte[])> frames = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out CapturedFrame frame))
        {
            frames.Add((frame.TimestampNanoseconds - Captures.Epoch, frame.Data.ToArray()));
        }

        return frames;
    }

    private static void Forge(Scratch scratch, IEnumerable<(long, byte[])> frames) =>
        Captures.Write(scratch["out/vif-1.rx.pcap"], frames);
}
