using System.Buffers.Binary;
using System.Numerics;
using CsCheck;
using IxpSvnic.Wire.Captures;

namespace IxpSvnic.Wire.Tests.Captures;

/// <summary>What other writers put into pcapng and ours does not, built here block by block from the draft.</summary>
[TestClass]
public sealed class PcapngVariants
{
    private static readonly byte[] s_data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

    [TestMethod]
    public void Every_resolution_and_offset_gives_the_nanoseconds_of_exact_arithmetic() => Gen.Select(
        Gen.Int[0, 19], Gen.Int[0, 63], Gen.Bool, Gen.Int[-1_000_000, 1_000_000], Gen.ULong)
        .Sample((decimals, bits, binary, offset, stamp) =>
        {
            BigInteger divisor = binary ? BigInteger.One << bits : BigInteger.Pow(10, decimals);
            BigInteger expected = ((BigInteger)stamp * 1_000_000_000 / divisor) + ((BigInteger)offset * 1_000_000_000);
            byte resolution = (byte)(binary ? 0x80 | bits : decimals);
            byte[] file =
            [
                .. Section(),
                .. Tap(1, [.. Option(9, [resolution]), .. Option(14, Int64(offset)), .. Option(0, [])]),
                .. Packet(0, stamp),
            ];
            if (expected > long.MaxValue || expected < long.MinValue)
            {
                Assert.ThrowsExactly<CaptureFormatException>(() => Read(file));
            }
            else
            {
                Assert.AreEqual((long)expected, Read(file).Single().Timestamp);
            }
        }, iter: 2000);

    [TestMethod]
    public void Sections_of_both_byte_orders_count_their_interfaces_on()
    {
        using var folder = new TemporaryFolder();
        byte[][] sections = new byte[2][];
        for (int i = 0; i < 2; i++)
        {
            using var writer = new PcapngWriter(folder["part"], bigEndian: i == 1);
            writer.AddInterface($"first of {i}");
            writer.AddInterface($"second of {i}");
            writer.Write(10 + i, s_data, 1);
            writer.Complete();
            sections[i] = File.ReadAllBytes(folder["part"]);
        }

        List<FrameRecord> frames = Read([.. sections[0], .. sections[1]]);
        CollectionAssert.AreEqual(new[] { 1, 3 }, frames.Select(f => f.Interface).ToArray());
        CollectionAssert.AreEqual(new long[] { 10, 11 }, frames.Select(f => f.Timestamp).ToArray());
    }

    [TestMethod]
    public void Simple_and_obsolete_packets_are_frames_and_unknown_blocks_are_passed_over()
    {
        byte[] file =
        [
            .. Section(),
            .. Tap(1, []),
            .. Block(5, new byte[12]),
            .. Packet(0, 7),
            .. Block(0x0BAD, [1, 2, 3, 4]),
            .. Block(3, [.. UInt32((uint)s_data.Length), .. s_data, 0, 0]),
            .. Block(2, [0, 0, 0xFF, 0xFF, .. UInt32(0), .. UInt32(9), .. UInt32(14), .. UInt32(20), .. s_data, 0, 0]),
        ];
        List<FrameRecord> frames = Read(file);
        CollectionAssert.AreEqual(new long[] { 7_000, 7_000, 9_000 }, frames.Select(f => f.Timestamp).ToArray());
        CollectionAssert.AreEqual(new[] { 14, 14, 20 }, frames.Select(f => f.OriginalLength).ToArray());
        Assert.IsTrue(frames.All(f => f.Data == Convert.ToHexString(s_data)));
    }

    [TestMethod]
    public void A_simple_packet_has_no_time()
    {
        using var folder = new TemporaryFolder();
        byte[] file = [.. Section(), .. Tap(1, []), .. Block(3, [.. UInt32((uint)s_data.Length), .. s_data, 0, 0])];
        File.WriteAllBytes(folder["a"], file);
        using CaptureReader reader = CaptureReader.Open(folder["a"]);
        Assert.IsTrue(reader.TryRead(out CapturedFrame frame));
        Assert.IsFalse(frame.HasTimestamp);
    }

    [TestMethod]
    public void An_interface_of_another_link_type_is_no_trouble_until_it_has_a_packet()
    {
        byte[] quiet = [.. Section(), .. Tap(105, []), .. Tap(1, []), .. Packet(1, 7)];
        Assert.HasCount(1, Read(quiet));
        CaptureFormatException error = Assert.ThrowsExactly<CaptureFormatException>(
            () => Read([.. quiet, .. Packet(0, 8)]));
        Assert.AreEqual(quiet.Length, error.Offset);
        StringAssert.Contains(error.Message, "link type 105");
    }

    [TestMethod]
    public void The_FCS_length_of_a_packet_goes_before_that_of_its_interface()
    {
        byte[] flags = [.. Option(2, UInt32(4 << 5)), .. Option(0, [])];
        byte[] file = [.. Section(), .. Tap(1, []), .. Packet(0, 7), .. Packet(0, 8, flags)];
        CollectionAssert.AreEqual(new[] { 0, 4 }, Read(file).Select(f => f.FcsLength).ToArray());
    }

    private static List<FrameRecord> Read(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.pcapng"], file);
        return FrameRecord.ReadAll(folder["a.pcapng"]);
    }

    private static byte[] Section() =>
        Block(0x0A0D0D0A, [.. UInt32(0x1A2B3C4D), 1, 0, 0, 0, .. UInt32(uint.MaxValue), .. UInt32(uint.MaxValue)]);

    private static byte[] Tap(byte linkType, byte[] options) => Block(1, [linkType, 0, 0, 0, .. UInt32(0), .. options]);

    private static byte[] Packet(uint tap, ulong stamp, params byte[] options) => Block(
        6,
        [
            .. UInt32(tap), .. UInt32((uint)(stamp >> 32)), .. UInt32((uint)stamp),
            .. UInt32((uint)s_data.Length), .. UInt32((uint)s_data.Length), .. s_data, 0, 0, .. options,
        ]);

    private static byte[] Option(byte code, byte[] value) =>
        [code, 0, (byte)value.Length, 0, .. value, .. new byte[(4 - (value.Length % 4)) % 4]];

    private static byte[] Block(uint type, byte[] body)
    {
        Assert.AreEqual(0, body.Length % 4);
        return [.. UInt32(type), .. UInt32((uint)body.Length + 12), .. body, .. UInt32((uint)body.Length + 12)];
    }

    private static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
