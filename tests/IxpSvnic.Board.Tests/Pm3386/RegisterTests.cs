using IxpSvnic.Board.Pm3386;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Pm3386;

[TestClass]
public sealed class RegisterTests
{
    private readonly PortBench _bench = new();

    [TestMethod]
    public void Both_chips_identify_themselves_and_report_links_up()
    {
        foreach (Pm3386Mac mac in _bench.Macs)
        {
            Assert.AreEqual(0x3386, mac.Registers.Read(0x000));
            Assert.AreEqual(2, mac.Registers.Read(0x31a) & 2);
            mac.Registers.Write(0x103, 0x0003);
            mac.Registers.Write(0x203, 0x0009);
            Assert.AreEqual(0x0080, mac.Registers.Read(0x103) & 0x0080);
            Assert.AreEqual(0x000c, mac.Registers.Read(0x203) & 0x000c);
        }
    }

    [TestMethod]
    public void The_maximum_frame_register_moves_the_limit_of_its_port()
    {
        _bench.BringUp();
        Pm3386Registers registers = _bench.Macs[0].Registers;
        Assert.AreEqual(1522, registers.Read(0x410));
        registers.Write(0x410, 9018);
        _bench.Players[0].Play(new ListSource((0, TestFrames.Good(2000))));
        _bench.Players[1].Play(new ListSource((0, TestFrames.Good(2000))));
        _bench.Events.RunTo(1_000_000);
        Assert.AreEqual(1, _bench.Port(0).ReceiveCounters.Oversize);
        Assert.AreEqual(1, _bench.Port(1).ReceiveCounters.Frames);
        Assert.AreEqual(1, _bench.Ledger.Drops[(int)DropReason.Oversize]);
    }

    [TestMethod]
    public void A_snapshot_shows_frames_and_octets_of_both_directions()
    {
        _bench.BringUp();
        _bench.Players[1].Play(new RepeatingSource(TestFrames.Good(1518), 10));
        _bench.Transmit(0, TestFrames.Good(500).AsSpan(0, 496), port: 1);
        _bench.Events.RunTo(10_000_000);
        Pm3386Registers registers = _bench.Macs[0].Registers;
        Assert.AreEqual(0, registers.Read(0x610));
        registers.Write(0x600, 1);
        Assert.AreEqual(0, registers.Read(0x600) & 1);
        Assert.AreEqual(10, registers.Read(0x610));
        Assert.AreEqual(15_180, registers.Read(0x614));
        Assert.AreEqual(1, registers.Read(0x690));
        Assert.AreEqual(500, registers.Read(0x694));
        Assert.AreEqual(0, registers.Read(0x510));
    }

    [TestMethod]
    public void MAC_addresses_that_a_boot_loader_leaves_can_be_read_back()
    {
        Pm3386Registers registers = _bench.Macs[1].Registers;
        registers.Write(0x308, 0x0200);
        registers.Write(0x30a, 0x0500);
        Assert.AreEqual((0x0200, 0x0500), ((int)registers.Read(0x308), (int)registers.Read(0x30a)));
    }

    [TestMethod]
    public void What_a_driver_turns_that_is_not_modelled_is_noted()
    {
        _bench.Macs[0].Registers.Write(0x122, 0x1000);
        CollectionAssert.AreEqual(
            (string[])["pm3386.INGRESS_BURST_0 bits 0x00001000"], _bench.Macs[0].Registers.Bank.NotModelledTouches);
    }
}
