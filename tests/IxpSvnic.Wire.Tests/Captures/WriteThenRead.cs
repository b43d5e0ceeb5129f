using System.Text;
using CsCheck;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>What a writer is given comes out of the reader, whatever the variant.</summary>
[TestClass]
public sealed class WriteThenRead
{
    private static readonly Gen<byte[]> s_bytes = Gen.OneOf(Gen.Byte.Array[0, 200], Gen.Byte.Array[1500, 1530]);

    private static readonly Gen<FrameRecord> s_frame = Gen.Select(
        Gen.Long[0, (uint.MaxValue * 1_000_000_000L) + 999_999_999L],
        s_bytes,
        Gen.Int[0, 2000],
        Gen.Int[0, 2],
        Gen.OneOf(Gen.Const(string.Empty), Gen.Char.AlphaNumeric.Array[1, 20].Select(c => new string(c))),
        Gen.Enum<FrameDirection>()).Select((time, data, beyond, tap, comment, direction) =>
            new FrameRecord(time, Convert.ToHexString(data), data.Length + beyond, tap, 0, comment, direction));

    [TestMethod]
    [DataRow(false, false, ".pcap")]
    [DataRow(false, true, ".pcap")]
    [DataRow(true, false, ".pcap")]
    [DataRow(true, true, ".pcap")]
    [DataRow(false, false, ".pcap.gz")]
    public void Pcap_keeps_every_frame(bool bigEndian, bool microseconds, string extension)
    {
        var options = new PcapWriterOptions { BigEndian = bigEndian, Microseconds = microseconds };
        s_frame.Array[0, 60].Sample(frames =>
        {
            using var folder = new TemporaryFolder();
            string path = folder["a" + extension];
            using (var writer = new PcapWriter(path, options))
            {
                foreach (FrameRecord frame in frames)
                {
                    writer.Write(frame.Timestamp, Convert.FromHexString(frame.Data), frame.OriginalLength);
                }

                writer.Complete();
            }

            long step = microseconds ? 1000 : 1;
            FrameRecord[] expected = [.. frames.Select(f => f with
            {
                Timestamp = f.Timestamp / step * step,
                Interface = 0,
                Comment = string.Empty,
                Direction = FrameDirection.Unknown,
            })];
            CollectionAssert.AreEqual(expected, FrameRecord.ReadAll(path));
        }, iter: 40);
    }

    [TestMethod]
    [DataRow(false, ".pcapng")]
    [DataRow(true, ".pcapng")]
    [DataRow(false, ".pcapng.gz")]
    public void Pcapng_keeps_every_frame_with_tap_comment_and_direction(bool bigEndian, string extension) =>
        s_frame.Array[0, 60].Sample(frames =>
        {
            using var folder = new TemporaryFolder();
            string path = folder["a" + extension];
            using (var writer = new PcapngWriter(path, bigEndian))
            {
                for (int tap = 0; tap < 3; tap++)
                {
                    Assert.AreEqual(tap, writer.AddInterface($"tap{tap}"));
                }

                foreach (FrameRecord frame in frames)
                {
                    writer.Write(
                        frame.Timestamp,
                        Convert.FromHexString(frame.Data),
                        frame.Interface,
                        frame.OriginalLength,
                        Encoding.UTF8.GetBytes(frame.Comment),
                        frame.Direction);
                }

                writer.Complete();
            }

            CollectionAssert.AreEqual(frames, FrameRecord.ReadAll(path));
        }, iter: 40);

    [TestMethod]
    public void Interfaces_keep_their_names_and_declared_FCS()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapngWriter(folder["a.pcapng"]))
        {
            writer.AddInterface("wire0.in", fcsLength: 4);
            writer.AddInterface("ψ-tap");
            writer.Write(5, new byte[68], 0);
            writer.Write(6, new byte[64], 1);
            writer.Complete();
        }

        using CaptureReader reader = CaptureReader.Open(folder["a.pcapng"]);
        Assert.IsTrue(reader.TryRead(out CapturedFrame first));
        Assert.AreEqual(4, first.FcsLength);
        Assert.IsTrue(reader.TryRead(out CapturedFrame second));
        Assert.AreEqual(0, second.FcsLength);
        CollectionAssert.AreEqual(new[] { "wire0.in", "ψ-tap" }, reader.Interfaces.Select(i => i.Name).ToArray());
    }

    [TestMethod]
    public void Pcap_declares_its_FCS_in_the_link_type()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapWriter(folder["a.pcap"], new PcapWriterOptions { DeclareFcs = true }))
        {
            writer.Write(5, new byte[64]);
            writer.Complete();
        }

        Assert.AreEqual(4, FrameRecord.ReadAll(folder["a.pcap"]).Single().FcsLength);
    }

    [TestMethod]
    public void A_file_of_many_segments_is_read_whole()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        var expected = new List<FrameRecord>();
        using (var writer = new PcapWriter(folder["a.pcap"]))
        {
            for (int i = 0; i < 3000; i++)
            {
                var data = new byte[i % 100 == 0 ? random.Next(60_000, 262_145) : random.Next(0, 400)];
                random.NextBytes(data);
                writer.Write(i, data);
                expected.Add(new FrameRecord(
                    i, Convert.ToHexString(data), data.Length, 0, 0, string.Empty, FrameDirection.Unknown));
            }

            writer.Complete();
        }

        CollectionAssert.AreEqual(expected, FrameRecord.ReadAll(folder["a.pcap"]));
    }
}
