using System.Buffers.Binary;
using CsCheck;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Journal;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Tests.Journal;

/// <summary>A journal gives back exactly what it was given, or says where it is damaged.</summary>
[TestClass]
public sealed class KeepingAJournal
{
    private const long Epoch = 1_700_000_000_123_456_789;

    [TestMethod]
    public void Every_frame_comes_back_with_its_tick_port_and_fate() => Gen.Select(
        Gen.Byte.Array[4, 1600], Gen.Long[0, long.MaxValue], Gen.Int[0, 2], Gen.Enum<FrameFate>()).Array[0, 40]
        .Sample(frames =>
        {
            using var folder = new TemporaryFolder();
            Write(folder["j"], frames, endTick: 99);
            using var reader = new JournalReader(folder["j"]);
            Assert.AreEqual(Epoch, reader.EpochNanoseconds);
            CollectionAssert.AreEqual(
                new JournalPort[] { new(0, "live:ä"), new(2, "live:b"), new(1, string.Empty) },
                reader.Ports.ToArray());
            foreach ((byte[] bytes, long tick, int port, FrameFate fate) in frames)
            {
                Assert.IsTrue(reader.TryRead(out SourceFrame frame));
                CollectionAssert.AreEqual(bytes, frame.WireBytes.ToArray());
                Assert.AreEqual((tick, port, fate), (frame.StartTick, frame.Port, frame.Fate));
            }

            Assert.IsFalse(reader.TryRead(out _));
            Assert.IsFalse(reader.TryRead(out _));
            Assert.AreEqual(99, reader.EndTick);
        }, iter: 100);

    [TestMethod]
    public void A_player_repeats_its_own_port_only()
    {
        using var folder = new TemporaryFolder();
        Write(
            folder["j"], [(Sealed(1), 10, 0, FrameFate.Good), (Sealed(2), 20, 2, FrameFate.Good),
            (Sealed(3), 30, 0, FrameFate.Runt)],
            40);
        using var player = new JournalPlayer(folder["j"], 0);
        Assert.AreEqual(Epoch, player.EpochNanoseconds);
        Assert.IsTrue(player.TryNext(1_000, out SourceFrame first));
        Assert.AreEqual((10L, 0L, (byte)1), (first.StartTick, first.Index, first.WireBytes[0]));
        Assert.IsTrue(player.TryNext(1_000, out SourceFrame second));
        Assert.AreEqual((30L, 1L, FrameFate.Runt), (second.StartTick, second.Index, second.Fate));
        Assert.IsFalse(player.HasEnded);
        Assert.IsFalse(player.TryNext(1_000, out _));
        Assert.IsTrue(player.HasEnded);
        Assert.AreEqual(40, player.EndTick);
        Assert.AreEqual(2, player.Statistics.Frames);
        CaptureFormatException error =
            Assert.ThrowsExactly<CaptureFormatException>(() => new JournalPlayer(folder["j"], 7));
        StringAssert.Contains(error.Message, "port 7");
    }

    [TestMethod]
    public void Cut_at_any_byte_it_is_an_error_that_names_the_place()
    {
        using var folder = new TemporaryFolder();
        Write(folder["j"], [(Sealed(1), 10, 0, FrameFate.Good), (Sealed(2), 20, 2, FrameFate.Good)], 40);
        byte[] whole = File.ReadAllBytes(folder["j"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["j"], whole[..length]);
            CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(() => ReadAll(folder["j"]));
            StringAssert.StartsWith(error.Message,
                length < 8 ? $"{folder["j"]}: byte 0: not a journal"
                : $"{folder["j"]}: byte {length}: the journal is cut");
        }
    }

    [TestMethod]
    public void Any_flipped_bit_is_found()
    {
        using var folder = new TemporaryFolder();
        Write(folder["j"], [(Sealed(1), 10, 0, FrameFate.Good)], 40);
        byte[] whole = File.ReadAllBytes(folder["j"]);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(folder["j"], damaged);
            Assert.ThrowsExactly<CaptureFormatException>(() => ReadAll(folder["j"]), $"bit {bit}");
        }
    }

    [TestMethod]
    public void An_absurd_length_is_named()
    {
        using var folder = new TemporaryFolder();
        Write(folder["j"], [], 40);
        byte[] whole = File.ReadAllBytes(folder["j"]);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(whole.Length - 20 + 4), 0x7FFF_FFFF);
        File.WriteAllBytes(folder["j"], whole);
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(() => ReadAll(folder["j"]));
        StringAssert.Contains(error.Message, "absurd record length 2147483647");
    }

    [TestMethod]
    public void A_journal_not_completed_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new JournalWriter(folder["j"], 0, new JournalPort(0, "a")))
        {
            writer.Write(new SourceFrame { WireBytes = Sealed(1) });
        }

        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    private static byte[] Sealed(byte first)
    {
        var frame = new byte[64];
        frame[0] = first;
        Fcs.Seal(frame);
        return frame;
    }

    private static void ReadAll(string path)
    {
        using var reader = new JournalReader(path);
        while (reader.TryRead(out _))
        {
        }
    }

    private static void Write(
        string path, IEnumerable<(byte[] Bytes, long Tick, int Port, FrameFate Fate)> frames, long endTick)
    {
        using var writer = new JournalWriter(path, Epoch, new(0, "live:ä"), new(2, "live:b"), new(1, string.Empty));
        foreach ((byte[] bytes, long tick, int port, FrameFate fate) in frames)
        {
            writer.Write(new SourceFrame { WireBytes = bytes, StartTick = tick, Port = port, Fate = fate });
        }

        writer.Complete(endTick);
    }
}
