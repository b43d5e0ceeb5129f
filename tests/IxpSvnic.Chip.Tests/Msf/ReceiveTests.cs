using CsCheck;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Chip.Tests.Msf;

[TestClass]
public sealed class ReceiveTests
{
    private readonly MsfBench _bench = new();

    // N77
    [TestMethod]
    public void Nothing_is_received_before_software_has_given_elements_away()
    {
        _bench.BringUp(elements: 0);
        _bench.AddThreads(1);
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Inbox.All);

        _bench.Msf.WriteWord(MsfBench.ElementDone, 5);
        _bench.Events.RunTo(200_000);
        Assert.HasCount(1, _bench.Inbox.All);
        Assert.AreEqual(5u, _bench.Inbox.All[0].Data[0] >> 24);
    }

    [TestMethod]
    public void Nothing_is_received_while_no_channel_is_enabled()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.RxControl, 0x000c_0000);
        _bench.AddThreads(1);
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Inbox.All);
    }

    [TestMethod]
    public void Ports_above_the_poll_limit_are_not_served()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.RxPollLimit, 0);
        _bench.AddThreads(1);
        _bench.Phys[1].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Inbox.All);

        _bench.Msf.WriteWord(MsfBench.RxPollLimit, 1);
        _bench.Events.RunTo(200_000);
        Assert.HasCount(1, _bench.Inbox.All);
    }

    [TestMethod]
    public void Status_reaches_the_waiting_context_60_cycles_after_the_last_byte()
    {
        _bench.BringUp();
        _bench.AddThreads(1, me: 6, context: 3, register: 2, signal: 9);
        _bench.Phys[1].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(100_000);

        // Select and 16 words at 104 MHz end at edge 17, tick 490, which is a chassis edge too.
        (MeDelivery delivery, uint[] data) = _bench.Inbox.All.Single();
        Assert.AreEqual(490 + (60 * 5), delivery.Time);
        Assert.AreEqual(MeDeliveryKind.Push, delivery.Kind);
        Assert.AreEqual(6, delivery.Me);
        Assert.AreEqual(3, delivery.Context);
        Assert.AreEqual((3 * 16) + 2, delivery.Register);
        Assert.IsFalse(delivery.IsD);
        Assert.AreEqual(2, delivery.Count);
        Assert.AreEqual(1 << 9, delivery.SignalMask);
        CollectionAssert.AreEqual(
            (uint[])[0x0040_c001, RbufStatus.Checksum(MsfBench.Packet(64))], data);
        CollectionAssert.AreEqual(MsfBench.Packet(64), _bench.Rbuf(0, 64));
    }

    [TestMethod]
    public void Every_packet_is_cut_into_full_elements_and_a_rest_that_join_to_the_packet_again() =>
        Gen.Select(Gen.Int[1, 4000], Gen.Int[0, 2], Gen.Int[0, 2]).Sample((length, sizeCode, port) =>
        {
            MsfBench bench = new();
            bench.BringUp(sizeCode);
            int size = 64 << sizeCode;
            byte[] packet = MsfBench.Packet(length, length);
            bench.AddThreads(64);
            bench.Phys[port].Offer(packet);
            bench.Events.RunTo(1_000_000);

            byte[] joined = [];
            int count = (length + size - 1) / size;
            Assert.HasCount(count, bench.Inbox.All);
            for (int i = 0; i < count; i++)
            {
                uint word = bench.Inbox.All[i].Data[0];
                int bytes = (int)(word >> 16) & 0xff;
                bytes = bytes == 0 ? 256 : bytes;
                Assert.AreEqual(i == count - 1 ? length - (i * size) : size, bytes);
                Assert.AreEqual(i == 0, (word & RbufStatus.StartOfPacket) != 0);
                Assert.AreEqual(i == count - 1, (word & RbufStatus.EndOfPacket) != 0);
                Assert.AreEqual((uint)port, word & 0x3fff);
                joined = [.. joined, .. bench.Rbuf((int)(word >> 24) << 6, bytes)];
                Assert.AreEqual(RbufStatus.Checksum(joined.AsSpan(i * size)), bench.Inbox.All[i].Data[1]);
            }

            CollectionAssert.AreEqual(packet, joined);
        }, iter: 300);

    [TestMethod]
    public void Allocation_takes_the_element_that_has_been_free_longest()
    {
        _bench.BringUp(elements: 0);
        foreach (uint element in (uint[])[9, 3, 77, 4])
        {
            _bench.Msf.WriteWord(MsfBench.ElementDone, element);
        }

        _bench.AddThreads(4);
        _bench.Phys[0].Offer(MsfBench.Packet(256));
        _bench.Events.RunTo(100_000);
        CollectionAssert.AreEqual((uint[])[9, 3, 77, 4], _bench.Inbox.All.Select(d => d.Data[0] >> 24).ToArray());
    }

    [TestMethod]
    public void Freeing_a_free_or_filling_or_absent_element_is_ignored_and_counted()
    {
        _bench.BringUp(sizeCode: 2, elements: 1);
        _bench.Msf.WriteWord(MsfBench.ElementDone, 0);
        _bench.Msf.WriteWord(MsfBench.ElementDone, 32);
        Assert.AreEqual(2, _bench.Counter("msf.rx.badElementDones"));
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Msf.WriteWord(MsfBench.ElementDone, 0);
        Assert.AreEqual(3, _bench.Counter("msf.rx.badElementDones"));
    }

    [TestMethod]
    public void Status_numbers_elements_in_units_of_64_bytes_and_DONE_in_units_of_the_element_size()
    {
        _bench.BringUp(sizeCode: 2, elements: 2);
        _bench.AddThreads(3);
        _bench.Phys[0].Offer(MsfBench.Packet(600));
        _bench.Events.RunTo(100_000);
        CollectionAssert.AreEqual((uint[])[0, 4], _bench.Inbox.All.Select(d => d.Data[0] >> 24).ToArray());
        _bench.Msf.WriteWord(MsfBench.ElementDone, 1);
        _bench.Events.RunTo(200_000);
        Assert.AreEqual(4u, _bench.Inbox.All[2].Data[0] >> 24);
        CollectionAssert.AreEqual(MsfBench.Packet(600)[512..], _bench.Rbuf(256, 88));
    }

    [TestMethod]
    public void The_65th_waiting_context_is_dropped_and_counted()
    {
        _bench.BringUp();
        _bench.AddThreads(65);
        Assert.AreEqual(1, _bench.Counter("msf.rx.freelistOverflows"));
        _bench.Phys[0].Offer(MsfBench.Packet(66 * 64));
        _bench.Events.RunTo(100_000);
        Assert.HasCount(64, _bench.Inbox.All);
    }

    [TestMethod]
    public void A_late_context_gets_the_oldest_full_element()
    {
        _bench.BringUp();
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Phys[0].Offer(MsfBench.Packet(65));
        _bench.Events.RunTo(100_000);
        _bench.AddThreads(1);
        (MeDelivery delivery, uint[] data) = _bench.Inbox.All.Single();
        Assert.AreEqual(0x0040_c000u, data[0]);
        Assert.AreEqual(100_000 + 20 + 150, delivery.Time);
    }

    [TestMethod]
    public void Ports_take_turns_element_by_element()
    {
        _bench.BringUp();
        _bench.AddThreads(9);
        foreach (FakePhy phy in _bench.Phys)
        {
            phy.Offer(MsfBench.Packet(192));
        }

        _bench.Events.RunTo(100_000);
        CollectionAssert.AreEqual(
            (uint[])[0, 1, 2, 0, 1, 2, 0, 1, 2], _bench.Inbox.All.Select(d => d.Data[0] & 0x1f).ToArray());
    }

    [TestMethod]
    public void A_packet_that_the_phy_calls_bad_says_so_in_its_last_element()
    {
        _bench.BringUp();
        _bench.AddThreads(2);
        _bench.Phys[0].Offer(MsfBench.Packet(100), error: true);
        _bench.Events.RunTo(100_000);
        Assert.AreEqual(0x0040_8000u, _bench.Inbox.All[0].Data[0]);
        Assert.AreEqual(0x0124_6400u, _bench.Inbox.All[1].Data[0]);
    }

    [TestMethod]
    public void An_expired_timer_pushes_null_statuses_while_contexts_wait_and_no_element_is_full()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.FreelistTimeout, 100);
        _bench.AddThreads(2, context: 1);
        _bench.Events.RunTo(10_000);
        Assert.HasCount(2, _bench.Inbox.All);
        CollectionAssert.AreEqual((uint[])[RbufStatus.Null, 0], _bench.Inbox.All[0].Data);

        // 100 chassis cycles after the load, then after the push, each with two push phases and the transit.
        Assert.AreEqual(1000 + 20 + 150, _bench.Inbox.All[0].Delivery.Time);
        Assert.AreEqual(2000 + 20 + 150, _bench.Inbox.All[1].Delivery.Time);
        Assert.AreEqual(2, _bench.Counter("msf.rx.nullPushes"));

        // Expired with nobody waiting: the next context gets a null status at once.
        _bench.AddThreads(1);
        Assert.HasCount(3, _bench.Inbox.All);
    }

    [TestMethod]
    public void Without_a_timeout_value_a_context_waits_for_ever()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.FreelistTimeout, 100);
        _bench.Msf.WriteWord(MsfBench.FreelistTimeout, 0);
        _bench.AddThreads(1);
        _bench.Events.RunTo(10_000_000);
        Assert.IsEmpty(_bench.Inbox.All);
    }

    [TestMethod]
    public void Data_restart_the_timer()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.FreelistTimeout, 100);
        _bench.AddThreads(2);
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(10_000);

        // The status is pushed from tick 620 (490 + 300 - 150 - 20), so the null status from 1620.
        Assert.AreEqual(790, _bench.Inbox.All[0].Delivery.Time);
        Assert.AreEqual(1620 + 20 + 150, _bench.Inbox.All[1].Delivery.Time);
    }

    [TestMethod]
    public void An_element_holds_its_frame_until_it_is_freed()
    {
        _bench.BringUp();
        _bench.AddThreads(1);
        int tag = _bench.Ledger.Create(FrameOrigin.Wire, 0, 60, 0, 0);
        _bench.Phys[0].Offer(MsfBench.Packet(64), tag);
        _bench.Events.RunTo(10_000);
        _bench.Msf.ReadRbuf(0, new uint[16], out int found);
        Assert.AreEqual(tag, found);
        Assert.AreEqual(490, _bench.Ledger[tag].Times[(int)Hop.RbufElement]);

        _bench.Msf.WriteWord(MsfBench.ElementDone, 0);
        Assert.IsFalse(_bench.Ledger.IsInUse(tag));
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.LostByFirmware]);
    }

    [TestMethod]
    public void A_reset_gives_all_elements_back_to_software_and_forgets_waiting_contexts()
    {
        _bench.BringUp();
        _bench.AddThreads(2);
        _bench.Phys[0].Offer(MsfBench.Packet(640));
        _bench.Events.RunTo(300);
        _bench.Msf.Reset();
        _bench.Events.RunTo(100_000);
        Assert.IsEmpty(_bench.Inbox.All);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.RxControl));

        _bench.BringUp();
        Assert.AreEqual(0, _bench.Counter("msf.rx.badElementDones"));
    }

    // N109
    [TestMethod]
    public void Mailed_registers_of_a_freelist_entry_use_the_cluster_bit()
    {
        _bench.BringUp();
        _bench.Msf.WriteWord(MsfBench.Freelist, 0xf000 | (1 << 9) | (2 << 7) | (7 << 4) | 0xe);
        _bench.Phys[0].Offer(MsfBench.Packet(64));
        _bench.Events.RunTo(100_000);
        MeDelivery delivery = _bench.Inbox.All.Single().Delivery;
        Assert.AreEqual(6, delivery.Me);
        Assert.AreEqual(7, delivery.Context);
        Assert.AreEqual(126, delivery.Register);
        Assert.AreEqual(0x8000, delivery.SignalMask);
    }
}
