using IxpSvnic.Arm.Bus;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.Tests.XScale.Gasket;
using IxpSvnic.Chip.XScale.Peripherals;

namespace IxpSvnic.Chip.Tests.XScale;

/// <summary>The chip's registers as a stock kernel of the board touches them first, through the core's bus.</summary>
[TestClass]
public sealed class StartUpTests
{
    private const uint Interrupts = 0xd600_0000;
    private const uint PciControl = 0xdf00_013c;
    private const uint CommandStatus = 0xde00_0004;
    private const uint Msf = 0xc800_0000;

    // N54, N65, N29: a B0 step of the IXP2400.
    [TestMethod]
    public void The_product_is_an_IXP2400_of_revision_B0()
    {
        ScriptedCore core = new();
        uint product = core.Load(0xc000_4a00);
        Assert.AreEqual(0u, product >> 16 & 0x1f);
        Assert.AreEqual(2u, product >> 8 & 0xff);
        Assert.AreEqual(0x10u, product & 0xff);
        Assert.AreEqual(2u, core.Load(0xc000_4a18) & 2, "boots from flash");
    }

    // N34, N48
    [TestMethod]
    public void The_slowport_keeps_its_framer_mode_for_the_read_back()
    {
        ScriptedCore core = new();
        core.Store(0xc008_0024, 1);
        Assert.AreEqual(1u, core.Load(0xc008_0024));
        foreach (uint offset in (uint[])[0x04, 0x08, 0x0c, 0x10])
        {
            core.Store(0xc008_0000 + offset, 0x155);
            Assert.AreEqual(0x155u, core.Load(0xc008_0000 + offset));
        }
    }

    // N4, N49, N50, N51, N52: everything off, then PCI alone on, over the bus.
    [TestMethod]
    public void All_interrupts_are_turned_off_and_PCI_on()
    {
        ScriptedCore core = new();
        core.Store(Interrupts + 0x18, uint.MaxValue);
        core.Store(Interrupts + 0x14, uint.MaxValue);
        foreach (uint offset in (uint[])[0x1c, 0x20, 0x28, 0x2c])
        {
            core.Store(0xc001_0000 + offset, 0);
        }

        core.Store(0xc001_003c, uint.MaxValue);
        core.Store(0xdf00_015c, 0);
        Assert.AreEqual(0u, core.Load(0xdf00_015c));
        core.Store(Interrupts + 0x10, 1 << 15);
        Assert.AreEqual(0x8000u, core.Load(Interrupts + 0x10));
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
    }

