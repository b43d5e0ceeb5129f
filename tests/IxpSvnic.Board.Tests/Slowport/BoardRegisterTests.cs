using IxpSvnic.Board.BootLoader;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests.Slowport;

/// <summary>The slowport's devices as a stock driver uses them, in its order.</summary>
[TestClass]
public sealed class BoardRegisterTests
{
    private const uint Caleb = 0xc500_0000;
    private const uint Mac0 = 0xc600_0000;
    private const uint Mac1 = 0xc640_0000;

    // N67, N37, N93: register n at byte offset 2n, with the lanes of both kinds of programs.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Both_PM3386_identify_themselves(bool bigEndian)
    {
        using SlowportBench bench = new(isBooted: true);
        Assert.AreEqual(0x3386u, bench.Read(Mac0, 2, bigEndian));
        Assert.AreEqual(0x3386u, bench.Read(Mac1, 2, bigEndian));
        bench.Write(Mac0 + (2 * 0x309), 0xbeef, 2, bigEndian);
        Assert.AreEqual(0xbeefu, bench.Read(Mac0 + (2 * 0x309), 2, bigEndian));
        Assert.AreEqual(0xbeef, bench.Macs[0].Registers.Read(0x309));
    }

    // N36, N66: byte registers next to each other, each write followed by a read of register 0.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Caleb_keeps_what_is_written_at_its_own_byte(bool bigEndian)
    {
        using SlowportBench bench = new(isBooted: true);
        uint id = bench.Read(Caleb, 1, bigEndian);
        foreach ((uint register, uint value) in ((uint, uint)[])[
            (3, 2), (4, 0xff), (5, 7), (0x10, 0x11), (0x11, 0x22), (0x12, 0x33), (0x13, 0x44), (9, 0)])
        {
            bench.Write(Caleb + register, value, 1, bigEndian);
            Assert.AreEqual(id, bench.Read(Caleb, 1, bigEndian));
        }

        Assert.AreEqual(0x11u, bench.Read(Caleb + 0x10, 1, bigEndian));
        Assert.AreEqual(0x44u, bench.Read(Caleb + 0x13, 1, bigEndian));
        Assert.AreEqual(0xffu, bench.Read(Caleb + 4, 1, bigEndian));
        Assert.AreEqual(0u, bench.Read(Caleb + 3, 1, bigEndian));
        Assert.AreEqual(bigEndian ? 0x1122_3344u : 0x4433_2211u, bench.Read(Caleb + 0x10, 4, bigEndian));
    }

    // N68: low byte first.
    [TestMethod]
    public void The_boot_loader_has_left_MAC_addresses_in_all_three_ports()
    {
        using SlowportBench bench = new(isBooted: true);
        ulong[] found =
            [Address(bench, Mac0, 0x308), Address(bench, Mac0, 0x408), Address(bench, Mac1, 0x308)];
        CollectionAssert.AreEqual(
            new[] { BootLoaderState.FirstMacAddress, BootLoaderState.FirstMacAddress + 1, BootLoaderState.FirstMacAddress + 2 },
            found);
    }

