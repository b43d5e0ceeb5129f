using System.Buffers.Binary;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Foreign;

/// <summary>
/// Captures of other people, installed by Debian packages, are read as Wireshark's own tools read them.
/// </summary>
[TestClass]
[TestCategory("External")]
public sealed class ThirdPartyCaptures
{
    private const string Wireshark = "tshark";

    [TestMethod]
    [DataRow("pathspider", "/usr/lib/python3/dist-packages/pathspider/tests/data", 48, 68_821, 3)]
    [DataRow("sip-tester", "/usr/share/sip-tester", 13, 356, 0)]
    [DataRow("golang-github-google-gopacket-dev", "/usr/share/gocode/src/github.com/google/gopacket", 55, 100, 15)]
    [DataRow("python3-dpkt", "/usr/share/doc/python3-dpkt/examples/data", 5, 138, 1)]
    public void Every_one_gives_the_same_frames_as_editcap(
        string package, string folder, int files, int frames, int refused)
    {
        int captures = 0;
        int total = 0;
        int without = 0;
        var problems = new List<string>();
        foreach (string path in Directory.EnumerateFiles(
            ForeignTool.Folder(folder, package), "*.pcap*", SearchOption.AllDirectories))
        {
            captures++;
            int count = Compare(path, problems);
            total += Math.Max(0, count);
            without += count < 0 ? 1 : 0;
        }

        Assert.IsEmpty(problems, string.Join('\n', problems));
        Assert.AreEqual(files, captures);
        Assert.AreEqual(refused, without);
        Assert.AreEqual(frames, total);
    }

    [TestMethod]
    [DataRow("test.pcap")]
    [DataRow("test_2018.pcap")]
    [DataRow("test_damaged.pcap")]
    [DataRow("test_without_pcap_header.pcap")]
    public void A_broken_one_is_refused_where_capinfos_refuses_it(string name)
    {
        string path = Path.Combine(ForeignTool.Folder("/usr/share/doc/pcapfix/examples", "pcapfix"), name);
        var problems = new List<string>();
        Compare(path, problems);
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static int Compare(string path, List<string> problems)
    {
        var ours = new List<(long Time, int Original, string Data)>();
        try
        {
            using CaptureReader reader = CaptureReader.Open(path);
            while (reader.TryRead(out CapturedFrame frame))
            {
                // Wireshark gives a simple packet, which has no time, time 0.
                long time = frame.HasTimestamp ? frame.TimestampNanoseconds : 0;
                ours.Add((time, frame.OriginalLength, Convert.ToHexString(frame.Data)));
            }
        }
        catch (CaptureFormatException error)
        {
            (int code, string output, string _) = ForeignTool.TryRun("capinfos", Wireshark, "-E", path);
            bool otherLink = error.Message.Contains("link type", StringComparison.Ordinal)
                && !output.TrimEnd().EndsWith(" Ethernet", StringComparison.Ordinal);
            if (code == 0 && !otherLink)
            {
                problems.Add($"{error.Message}, but capinfos: {output}");
            }

            return -1;
        }

        List<(long Time, int Original, string Data)> theirs = ReadByEditcap(path);
        if (ours.Count != theirs.Count)
        {
            problems.Add($"{path}: {ours.Count} frames, editcap {theirs.Count}");
            return ours.Count;
        }

        for (int i = 0; i < ours.Count; i++)
        {
            if (ours[i] != theirs[i])
            {
                problems.Add($"{path}: frame {i + 1}: {ours[i]}, editcap {theirs[i]}");
                break;
            }
        }

        return ours.Count;
    }

    private static List<(long Time, int Original, string Data)> ReadByEditcap(string path)
    {
        using var folder = new TemporaryFolder();
        string plain = folder["plain.pcap"];
        if (ForeignTool.TryRun("editcap", Wireshark, "-F", "nsecpcap", path, plain).Code != 0)
        {
            // A capture that also holds things that are no frames, or nothing else.
            if (ForeignTool.Run("tshark", Wireshark, "-r", path, "-Y", "eth").Length == 0)
            {
                return [];
            }

            ForeignTool.Run("tshark", Wireshark, "-r", path, "-Y", "eth", "-F", "nsecpcap", "-w", plain);
        }

        byte[] bytes = File.ReadAllBytes(plain);
        var frames = new List<(long Time, int Original, string Data)>();
        for (int at = 24; at < bytes.Length;)
        {
            ReadOnlySpan<byte> header = bytes.AsSpan(at, 16);
            long seconds = BinaryPrimitives.ReadUInt32LittleEndian(header);
            long nanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            int length = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            int original = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
            frames.Add(
                ((seconds * 1_000_000_000) + nanoseconds, original, Convert.ToHexString(bytes, at + 16, length)));
            at += 16 + length;
        }

        return frames;
    }
}
