using System.Text;
using CsCheck;
using IxpSvnic.Debug.Protocol;

namespace IxpSvnic.Debug.Tests.Protocol;

[TestClass]
public sealed class PacketLine
{
    private static readonly Gen<string> Payloads =
        Gen.Byte.Array[0, 200].Select(bytes => Encoding.Latin1.GetString(bytes));

    [TestMethod]
    [DataRow("OK", "$OK#9a")]
    [DataRow("", "$#00")]
    [DataRow("a#b", "$a}\u0003b#43")]
    public void A_payload_has_the_form_that_the_manual_gives(string payload, string line) =>
        Assert.AreEqual(line, Encoding.Latin1.GetString(PacketCodec.Encode(payload)));

    [TestMethod]
    public void Any_payload_arrives_as_it_was_sent() => Payloads.Sample(payload =>
    {
        PacketReader reader = new();
        byte[] line = PacketCodec.Encode(payload);
        for (int i = 0; i < line.Length - 1; i++)
        {
            Assert.AreEqual(LineEvent.None, reader.Take(line[i]));
        }

        Assert.AreEqual(LineEvent.Packet, reader.Take(line[^1]));
        Assert.AreEqual(payload, reader.Payload);
    });

    [TestMethod]
    public void A_changed_byte_of_a_payload_never_passes_as_the_same_length_of_packet() => Gen.Select(
        Gen.Char['a', 'y'].Array[1, 30].Select(c => new string(c)), Gen.Int[0, 29]).Sample((payload, place) =>
    {
        byte[] line = PacketCodec.Encode(payload);
        line[1 + (place % payload.Length)]++;
        PacketReader reader = new();
        LineEvent last = LineEvent.None;
        foreach (byte value in line)
        {
            last = reader.Take(value);
        }

        Assert.AreEqual(LineEvent.BadSum, last);
    });

    [TestMethod]
    public void No_bytes_whatever_break_the_reader_and_a_good_packet_behind_them_is_found() => Gen.Byte.Array[0, 300].Sample(noise =>
    {
        PacketReader reader = new();
        foreach (byte value in noise)
        {
            reader.Take(value);
        }

        // Two: the first may be swallowed by a packet that the noise has begun.
        LineEvent last = LineEvent.None;
        foreach (byte value in (byte[])[.. PacketCodec.Encode("g"), .. PacketCodec.Encode("g")])
        {
            last = reader.Take(value);
        }

        Assert.AreEqual(LineEvent.Packet, last);
        Assert.AreEqual("g", reader.Payload);
    });

    [TestMethod]
    public void A_packet_that_is_too_long_is_known_as_such_and_the_next_one_is_read()
    {
        PacketReader reader = new();
        LineEvent last = LineEvent.None;
        foreach (byte value in PacketCodec.Encode(new string('a', PacketReader.MaxPayload + 1)))
        {
            last = reader.Take(value);
        }

        Assert.AreEqual(LineEvent.Overlong, last);
        foreach (byte value in PacketCodec.Encode("?"))
        {
            last = reader.Take(value);
        }

        Assert.AreEqual(LineEvent.Packet, last);
        Assert.AreEqual("?", reader.Payload);
    }
}
