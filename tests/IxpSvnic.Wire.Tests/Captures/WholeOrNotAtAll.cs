using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>A name never shows half a capture.</summary>
[TestClass]
public sealed class WholeOrNotAtAll
{
    [TestMethod]
    [DataRow("a.pcap")]
    [DataRow("a.pcap.gz")]
    public void A_writer_given_up_leaves_what_was_there_before(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "before");
        using (var writer = new PcapWriter(folder[name]))
        {
            for (int i = 0; i < 1000; i++)
            {
                writer.Write(i, new byte[1500]);
            }

            Assert.AreEqual("before", File.ReadAllText(folder[name]));
        }

        Assert.AreEqual(folder[name], Directory.GetFiles(folder.Path).Single());
        Assert.AreEqual("before", File.ReadAllText(folder[name]));
    }

    [TestMethod]
    public void A_completed_writer_replaces_what_was_there_before()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.pcap"], "before");
        using (var writer = new PcapWriter(folder["a.pcap"]))
        {
            writer.Complete();
            writer.Abort();
        }

        Assert.AreEqual(folder["a.pcap"], Directory.GetFiles(folder.Path).Single());
        Assert.IsEmpty(FrameRecord.ReadAll(folder["a.pcap"]));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_is_an_error_at_once()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["taken"]);
        IOException taken = Assert.ThrowsExactly<IOException>(() => new PcapWriter(folder["taken"]));
        StringAssert.Contains(taken.Message, folder["taken"]);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => new PcapWriter(folder["none/a.pcap"]));
    }

    [TestMethod]
    public void Values_that_a_format_cannot_hold_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var pcap = new PcapWriter(folder["a.pcap"]);
        using var pcapng = new PcapngWriter(folder["a.pcapng"]);
        pcapng.AddInterface("a");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pcap.Write(-1, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pcap.Write((uint.MaxValue + 1L) * 1_000_000_000, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pcapng.Write(-1, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pcapng.Write(0, [], 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pcapng.Write(0, [], 0, -1, new byte[65_536]));
        Assert.AreEqual(0, pcapng.FrameCount);
    }
}
