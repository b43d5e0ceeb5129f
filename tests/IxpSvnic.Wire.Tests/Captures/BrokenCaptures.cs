using System.Buffers.Binary;
using CsCheck;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>
/// A capture that cannot be used is an error that names file, place and value; nothing else ever comes of it.
/// </summary>
[TestClass]
public sealed class BrokenCaptures
{
    [TestMethod]
    [DataRow("little.pcap")]
    [DataRow("big.pcap")]
    [DataRow("little.pcapng")]
    [DataRow("big.pcapng")]
    public void Cut_at_any_byte_it_is_an_error_unless_cuts_are_allowed(string name)
    {
        byte[] whole = SampleCapture.Make(name, out List<int> boundaries);
        int firstFrame = boundaries.Count - SampleCapture.FrameCount - 1;
        Assert.AreEqual(whole.Length, boundaries[^1]);
        using var folder = new TemporaryFolder();
        string path = folder[name];
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            int complete = boundaries.FindLastIndex(b => b <= length);
            int frames = Math.Max(0, complete - firstFrame);
            if (complete >= 0 && boundaries[complete] == length)
            {
                Assert.HasCount(frames, FrameRecord.ReadAll(path));
                continue;
            }

            CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(
                () => FrameRecord.ReadAll(path));
            StringAssert.StartsWith(error.Message, path);
            if (length < 4)
            {
                StringAssert.Contains(error.Message, length == 0 ? "empty" : $"only {length} byte(s)");
                continue;
            }

            Assert.AreEqual(complete < 0 ? 0 : boundaries[complete], error.Offset, $"cut at {length}");
            StringAssert.Contains(error.Message, "cut off");
            using CaptureReader reader = CaptureReader.Open(path, new CaptureReaderOptions { AllowCut = true });
            int read = 0;
            while (reader.TryRead(out _))
            {
                read++;
            }

            Assert.AreEqual(frames, read, $"cut at {length}");
            Assert.IsTrue(reader.WasCut);
        }
    }

    [TestMethod]
    [DataRow("little.pcap.gz")]
    [DataRow("big.pcapng.gz")]
    public void Gzipped_and_cut_at_any_byte_it_is_an_error_or_a_shorter_capture(string name)
    {
        byte[] whole = SampleCapture.Make(name, out _);
        using var folder = new TemporaryFolder();
        string path = folder[name];
        File.WriteAllBytes(path, whole);
        List<FrameRecord> all = FrameRecord.ReadAll(path);
        Assert.HasCount(SampleCapture.FrameCount, all);
        int mostWhileCut = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(
                () => FrameRecord.ReadAll(path), $"cut at {length}");
            StringAssert.StartsWith(error.Message, path);
            try
            {
                List<FrameRecord> some = FrameRecord.ReadAll(path, allowCut: true);
                CollectionAssert.AreEqual(all[..some.Count], some);
                mostWhileCut = Math.Max(mostWhileCut, some.Count);
            }
            catch (CaptureFormatException early)
            {
                Assert.IsLessThan(80, length, early.Message);
            }
        }

        Assert.IsGreaterThan(0, mostWhileCut);
    }

    [TestMethod]
    public void A_gzipped_capture_whose_checksum_fails_is_an_error_even_if_cuts_are_allowed()
    {
        byte[] bytes = SampleCapture.Make("little.pcap.gz", out _);
        bytes[^6] ^= 0x10;
        AssertError(bytes, "bad gzip data", -1, allowCut: true);
    }

    [TestMethod]
    public void A_missing_file_a_folder_and_an_empty_file_are_named()
    {
        using var folder = new TemporaryFolder();
        AssertMessage(folder["none.pcap"], "no such file");
        AssertMessage(folder.Path, "is a folder");
        File.WriteAllBytes(folder["empty.pcap"], []);
        AssertMessage(folder["empty.pcap"], "the file is empty");
        File.WriteAllBytes(folder["empty.pcap.gz"], SampleCapture.Pack([]));
        AssertMessage(folder["empty.pcap.gz"], "the file is empty");
    }

    [TestMethod]
    public void Something_else_than_a_capture_is_named_by_its_magic()
    {
        AssertError("<html>"u8.ToArray(), "not a pcap or pcapng capture (magic 0x3C68746D)", 0);
        AssertError([0x28, 0xB5, 0x2F, 0xFD, 0, 0], "zstd", 0);
    }

    [TestMethod]
    [DataRow("little.pcap", false)]
    [DataRow("big.pcap", true)]
    public void A_pcap_field_that_makes_no_sense_is_named_with_offset_and_value(string name, bool bigEndian)
    {
        byte[] good = SampleCapture.Make(name, out List<int> boundaries);
        AssertError(Put(good, 20, 105, bigEndian), "link type 105", 20);
        AssertError(Put(good, 20, 0x3400_0001, bigEndian), "FCS of 6 bytes", 20);
        AssertError(Put(good, 4, bigEndian ? 0x0003_0004u : 0x0004_0003u, bigEndian), "version 3.4", 4);
        AssertError(Put(good, boundaries[1] + 8, 262_145, bigEndian), "absurd captured length 262145", boundaries[1]);
        AssertError(Put(good, boundaries[1] + 8, uint.MaxValue, bigEndian), "length 4294967295", boundaries[1]);
        AssertError(Put(good, boundaries[2] + 12, 0x8000_0000, bigEndian), "original length 2147483648", boundaries[2]);
        AssertError(Put(good, boundaries[2] + 12, 0x8000_0000, bigEndian), "absurd", boundaries[2], allowCut: true);
    }

    [TestMethod]
    [DataRow("little.pcapng", false)]
    [DataRow("big.pcapng", true)]
    public void A_pcapng_field_that_makes_no_sense_is_named_with_offset_and_value(string name, bool bigEndian)
    {
        byte[] good = SampleCapture.Make(name, out List<int> boundaries);
        int tap = boundaries[0];
        int packet = boundaries[1];
        AssertError(Put(good, 8, 0x1234_5678, false), "byte-order magic 0x12345678", 8);
        AssertError(Put(good, 12, bigEndian ? 0x0002_0000u : 0x0000_0002u, bigEndian), "pcapng version 2.0", 12);
        AssertError(Put(good, tap + 8, bigEndian ? 105u << 16 : 105u, bigEndian), "link type 105", packet);
        AssertError(Put(good, packet + 4, 11, bigEndian), "bad block length 11", packet);
        AssertError(Put(good, packet + 4, 98, bigEndian), "bad block length 98", packet);
        AssertError(Put(good, packet + 4, 0x7FFF_FFFC, bigEndian), "bad block length 2147483644", packet);
        AssertError(Put(good, boundaries[2] - 4, 12, bigEndian), "12 at the end", packet);
        AssertError(Put(good, packet + 8, 1, bigEndian), "names interface 1, its section describes 1", packet);
        AssertError(Put(good, packet + 20, 61 + 4, bigEndian), "captured length 65 reaches beyond its block", packet);
        AssertError(Put(good, packet + 20, 262_145, bigEndian), "absurd captured length 262145", packet);
        AssertError(Put(good, packet + 12, uint.MaxValue, bigEndian), "outside the years", packet);
    }

    [TestMethod]
    [DataRow("little.pcap")]
    [DataRow("big.pcap")]
    [DataRow("little.pcapng")]
    [DataRow("big.pcapng")]
    [DataRow("little.pcap.gz")]
    public void Whatever_is_damaged_the_reader_gives_frames_or_names_the_file(string name)
    {
        byte[] good = SampleCapture.Make(name, out _);
        Gen<(int At, byte Value)> damage = Gen.Select(
            Gen.OneOf(Gen.Int[0, Math.Min(good.Length, 260) - 1], Gen.Int[0, good.Length - 1]),
            Gen.OneOf(Gen.Byte, Gen.Int[0, 3].Select(i => (byte)(0xFF807F00u >> (8 * i)))));
        Gen.Select(damage.Array[1, 6], Gen.Int[0, good.Length]).Sample((changes, length) =>
        {
            using var folder = new TemporaryFolder();
            byte[] bytes = [.. good];
            foreach ((int at, byte value) in changes)
            {
                bytes[at] = value;
            }

            File.WriteAllBytes(folder["a"], length % 3 == 0 ? bytes[..length] : bytes);
            try
            {
                foreach (FrameRecord frame in FrameRecord.ReadAll(folder["a"], allowCut: length % 2 == 0))
                {
                    Assert.IsLessThanOrEqualTo(frame.OriginalLength, frame.Data.Length / 2);
                }
            }
            catch (CaptureFormatException error)
            {
                StringAssert.StartsWith(error.Message, folder["a"]);
            }
        }, iter: 1500);
    }

    private static byte[] Put(byte[] bytes, int offset, uint value, bool bigEndian)
    {
        byte[] changed = [.. bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(
            changed.AsSpan(offset), bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return changed;
    }

    private static void AssertMessage(string path, string problem)
    {
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(() => FrameRecord.ReadAll(path));
        StringAssert.StartsWith(error.Message, path);
        StringAssert.Contains(error.Message, problem);
    }

    private static void AssertError(byte[] bytes, string problem, long offset, bool allowCut = false)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.pcap"], bytes);
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(
            () => FrameRecord.ReadAll(folder["a.pcap"], allowCut));
        StringAssert.Contains(error.Message, problem);
        if (offset >= 0)
        {
            StringAssert.StartsWith(error.Message, $"{folder["a.pcap"]}: byte {offset}: ");
            Assert.AreEqual(offset, error.Offset);
        }
    }
}
