using IxpSvnic.Arm.Elf;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Machine.Replay;
using IxpSvnic.Machine.Tests.Bench;

namespace IxpSvnic.Machine.Tests.Control;

/// <summary>Brought up by the program of the XScale, a replay gives what it gives with the debug port.</summary>
[TestClass]
public sealed class ReplaysLikeTheDebugPort
{
    private const int SourceStart = 12;
    private const int SourceLength = 12;

    [TestMethod]
    [DataRow("mixed.pcap", GuestKind.Sink)]
    [DataRow("mixed.pcap", GuestKind.Echo)]
    [DataRow("two-frames.pcap", GuestKind.Echo)]
    [DataRow("gzipped.pcap.gz", GuestKind.Sink)]
    [DataRow("runts-oversize.pcap", GuestKind.Sink)]
    [DataRow("big-endian.pcap", GuestKind.Echo)]
    public void Every_committed_capture_reaches_the_same_guests_in_the_same_order(string capture, GuestKind guest)
    {
        RunResult control = Run(capture, guest, LoaderKind.Control);
        RunResult debug = Run(capture, guest, LoaderKind.Debug);

        Assert.IsTrue(control.Report.IsSuccess, control.Report.End);
        Assert.AreEqual(debug.Report.Frames, control.Report.Frames);
        for (int vif = 0; vif < debug.Received.Count; vif++)
        {
            CollectionAssert.AreEqual(debug.Received[vif], control.Received[vif], $"VIF {vif}");
        }

        foreach (IGrouping<string, string> sender in debug.WireOut.GroupBy(Source))
        {
            CollectionAssert.AreEqual(
                sender.ToArray(), control.WireOut.Where(f => Source(f) == sender.Key).ToArray(), $"sent by {sender.Key}");
        }

        Assert.IsNotNull(control.Report.Xscale);
        Assert.IsNull(debug.Report.Xscale);
        Assert.IsGreaterThan(100_000, control.Report.Xscale.Instructions);
        Assert.IsInRange(0.001, 0.1, control.Report.Xscale.BootSeconds!.Value);
        CollectionAssert.AreEqual(Array.Empty<string>(), control.Report.Drops.Keys.Except(debug.Report.Drops.Keys).ToArray());
    }

    [TestMethod]
    public void Frames_keep_their_recorded_times()
    {
        using Scenario scenario = Traffic.Even(5, 200, 50_000, vifs: 2);
        RunResult control = scenario.Run(o => o with { Loader = LoaderKind.Control });
        RunResult debug = scenario.Run();

        Assert.AreEqual(debug.Report.SimulatedSeconds, control.Report.SimulatedSeconds, 30e-6);
        Assert.AreEqual(debug.Report.Hops["delivered"].P50, control.Report.Hops["delivered"].P50, 2_000);
        Assert.AreEqual(debug.Report.Offered[0].BitsPerSecond, control.Report.Offered[0].BitsPerSecond, 1);
    }

    [TestMethod]
    public void The_boot_and_all_after_it_are_the_same_in_every_window()
    {
        using Scenario scenario = Traffic.Mixed(30);
        RunResult longest = scenario.Run(o => o with { Loader = LoaderKind.Control, Guest = GuestKind.Echo });
        foreach (int window in (int[])[1, 17])
        {
            scenario.Run(o => o with { Loader = LoaderKind.Control, Guest = GuestKind.Echo, WindowCycles = window })
                .AssertSame(longest, $"window of {window} cycles");
        }
    }

    // The VIF's number enters the table shifted by one place; one bit of that instruction makes it two.
    [TestMethod]
    public void One_flipped_instruction_of_the_address_table_sends_frames_elsewhere()
    {
        byte[] elf = File.ReadAllBytes(ControlPlaneFiles.Image);
        Assert.IsTrue(ElfReader.Read("control.elf", elf).Symbols.TryFind("mactable_insert", out uint address));
        int offset = FileOffset(elf, address);
        int shift = Enumerable.Range(0, 80).Select(i => offset + (4 * i))
            .First(at => (elf[at] & 0x0f) == 0x01 && (elf[at + 1] & 0xef) == 0xa0 && (elf[at + 3] & 0xf0) == 0x80 && (elf[at + 2] & 0x0f) == 0);
        elf[shift + 2] ^= 1;
        using Scenario scenario = new(4);
        for (int i = 0; i < 20; i++)
        {
            scenario.Add(i * 10_000, Frames.Make(Frames.Vif(i % 4), Frames.Sender(0), 100, i));
        }

        string changed = scenario.Write("changed.elf", "");
        File.WriteAllBytes(changed, elf);
        RunResult good = scenario.Run(o => o with { Loader = LoaderKind.Control });
        RunResult bad = scenario.Run(o => o with { Loader = LoaderKind.Control, ControlImage = changed });

        Assert.HasCount(5, good.Received[1]);
        Assert.IsFalse(
            Enumerable.Range(0, 4).All(v => good.Received[v].SequenceEqual(bad.Received[v])), "delivery has not changed");
    }

    private static string Source(string frame) => frame.Substring(SourceStart, SourceLength);

    // The second program header holds text: file offset = address there.
    private static int FileOffset(byte[] elf, uint address)
    {
        int header = 52 + 32;
        uint Word(int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(elf.AsSpan(at));
        return (int)(Word(header + 4) + address - Word(header + 8));
    }

    private static RunResult Run(string capture, GuestKind guest, LoaderKind loader)
    {
        string folder = Directory.CreateTempSubdirectory("ixpsvnic-control-").FullName;
        try
        {
            using ReplaySession session = new(new ReplayOptions
            {
                Captures = [new CaptureArgument(Path.Combine(Repository.Root, "traces", capture), 0)],
                FirmwareFolder = Repository.Firmware,
                OutputFolder = folder,
                Guest = guest,
                Loader = loader,
            });
            return new RunResult(session.Run(), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
