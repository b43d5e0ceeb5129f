using System.Text;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Foreign;

/// <summary>What the writers write, Wireshark's tools read without complaint and with the same meaning.</summary>
[TestClass]
[TestCategory("External")]
public sealed class OurCaptures
{
    private const string Wireshark = "tshark";
    private const long Time = 1_700_000_000_123_456_789;

    [TestMethod]
    public void Tshark_sees_taps_times_comments_directions_and_bytes()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapngWriter(folder["taps.pcapng"]))
        {
            writer.AddInterface("wire0.in");
            writer.AddInterface("drops");
            writer.Write(Time, Frame(60), 0, direction: FrameDirection.Inbound);
            writer.Write(Time + 1, Frame(61), 1, 80, Encoding.UTF8.GetBytes("UnknownMac"));
            writer.Complete();
        }

        string[] lines = Fields(
            folder["taps.pcapng"],
            "frame.interface_name", "frame.time_epoch", "frame.comment",
            "frame.packet_flags_direction", "frame.cap_len", "frame.len", "eth.dst");
        Assert.AreEqual("wire0.in,1700000000.123456789,,0x00000001,60,60,01:02:03:04:05:06", lines[0]);
        Assert.AreEqual("drops,1700000000.123456790,UnknownMac,,61,80,01:02:03:04:05:06", lines[1]);
        Assert.HasCount(2, lines);
        AssertAccepted(folder["taps.pcapng"]);
    }

    [TestMethod]
    [DataRow(false, false, "a.pcap", "1700000000.123456789")]
    [DataRow(true, false, "a.pcap", "1700000000.123456789")]
    [DataRow(true, true, "a.pcap.gz", "1700000000.123456000")]
    public void Tshark_reads_every_kind_of_pcap(bool bigEndian, bool microseconds, string name, string time)
    {
        using var folder = new TemporaryFolder();
        var options = new PcapWriterOptions { BigEndian = bigEndian, Microseconds = microseconds };
        using (var writer = new PcapWriter(folder[name], options))
        {
            writer.Write(Time, Frame(60), 1514);
            writer.Complete();
        }

        Assert.AreEqual(
            $"{time},60,1514",
            Fields(folder[name], "frame.time_epoch", "frame.cap_len", "frame.len").Single());
        AssertAccepted(folder[name]);
    }

    [TestMethod]
    public void Captures_without_a_frame_are_accepted()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapWriter(folder["none.pcap"]))
        {
            writer.Complete();
        }

        using (var writer = new PcapngWriter(folder["none.pcapng"]))
        {
            writer.AddInterface("a");
            writer.Complete();
        }

        AssertAccepted(folder["none.pcap"]);
        AssertAccepted(folder["none.pcapng"]);
    }

    [TestMethod]
    public void Every_committed_capture_is_accepted_and_its_checksums_are_right()
    {
        foreach (string path in Directory.EnumerateFiles(Repository.Traces)
            .Where(p => p.Contains(".pcap", StringComparison.Ordinal)))
        {
            AssertAccepted(path);
            if (!path.Contains("runts", StringComparison.Ordinal) && !path.Contains("fcs", StringComparison.Ordinal))
            {
                const string Wrong = "ip.checksum.status == 0 or udp.checksum.status == 0 or tcp.checksum.status == 0"
                    + " or _ws.malformed or tcp.analysis.flags";
                Assert.AreEqual(string.Empty, ForeignTool.Run(
                    "tshark", Wireshark,
                    "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
                    "-r", path, "-Y", Wrong));
            }
        }
    }

    [TestMethod]
    public void Tshark_finds_the_same_two_wrong_FCS()
    {
        string path = Path.Combine(Repository.Traces, "declared-fcs.pcapng");
        string output = ForeignTool.Run(
            "tshark", Wireshark,
            "-o", "eth.check_fcs:TRUE", "-r", path, "-Y", "eth.fcs.status == 0",
            "-T", "fields", "-e", "frame.number");
        Assert.AreEqual("5\n9\n", output);
    }

    private static string[] Fields(string path, params string[] fields) => ForeignTool.Run(
        "tshark", Wireshark,
        ["-r", path, "-T", "fields", "-E", "separator=,", .. fields.SelectMany(f => new[] { "-e", f })])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void AssertAccepted(string path) => ForeignTool.Run("capinfos", Wireshark, path);

    private static byte[] Frame(int length)
    {
        var frame = new byte[length];
        new byte[] { 1, 2, 3, 4, 5, 6, 2, 0, 0, 0, 0, 1, 0x88, 0xB5 }.CopyTo(frame, 0);
        return frame;
    }
}
