using System.IO.Compression;
using System.Security.Cryptography;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Live.Traces;
using IxpSvnic.Wire.Playback;
using IxpSvnic.Wire.Tests.Captures;

namespace IxpSvnic.Wire.Tests.Traces;

/// <summary>The committed captures are what their generator makes and what their table says.</summary>
[TestClass]
public sealed class CommittedTraces
{
    [TestMethod]
    public void Making_them_again_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string made in TraceGenerator.Generate(folder.Path))
        {
            string committed = Path.Combine(Repository.Traces, Path.GetFileName(made));
            CollectionAssert.AreEqual(Content(committed), Content(made), made);
        }
    }

    [TestMethod]
    public void Nothing_else_is_committed_and_every_hash_in_the_table_is_right()
    {
        string table = File.ReadAllText(Path.Combine(Repository.Traces, "README.md"));
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(Repository.Traces)
            .Where(p => !p.EndsWith("README.md", StringComparison.Ordinal)))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            string row = table.Split('\n')
                .Single(line => line.StartsWith($"| `{Path.GetFileName(path)}` |", StringComparison.Ordinal));
            StringAssert.EndsWith(row, $"| `{hash}` |");
            count++;
        }

        Assert.AreEqual(12, count);
    }

    [TestMethod]
    public void Another_seed_gives_other_frames()
    {
        using var folder = new TemporaryFolder();
        TraceGenerator.Generate(folder.Path, 1);
        CollectionAssert.AreNotEqual(
            File.ReadAllBytes(Path.Combine(Repository.Traces, "mixed.pcap")), File.ReadAllBytes(folder["mixed.pcap"]));
    }

    [TestMethod]
    [DataRow("two-frames.pcap", 2, 1, "")]
    [DataRow("mixed.pcap", 240, 8, "")]
    [DataRow("runts-oversize.pcap", 25, 3, "Runt 5, Oversize 5")]
    [DataRow("interfaces.pcapng", 60, 6, "")]
    [DataRow("declared-fcs.pcapng", 12, 2, "BadFcs 2")]
    [DataRow("both-endpoints.pcap", 53, 5, "")]
    [DataRow("line64.pcap", 2000, 8, "")]
    [DataRow("unordered.pcap", 30, 2, "")]
    [DataRow("snap-cut.pcap", 12, 2, "")]
    [DataRow("big-endian.pcap", 16, 2, "")]
    [DataRow("gzipped.pcap.gz", 64, 4, "")]
    public void Each_holds_what_it_is_for(string name, int frames, int destinations, string fates)
    {
        string path = Path.Combine(Repository.Traces, name);
        Assert.HasCount(destinations, MacPlan.FromCaptures([path], null, 64));
        var counts = new Dictionary<FrameFate, int>();
        using var player = new CapturePlayer(path);
        while (player.TryNext(out SourceFrame frame))
        {
            counts[frame.Fate] = counts.GetValueOrDefault(frame.Fate) + 1;
        }

        Assert.AreEqual(frames, player.Statistics.Frames);
        counts.Remove(FrameFate.Good);
        Assert.AreEqual(fates, string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
    }

    [TestMethod]
    public void The_mixed_one_has_every_kind_of_frame()
    {
        int tagged = 0, four = 0, six = 0, arp = 0, multicast = 0, longest = 0;
        foreach (FrameRecord record in FrameRecord.ReadAll(Path.Combine(Repository.Traces, "mixed.pcap")))
        {
            Assert.IsTrue(EthernetView.TryRead(Convert.FromHexString(record.Data), out EthernetView view));
            tagged += view.TypeOrLength == EtherType.Vlan ? 1 : 0;
            ushort type = view.InnerType(out _);
            four += type == EtherType.Ipv4 ? 1 : 0;
            six += type == EtherType.Ipv6 ? 1 : 0;
            arp += type == EtherType.Arp && view.Destination.IsBroadcast ? 1 : 0;
            multicast += view.Destination is { IsGroup: true, IsBroadcast: false } ? 1 : 0;
            longest = Math.Max(longest, record.OriginalLength);
        }

        Assert.AreEqual(240, four + six + arp);
        Assert.IsTrue(tagged > 40 && four > 80 && six > 40 && arp > 5 && multicast > 20,
            $"{tagged} {four} {six} {arp} {multicast}");
        Assert.AreEqual(1518, longest);
    }

    [TestMethod]
    public void The_line_rate_one_keeps_the_wire_taken_without_a_wait()
    {
        using var player = new CapturePlayer(Path.Combine(Repository.Traces, "line64.pcap"));
        for (long i = 0; player.TryNext(out SourceFrame frame); i++)
        {
            Assert.AreEqual(i * 672 * 3, frame.StartTick);
        }

        Assert.AreEqual(0, player.Statistics.DelayedFrames);
    }

    [TestMethod]
    public void The_unordered_one_makes_frames_wait()
    {
        using var player = new CapturePlayer(Path.Combine(Repository.Traces, "unordered.pcap"));
        player.Skip(30);
        Assert.IsGreaterThan(10, player.Statistics.DelayedFrames);
    }

    private static byte[] Content(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            // The table's row of a gzipped capture may differ with the packer.
            return path.EndsWith("README.md", StringComparison.Ordinal)
                ? System.Text.Encoding.UTF8.GetBytes(
                    string.Join('\n', File.ReadLines(path).Where(l => !l.Contains(".gz`", StringComparison.Ordinal))))
                : File.ReadAllBytes(path);
        }

        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