    // N95: INTB# of the board's bus is told apart from INTA# by bits 27 and 26.
    [TestMethod]
    public void A_secondary_doorbell_of_the_bridge_is_IRQ_15_and_bit_27()
    {
        ScriptedCore core = new();
        core.Store(Interrupts + 0x10, 1 << 15);
        core.Chip.Pci.Csrs.OnInterruptLine(asserted: true);
        Assert.AreEqual(1u << 27, core.Load(0xdf00_0158) & (3u << 26));
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08), "not enabled in the PCI unit");
        core.Store(0xdf00_015c, 1u << 27);
        Assert.AreEqual(1u << 15, core.Load(Interrupts + 0x08));
        core.Chip.Pci.Csrs.OnInterruptLine(asserted: false);
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
    }

    // N96: bits 10 to 13 come from the PCI unit.
    [TestMethod]
    public void A_host_doorbell_is_IRQ_13_until_the_XScale_writes_its_ones_back()
    {
        ScriptedCore core = new();
        core.Store(Interrupts + 0x10, 1 << 13);
        core.Chip.Pci.Csrs.WriteFromPci(0x60, 0x0030_f2f1, uint.MaxValue);
        Assert.AreEqual(1u << 13, core.Load(Interrupts + 0x08));
        core.Store(0xdf00_0060, ~core.Load(0xdf00_0060));
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
    }

    // N59, N60, N45: a bit 17 that does not stick stops the kernel.
    [TestMethod]
    public void Bit_17_of_PCI_CONTROL_sticks()
    {
        ScriptedCore core = new();
        core.Store(0xdf00_0140, 0x0010_0000);
        Assert.AreEqual(0x0010_0000u, core.Load(0xdf00_0140));
        core.Store(PciControl, core.Load(PciControl) | (1 << 17));
        Assert.AreEqual(1u << 17, core.Load(PciControl) & (1 << 17));
    }

    // N61, N42: slot s is bit 16 + s.
    [TestMethod]
    public void The_chip_finds_itself_in_slot_0()
    {
        ScriptedCore core = new();
        Assert.AreEqual(0x9001_8086u, core.Load(0xda01_0000));
    }

    // N101, N42, N43: master abort with all its traces, which the stock handler clears.
    [TestMethod]
    [DataRow(0xda04_0000u)]
    [DataRow(0xda10_0000u)]
    [DataRow(0xda80_0000u)]
    [DataRow(0xdb01_0000u)]
    [DataRow(0xdb01_0800u)]
    public void A_configuration_read_of_nobody_aborts_and_leaves_its_bits(uint address)
    {
        ScriptedCore core = new();
        BusReply reply = core.Ask(new BusRequest { Operation = BusOperation.Read, Address = address, Bytes = 4 });
        Assert.IsTrue(reply.IsAbort);
        Assert.AreEqual(uint.MaxValue, reply.Data[0]);
        uint control = core.Load(PciControl);
        Assert.AreEqual(0x120u, control & 0x120);
        Assert.AreNotEqual(0u, core.Load(CommandStatus) & (1u << 29));
        core.Store(PciControl, control);
        Assert.AreEqual(control & ~0x120u, core.Load(PciControl));
        core.Store(CommandStatus, core.Load(CommandStatus));
        Assert.AreEqual(0u, core.Load(CommandStatus) & (1u << 29));
    }

    // N96: bit 1, error bit 25.
    [TestMethod]
    public void A_master_abort_is_an_error_interrupt_where_that_is_enabled()
    {
        ScriptedCore core = new();
        core.Store(0xdf00_0154, 0x120);
        core.Store(Interrupts + 0x2c, 1 << 25);
        core.Store(Interrupts + 0x10, 2);
        core.Ask(new BusRequest { Operation = BusOperation.Read, Address = 0xda10_0000, Bytes = 4 });
        Assert.AreEqual(2u, core.Load(Interrupts + 0x08));
        core.Store(0xdf00_0150, 0x120);
        Assert.AreEqual(0u, core.Load(Interrupts + 0x08));
    }

    // N44, N62: what the driver adds to DRAM addresses.
    [TestMethod]
    public void The_chips_own_configuration_space_has_its_BARs()
    {
        ScriptedCore core = new();
        core.Store(0xde00_0018, 0xc000_0000);
        Assert.AreEqual(0xc000_0000u, core.Load(0xde00_0018) & ~0xfu);
        core.Store(0xde00_0010, 0xd100_0000);
        Assert.AreEqual(0xd100_0000u, core.Load(0xde00_0010));
        core.Store(0xde00_0014, 0xd000_0000);
        Assert.AreEqual(0xd000_0000u, core.Load(0xde00_0014) & ~0xfu);
        core.Store(CommandStatus, 6);
        Assert.AreEqual(6u, core.Load(CommandStatus) & 6);
    }

    // N74, N75, N76, N78, N38
    [TestMethod]
    public void The_MSF_comes_up_in_the_stock_order()
    {
        ScriptedCore core = new();
        foreach (uint clocks in (uint[])[0x0000_f0f0, 0x0022_f0f0, 0x0022_a0f0, 0x0022_a0a0])
        {
            core.Store(0xc000_4a08, clocks);
            Assert.AreEqual(clocks, core.Load(0xc000_4a08) & ~0xfu);
        }

        core.Store(Msf + 0x48, 7);
        core.Store(0xc000_4a0c, core.Load(0xc000_4a0c) | 0x80);
        core.Store(0xc000_4a0c, core.Load(0xc000_4a0c) & ~0x80u);
        Assert.AreEqual(0u, core.Load(Msf + 0x48), "reset");
        core.Store(Msf + 0x48, 2);
        core.Store(Msf + 0x00, 0x000e_0000);
        core.Store(Msf + 0x70, 2);
        core.Store(Msf + 0x04, 0x000e_0000);
        for (uint channel = 0; channel < 4; channel++)
        {
            core.Store(Msf + 0x80 + (4 * channel), 0x39);
            core.Store(Msf + 0x90 + (4 * channel), 0x19);
            Assert.AreEqual(0x39u, core.Load(Msf + 0x80 + (4 * channel)));
            Assert.AreEqual(0x19u, core.Load(Msf + 0x90 + (4 * channel)));
        }

        core.Store(Msf + 0x00, core.Load(Msf + 0x00) | 0xf000_0000);
        core.Store(Msf + 0x04, core.Load(Msf + 0x04) | 0xf000_0000);
        Assert.AreEqual(0xf00e_0000u, core.Load(Msf + 0x00));
        Assert.AreEqual(0xf00e_0000u, core.Load(Msf + 0x04));
        Assert.AreEqual(0x8000_0000u, core.Load(Msf + 0x60), "nothing to send");
    }

    // N79, N80, N39: status type in bit 26, 192 puts through the alias.
    [TestMethod]
    public void Scratch_rings_are_set_up_and_filled_through_their_window()
    {
        ScriptedCore core = new();
        uint[] bases = [0x4400_0000, 0x4000_0400, 0x4400_0800, 0x4000_0c00];
        for (uint ring = 0; ring < 4; ring++)
        {
            core.Store(0xc000_4800 + (0x10 * ring), bases[ring]);
            core.Store(0xc000_4804 + (0x10 * ring), 0);
            core.Store(0xc000_4808 + (0x10 * ring), 0);
            Assert.AreEqual(bases[ring], core.Load(0xc000_4800 + (0x10 * ring)));
        }

        for (uint i = 0; i < 192; i++)
        {
            core.Store(0xcb40_0000, 0x1000 + (0x10 * i));
        }

        Assert.AreEqual(192u * 4, core.Load(0xc000_4808));
        Assert.AreEqual(0x1000u, core.Chip.Scratch.Memory.ReadWord(0));
        Assert.AreEqual(0u, core.Load(0xcb40_0004));
        for (uint i = 0; i < 192; i++)
        {
            Assert.AreEqual(0x1000 + (0x10 * i), core.Load(0xcb40_0000));
        }

        Assert.AreEqual(0u, core.Load(0xcb40_0000));
    }

    // N27, N28: descriptors of the driver lie at the start of SRAM channel 0.
    [TestMethod]
    public void DRAM_and_SRAM_are_where_the_kernel_maps_them()
    {
        ScriptedCore core = new();
        core.Store(0x8000_1000, 0x1234_5678);
        Assert.AreEqual(0x1234_5678u, core.Chip.Sram[0].Memory.ReadWord(0x1000));
        core.Store(0x0000_8000, 0x9abc_def0);
        Assert.AreEqual(0x9abc_def0u, core.Chip.Dram.Memory.ReadWord(0x8000));
    }

    [TestMethod]
    public void A_read_of_a_hash_waits_for_its_result()
    {
        ScriptedCore core = new();
        core.Load(0xd600_0310);
        long idle = core.Latency;
        HashOperands operands = core.Chip.Peripherals.Hash;
        operands.Write(new PeripheralAccess(0x1c, 4, IsBigEndian: false), 1);
        long wait = operands.ReadableAt(0x10) - core.Chip.Fabric.Events.Now;
        Assert.IsInRange(5L * 34, 5L * 80, wait, "34 cycles and what 128 bits take longer");
        operands.Write(new PeripheralAccess(0x1c, 4, IsBigEndian: false), 1);
        operands.Write(new PeripheralAccess(0x1c, 4, IsBigEndian: false), 1);
        operands.Write(new PeripheralAccess(0x1c, 4, IsBigEndian: false), 1);
        core.Load(0xd600_0310);
        Assert.IsGreaterThan(idle, core.Latency, "four hashes one behind the other");
    }

    // The operand's last word starts the hash; HASH_DONE needs no waiting read.
    [TestMethod]
    public void The_XScale_hashes_through_its_operand_registers()
    {
        ScriptedCore core = new();
        core.Store(0xc000_4908, 0x1357_9bdf);
        core.Store(0xc000_490c, 0x0246_8ace);
        core.Store(0xd600_0308, 0xcafe_f00d);
        Assert.AreEqual(0u, core.Load(0xd600_0320));
        core.Store(0xd600_030c, 0x0bad_beef);
        Assert.AreEqual(1u, core.Load(0xd600_0320));
        UInt128 expected = HashArithmetic.Hash(
            HashWidth.Bits64, 0x0bad_beef_cafe_f00d, 0x0246_8ace_1357_9bdf);
        Assert.AreEqual((uint)expected, core.Load(0xd600_0308));
        Assert.AreEqual((uint)(expected >> 32), core.Load(0xd600_030c));
    }
}
