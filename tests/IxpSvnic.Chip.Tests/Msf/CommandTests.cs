using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.Tests.Msf;

[TestClass]
public sealed class CommandTests
{
    // A command issued at tick 0 is granted after 6 cycles of 5 ticks.
    private const long GrantTick = 30;

    private readonly MsfBench _bench = new();

    public CommandTests() => _bench.Events.AdvanceTo(GrantTick);

    [TestMethod]
    public void An_unloaded_register_read_takes_90_cycles()
    {
        _bench.Grant(MicroOp.MsfRead, MsfBench.TxSequence, 1, signal: 3);
        _bench.Events.RunTo(10_000);
        (MeDelivery delivery, uint[] data) = _bench.Inbox.All.Single();
        Assert.AreEqual(90 * 5, delivery.Time);
        Assert.AreEqual(1 << 3, delivery.SignalMask);
        CollectionAssert.AreEqual((uint[])[0x8000_0000], data);
        Assert.AreEqual(0, _bench.Fabric.Pool.InFlight);
    }

    [TestMethod]
    public void Each_further_longword_takes_a_chassis_cycle()
    {
        _bench.Grant(MicroOp.MsfRead, MsfBench.Buffer, 8, signal: 3);
        _bench.Events.RunTo(10_000);
        Assert.AreEqual((90 + (7 * 2)) * 5, _bench.Inbox.All.Single().Delivery.Time);
    }

    [TestMethod]
    public void A_write_signals_after_50_cycles_and_acts_with_its_last_pull()
    {
        _bench.Grant(MicroOp.MsfWrite, MsfBench.RxPollLimit, 1, signal: 5, 7);
        MeDelivery delivery = _bench.Inbox.All.Single().Delivery;
        Assert.AreEqual(50 * 5, delivery.Time);
        Assert.AreEqual(1 << 5, delivery.SignalMask);
        _bench.Events.RunTo(99);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.RxPollLimit));
        _bench.Events.RunTo(100);
        Assert.AreEqual(7u, _bench.Msf.ReadWord(MsfBench.RxPollLimit));
        Assert.AreEqual(0, _bench.Fabric.Pool.InFlight);
    }

    // N114
    [TestMethod]
    public void A_fast_write_carries_its_data_in_the_address_and_signals_nobody()
    {
        _bench.Grant(MicroOp.MsfFastWr, (0x0003u << 16) | MsfBench.TxPollLimit, 0, signal: 0);
        _bench.Events.RunTo(10_000);
        Assert.AreEqual(3u, _bench.Msf.ReadWord(MsfBench.TxPollLimit));
        Assert.IsEmpty(_bench.Inbox.All);
        Assert.AreEqual(0, _bench.Fabric.Pool.InFlight);
    }

    [TestMethod]
    public void The_64_bit_forms_count_pairs()
    {
        _bench.Grant(MicroOp.MsfWrite64, MsfBench.ControlA, 1, 1, 0x0800_0301, 0);
        _bench.Events.RunTo(1000);
        _bench.Grant(MicroOp.MsfRead64, MsfBench.ControlA, 2, 1);
        _bench.Events.RunTo(10_000);
        CollectionAssert.AreEqual((uint[])[0x0800_0301, 0, 0, 0], _bench.Inbox.All[^1].Data);
    }

    [TestMethod]
    public void Writes_to_the_buffer_address_go_to_TBUF_and_reads_come_from_RBUF()
    {
        _bench.Msf.WriteWord(MsfBench.Buffer, 0xdead_beef);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.Buffer));
    }

    [TestMethod]
    public void The_inlet_takes_a_command_every_4_cycles_and_holds_4()
    {
        Assert.AreEqual(GrantTick, _bench.Msf.InletFreeAt(0, GrantTick));
        for (int i = 0; i < 4; i++)
        {
            Assert.AreEqual(GrantTick, _bench.Msf.InletFreeAt(0, GrantTick));
            _bench.Grant(MicroOp.MsfFastWr, MsfBench.TxPollLimit, 0, 0);
        }

        Assert.AreEqual(GrantTick + 20, _bench.Msf.InletFreeAt(0, GrantTick));
    }

    [TestMethod]
    public void Every_register_declares_its_32_bits_and_reads_back_what_it_keeps()
    {
        foreach (Register register in _bench.Msf.Registers.All)
        {
            Assert.AreEqual(32, register.Fields.Sum(f => f.High - f.Low + 1), register.Name);
        }
    }

    [TestMethod]
    public void What_is_not_modelled_is_noted_when_touched()
    {
        _bench.Msf.WriteWord(MsfBench.RxControl, MsfBench.Enabled);
        Assert.IsEmpty(_bench.Msf.Registers.NotModelledTouches);
        _bench.Msf.WriteWord(MsfBench.RxControl, 1 << 22);
        _bench.Msf.WriteWord(0x0010, 1);
        CollectionAssert.AreEqual(
            (string[])["msf.MSF_RX_CONTROL bits 0x00400000", "msf.CSIX_TYPE_MAP bits 0x00000001"],
            _bench.Msf.Registers.NotModelledTouches);
    }

    [TestMethod]
    public void An_address_without_a_register_reads_0_and_is_counted()
    {
        Assert.AreEqual(0u, _bench.Msf.ReadWord(0x0ff0));
        Assert.AreEqual(0u, _bench.Msf.ReadWord(0x4000 + MsfBench.TxSequence));
        _bench.Msf.WriteWord(unchecked((int)0x8000_0000) + MsfBench.RxPollLimit, 1);
        Assert.AreEqual(0u, _bench.Msf.ReadWord(MsfBench.RxPollLimit));
        Assert.AreEqual(3, _bench.Counter("msf.unmappedAccesses"));
    }
}