    // N69, N71, N72: 0x60, 0x62, 0x63 with both polls answered afterwards, and not before.
    [TestMethod]
    public void The_reset_sequence_clears_the_MAC_and_makes_its_blocks_ready()
    {
        using SlowportBench bench = new(isBooted: true);
        bench.Write(Mac0 + (2 * 0x310), 9018, 2);
        bench.Write(Mac0 + (2 * 2), 0x60, 2);
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x103), 2) & 0x80);
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x203), 2) & 0xc);
        bench.Write(Mac0 + (2 * 2), 0x62, 2);
        bench.Write(Mac0 + (2 * 2), 0x63, 2);
        Assert.AreEqual(0x63u, bench.Read(Mac0 + (2 * 2), 2));
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x303), 2));
        Assert.AreEqual(0ul, Address(bench, Mac0, 0x308));
        Assert.AreEqual(1522u, bench.Read(Mac0 + (2 * 0x310), 2));
        bench.Write(Mac0 + (2 * 0x103), 3, 2);
        Assert.AreEqual(0x83u, bench.Read(Mac0 + (2 * 0x103), 2));
        bench.Write(Mac0 + (2 * 0x203), 0x0d & ~4u, 2);
        Assert.AreEqual(0xcu, bench.Read(Mac0 + (2 * 0x203), 2) & 0xc);
    }

    // N70, N73: per port; those of the second port lie 0x100, 0x20 or 0x10 further.
    [TestMethod]
    public void Registers_that_a_driver_sets_up_keep_their_values()
    {
        using SlowportBench bench = new(isBooted: true);
        (uint Register, uint Value)[] writes =
        [
            (0x703, 0x1001), (0x713, 0x1001), (0x708, 0xd055), (0x718, 0x5055), (0x122, 0x10), (0x142, 0x10), (0x221, 0x20),
            (0x241, 0x20), (0x302, 0x0113), (0x402, 0x0113), (0x301, 0x8000), (0x401, 0), (0x306, 1), (0x406, 1),
            (0x310, 9018), (0x410, 9018), (0x336, 9018), (0x436, 9018), (0x31c, 0x20), (0x41c, 0x20), (0x318, 3), (0x418, 2),
        ];
        foreach ((uint register, uint value) in writes)
        {
            bench.Write(Mac0 + (2 * register), value, 2);
        }

        foreach ((uint register, uint value) in writes)
        {
            Assert.AreEqual(value, bench.Read(Mac0 + (2 * register), 2), $"{register:x}");
        }
    }

    // N81: read twice.
    [TestMethod]
    public void Links_are_up_on_all_ports()
    {
        using SlowportBench bench = new(isBooted: true);
        foreach (uint address in (uint[])[Mac0 + (2 * 0x31a), Mac0 + (2 * 0x41a), Mac1 + (2 * 0x31a)])
        {
            bench.Read(address, 2);
            Assert.AreEqual(2u, bench.Read(address, 2) & 2);
        }
    }

    // N82, N83: MAC and Caleb each close a port; frames pass when both are open.
    [TestMethod]
    [DataRow(0x5000u, 0x11u, true)]
    [DataRow(0x5000u, 0x10u, false)]
    [DataRow(0x4000u, 0x11u, false)]
    [DataRow(0x1000u, 0x01u, true)]
    public void A_frame_from_the_wire_reaches_the_chip_through_open_ports_only(uint mac, uint caleb, bool passes)
    {
        using SlowportBench bench = new(isBooted: false);
        OpenMsf(bench);
        bench.Write(Mac0 + (2 * 0x303), mac, 2);
        bench.Write(Caleb + 8, caleb, 1);
        bench.Players[0].Play(new ListSource((0, TestFrames.Good(64))));
        bench.Events.RunTo(1_000_000);
        Assert.AreEqual(passes ? 1 : 0, ReceivedElements(bench));
        bool refused = (mac & 0x1000) == 0;
        Assert.AreEqual(refused ? 1 : 0, bench.Ledger.Drops[(int)DropReason.PortDisabled]);
    }

    // N83: a frame that waited in the MAC comes out when Caleb opens the port.
    [TestMethod]
    public void Opening_a_port_lets_waiting_frames_through()
    {
        using SlowportBench bench = new(isBooted: false);
        OpenMsf(bench);
        bench.Write(Mac0 + (2 * 0x303), 0x5000, 2);
        bench.Players[0].Play(new ListSource((0, TestFrames.Good(64))));
        bench.Events.RunTo(1_000_000);
        Assert.AreEqual(0, ReceivedElements(bench));
        bench.Write(Caleb + 8, 1, 1);
        bench.Events.RunTo(2_000_000);
        Assert.AreEqual(1, ReceivedElements(bench));
    }

    // N82
    [TestMethod]
    public void A_frame_to_the_wire_waits_for_Caleb_and_for_the_MAC()
    {
        using SlowportBench bench = new(isBooted: false);
        OpenMsf(bench);
        Transmit(bench);
        bench.Events.RunTo(1_000_000);
        Assert.AreEqual(0u, bench.Chip.Msf.ReadWord(0x60), "the element is still there");
        bench.Write(Caleb + 8, 0x10, 1);
        bench.Events.RunTo(2_000_000);
        Assert.AreEqual(0x8000_0001u, bench.Chip.Msf.ReadWord(0x60));
        Assert.AreEqual(0, bench.Macs[0].Ports[0].TransmitCounters.Frames);
        bench.Write(Mac0 + (2 * 0x303), 0x4000, 2);
        bench.Events.RunTo(3_000_000);
        Assert.AreEqual(1, bench.Macs[0].Ports[0].TransmitCounters.Frames);
    }

    // N84
    [TestMethod]
    public void A_statistics_snapshot_is_taken_at_once_and_shows_both_directions()
    {
        using SlowportBench bench = new(isBooted: true);
        OpenMsf(bench);
        bench.Players[1].Play(new RepeatingSource(TestFrames.Good(100), 5));
        bench.Events.RunTo(1_000_000);
        bench.Write(Mac0 + (2 * 0x600), 1, 2);
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x600), 2) & 1);
        Assert.AreEqual(5u, bench.Read(Mac0 + (2 * 0x610), 2));
        Assert.AreEqual(500u, bench.Read(Mac0 + (2 * 0x614), 2));
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x690), 2));
        Assert.AreEqual(0u, bench.Read(Mac0 + (2 * 0x694), 2));
    }

    // N47: the console is open before a program sets it up.
    [TestMethod]
    public void The_boot_loader_has_opened_the_console_at_57600_baud()
    {
        using SlowportBench bench = new(isBooted: true);
        List<byte> console = [];
        bench.Chip.Peripherals.Uart.Output = console.Add;
        bench.Write(0xc003_0000, 'U', 4);
        bench.Events.RunTo(3_000_000_000 / 5_760);
        Assert.HasCount(1, console);
    }

    private static ulong Address(SlowportBench bench, uint mac, uint register)
    {
        ulong address = 0;
        for (uint word = 0; word < 3; word++)
        {
            uint pair = bench.Read(mac + (2 * (register + word)), 2);
            address = (address << 16) | (pair & 0xff) << 8 | pair >> 8;
        }

        return address;
    }

    private static void OpenMsf(SlowportBench bench)
    {
        bench.Chip.Msf.WriteWord(0x48, 2);
        bench.Chip.Msf.WriteWord(0x70, 2);
        bench.Chip.Msf.WriteWord(0x00, 0xf00e_0000);
        bench.Chip.Msf.WriteWord(0x04, 0xf00e_0000);
        for (uint element = 1; element < 20; element++)
        {
            bench.Chip.Msf.WriteWord(0x44, element);
        }
    }

    private static long ReceivedElements(SlowportBench bench)
    {
        Sim.Statistics.StatisticsSheet sheet = new(bench.Events.Now);
        bench.Chip.Msf.Report(sheet);
        return sheet.Counters["msf.rx.mpackets"];
    }

    private static void Transmit(SlowportBench bench)
    {
        bench.Chip.Msf.WriteTbuf(0, new uint[16], 0);
        bench.Chip.Msf.WriteWord(0x1800, (60u << 24) | 0x300);
        bench.Chip.Msf.WriteWord(0x1804, 0);
    }
}
