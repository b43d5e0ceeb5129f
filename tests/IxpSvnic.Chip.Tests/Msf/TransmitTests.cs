using CsCheck;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Chip.Tests.Msf;

[TestClass]
public sealed class TransmitTests
{
    private const uint Start = 1 << 9;
    private const uint End = 1 << 8;
    private const uint Abort = 1 << 10;
    private const uint Skip = 1 << 11;
    private const uint Empty = 1u << 31;

    private readonly MsfBench _bench = new();

    [TestMethod]
    public void Elements_leave_strictly_in_the_order_of_their_numbers()
    {
        _bench.BringUp();
        _bench.Send(1, MsfBench.Packet(20, 2), Start | End, port: 0);
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Phys[0].Sent);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.TxSequence));

        _bench.Send(0, MsfBench.Packet(30, 1), Start | End, port: 0);
        _bench.Events.RunTo(200_000);
        Assert.HasCount(2, _bench.Phys[0].Sent);
        CollectionAssert.AreEqual(MsfBench.Packet(30, 1), _bench.Phys[0].Sent[0].Bytes);
        CollectionAssert.AreEqual(MsfBench.Packet(20, 2), _bench.Phys[0].Sent[1].Bytes);
        Assert.AreEqual(Empty | 2, _bench.Msf.ReadWord(MsfBench.TxSequence));
    }

    [TestMethod]
    public void A_burst_takes_its_select_clock_and_a_clock_for_each_longword()
    {
        _bench.BringUp();
        _bench.Send(0, MsfBench.Packet(61), Start | End, port: 2);

        // 17 clocks of 104 MHz: tick 490.38.
        _bench.Events.RunTo(489);
        Assert.IsEmpty(_bench.Phys[2].Sent);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.TxSequence));
        _bench.Events.RunTo(490);
        Assert.HasCount(1, _bench.Phys[2].Sent);
        Assert.AreEqual(Empty | 1, _bench.Msf.ReadWord(MsfBench.TxSequence));
    }

    // N117
    [TestMethod]
    public void Sequence_counts_modulo_256_and_elements_wrap_around()
    {
        _bench.BringUp();
        for (int i = 0; i < 300; i++)
        {
            _bench.Send(i % 128, [1, 2, 3, (byte)i], Start | End, port: 0);
            _bench.Events.RunTo(_bench.Events.Now + 10_000);
        }

        Assert.HasCount(300, _bench.Phys[0].Sent);
        Assert.AreEqual(Empty | (300 & 0xff), _bench.Msf.ReadWord(MsfBench.TxSequence));
    }

    // N121
    [TestMethod]
    public void Any_length_and_element_size_leaves_byte_for_byte() =>
        Gen.Select(Gen.Int[1, 256], Gen.Int[0, 2]).Sample((length, sizeCode) =>
        {
            MsfBench bench = new();
            bench.BringUp(sizeCode);
            int size = 64 << sizeCode;
            byte[] packet = MsfBench.Packet(Math.Min(length, size), length);
            bench.Send(0, packet, Start | End, port: 1, elementBytes: size);
            bench.Send(1, packet, Start, port: 1, elementBytes: size);
            bench.Events.RunTo(10_000);
            CollectionAssert.AreEqual(packet, bench.Phys[1].Sent[0].Bytes);
            CollectionAssert.AreEqual(packet, bench.Phys[1].Sent[1].Bytes);
            Assert.IsTrue(bench.Phys[1].Sent[0].Burst.End);
            Assert.IsFalse(bench.Phys[1].Sent[1].Burst.End);
        }, iter: 200);

    [TestMethod]
    public void Skipped_elements_are_counted_but_not_sent()
    {
        _bench.BringUp();
        _bench.Send(0, MsfBench.Packet(64), Start | End | Skip, port: 0);
        _bench.Send(1, MsfBench.Packet(64, 2), Start | End, port: 0);
        _bench.Events.RunTo(10_000);
        CollectionAssert.AreEqual(MsfBench.Packet(64, 2), _bench.Phys[0].Sent.Single().Bytes);
        Assert.AreEqual(Empty | 2, _bench.Msf.ReadWord(MsfBench.TxSequence));
    }

    [TestMethod]
    public void An_aborted_element_ends_its_packet_in_error()
    {
        _bench.BringUp();
        _bench.Send(0, MsfBench.Packet(64), Start, port: 0);
        _bench.Send(1, MsfBench.Packet(8), Abort, port: 0);
        _bench.Events.RunTo(10_000);
        Assert.IsFalse(_bench.Phys[0].Sent[0].Burst.Error);
        Assert.IsTrue(_bench.Phys[0].Sent[1].Burst.End);
        Assert.IsTrue(_bench.Phys[0].Sent[1].Burst.Error);
    }

    [TestMethod]
    public void Control_words_of_a_valid_element_cannot_be_changed()
    {
        _bench.BringUp();
        _bench.Phys[0].TransmitRoom = 0;
        _bench.Send(0, MsfBench.Packet(64), Start | End, port: 0);
        _bench.Msf.WriteWord(MsfBench.ControlA, 0x0400_0301);
        _bench.Phys[0].TransmitRoom = 64;
        _bench.Msf.OnTransmitRoom(0);
        _bench.Events.RunTo(10_000);
        Assert.HasCount(1, _bench.Phys[0].Sent);
        Assert.AreEqual(1, _bench.Counter("msf.tx.writesToValidElements"));
    }

    [TestMethod]
    public void A_port_without_room_holds_up_all_elements_behind()
    {
        _bench.BringUp();
        _bench.Phys[1].TransmitRoom = 63;
        _bench.Send(0, MsfBench.Packet(64), Start | End, port: 1);
        _bench.Send(1, MsfBench.Packet(64), Start | End, port: 0);
        _bench.Events.RunTo(10_000);
        Assert.IsEmpty(_bench.Phys[0].Sent);
        _bench.Phys[1].TransmitRoom = 64;
        _bench.Msf.OnTransmitRoom(1);
        _bench.Events.RunTo(20_000);
        Assert.HasCount(1, _bench.Phys[0].Sent);
        Assert.HasCount(1, _bench.Phys[1].Sent);
    }

    [TestMethod]
    public void Prepended_bytes_come_before_the_payload_at_the_next_quadword()
    {
        _bench.BringUp();
        byte[] element = MsfBench.Packet(64);
        _bench.Phys[0].TransmitRoom = 0;
        _bench.Send(0, element, Skip, port: 0);
        _bench.Events.RunTo(10_000);

        // Element 0 has been skipped; number 1 carries 5 prepended bytes from 2 on and 9 of payload at 8 + 3.
        for (int i = 0; i < 64; i += 4)
        {
            _bench.Msf.WriteWord(
                MsfBench.Buffer + 64 + i,
                ((uint)element[i] << 24) | ((uint)element[i + 1] << 16) | ((uint)element[i + 2] << 8) | element[i + 3]);
        }

        _bench.Phys[0].TransmitRoom = 64;
        _bench.Msf.WriteWord(MsfBench.ControlA + 8, (9u << 24) | (2u << 21) | (5u << 16) | (3u << 13) | Start | End);
        _bench.Msf.WriteWord(MsfBench.ControlA + 12, 0);
        _bench.Events.RunTo(20_000);
        CollectionAssert.AreEqual(
            (byte[])[.. element.AsSpan(2, 5), .. element.AsSpan(11, 9)], _bench.Phys[0].Sent.Single().Bytes);
    }

    [TestMethod]
    public void TX_VALIDATE_sends_an_element_with_the_words_already_there()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.Buffer, 0x0102_0304);
        _bench.Msf.WriteWord(MsfBench.ControlA, (4u << 24) | Start | End);
        _bench.Msf.WriteWord(0x20, 0);
        _bench.Events.RunTo(10_000);
        CollectionAssert.AreEqual((byte[])[1, 2, 3, 4], _bench.Phys[0].Sent.Single().Bytes);
    }

    [TestMethod]
    public void The_frames_tag_passes_from_the_element_to_the_port()
    {
        _bench.BringUp();
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 60, 0, -1);
        _bench.Msf.WriteTbuf(0, new uint[8], tag);
        Assert.AreEqual(2, _bench.Ledger[tag].Live);
        _bench.Msf.WriteTbuf(32, new uint[8], tag);
        Assert.AreEqual(2, _bench.Ledger[tag].Live);
        Assert.AreEqual(0, _bench.Ledger[tag].Times[(int)Hop.TbufElement]);
        _bench.Msf.WriteWord(MsfBench.ControlA, (60u << 24) | Start | End);
        _bench.Msf.WriteWord(MsfBench.ControlA + 4, 0);
        _bench.Events.RunTo(10_000);
        Assert.AreEqual(tag, _bench.Phys[0].Sent.Single().Burst.Tag);
        Assert.AreEqual(2, _bench.Ledger[tag].Live);
    }

    [TestMethod]
    public void A_frame_whose_only_bytes_were_in_a_skipped_element_is_lost_by_firmware()
    {
        _bench.BringUp();
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 60, 0, -1);
        _bench.Msf.WriteTbuf(0, new uint[8], tag);
        _bench.Ledger.Release(tag, 0);
        _bench.Msf.WriteWord(MsfBench.ControlA, (60u << 24) | Skip);
        _bench.Msf.WriteWord(MsfBench.ControlA + 4, 0);
        _bench.Events.RunTo(10_000);
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.LostByFirmware]);
    }

    [TestMethod]
    public void While_flush_is_set_elements_are_discarded_but_counted()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.TxControl, MsfBench.Enabled | (1 << 24));
        _bench.Send(0, MsfBench.Packet(64), Start | End, port: 0);
        _bench.Events.RunTo(10_000);
        _bench.Msf.WriteWord(MsfBench.TxControl, MsfBench.Enabled);
        _bench.Send(1, MsfBench.Packet(64, 2), Start | End, port: 0);
        _bench.Events.RunTo(20_000);
        CollectionAssert.AreEqual(MsfBench.Packet(64, 2), _bench.Phys[0].Sent.Single().Bytes);
        Assert.AreEqual(Empty | 2, _bench.Msf.ReadWord(MsfBench.TxSequence));
    }

    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(7, 15)]
    public void An_element_for_a_port_that_is_not_polled_or_absent_stays(int port, int limit)
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.TxPollLimit, (uint)limit);
        _bench.Send(0, MsfBench.Packet(64), Start | End, port);
        _bench.Events.RunTo(100_000);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.TxSequence));
        Assert.IsEmpty(_bench.Phys[2].Sent);
    }

    [TestMethod]
    public void A_reset_forgets_valid_elements_and_gives_their_frames_up()
    {
        _bench.BringUp();
        _bench.Phys[0].TransmitRoom = 0;
        int tag = _bench.Ledger.Create(FrameOrigin.Guest, 0, 60, 0, -1);
        _bench.Msf.WriteTbuf(0, new uint[16], tag);
        _bench.Ledger.Release(tag, 0);
        _bench.Msf.WriteWord(MsfBench.ControlA, (60u << 24) | Start | End);
        _bench.Msf.WriteWord(MsfBench.ControlA + 4, 0);
        _bench.Msf.Reset();
        Assert.AreEqual(Empty, _bench.Msf.ReadWord(MsfBench.TxSequence));
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.LostByFirmware]);
        _bench.BringUp();
        _bench.Phys[0].TransmitRoom = 64;
        _bench.Msf.OnTransmitRoom(0);
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Phys[0].Sent);
    }
}
