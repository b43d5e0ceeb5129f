using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip;

/// <summary>The XScale's physical address map, as far as something is there (chapter 2.1 of the chip's documentation).</summary>
public static class Ixp2400AddressMap
{
    public static readonly AddressRange Dram = new("DRAM", 0x0000_0000, 0x8000_0000);

    public static readonly AddressRange Sram0 = new("SRAM channel 0", 0x8000_0000, 0x1000_0000);

    public static readonly AddressRange Sram1 = new("SRAM channel 1", 0x9000_0000, 0x1000_0000);

    public static readonly AddressRange Cap = new("CAP CSRs", 0xc000_4000, 0x1000);

    public static readonly AddressRange EngineRegisters = new("microengine transfer registers", 0xc000_8000, 0x8000);

    public static readonly AddressRange EngineCsrs = new("microengine local CSRs", 0xc001_8000, 0x8000);

    /// <summary>Bytes of flash that stand at address 0 until the alias is disabled.</summary>
    public const uint FlashAliasBytes = 0x100_0000;

    public static readonly AddressRange Flash = new("slowport flash", 0xc400_0000, 0x100_0000);

    public static readonly AddressRange Gpio = new("GPIO", 0xc001_0000, 0x44);

    public static readonly AddressRange Timers = new("timers", 0xc002_0000, 0x44);

    public static readonly AddressRange Uart = new("UART", 0xc003_0000, 0x20);

    public static readonly AddressRange Pmu = new("PMU", 0xc005_0000, 0x1000);

    public static readonly AddressRange SlowportCsrs = new("slowport CSRs", 0xc008_0000, 0x2c);

    /// <summary>The rest of slowport device 1, behind the flash.</summary>
    public static readonly AddressRange Slowport1 = new("slowport device 1", 0xc500_0000, 0x100_0000);

    public static readonly AddressRange Slowport2 = new("slowport device 2", 0xc600_0000, 0x200_0000);

    public static readonly AddressRange Msf = new("MSF", 0xc800_0000, 0x4000);

    public static readonly AddressRange Scratch = new("scratchpad", 0xca00_0000, 0x4000);

    public static readonly AddressRange ScratchClear = new("scratchpad, bit clear", 0xca40_0000, 0x4000);

    public static readonly AddressRange ScratchSet = new("scratchpad, bit set", 0xca80_0000, 0x4000);

    public static readonly AddressRange ScratchAdd = new("scratchpad, add", 0xcac0_0000, 0x4000);

    public static readonly AddressRange ScratchSubtract = new("scratchpad, subtract", 0xcb00_0000, 0x4000);

    public static readonly AddressRange ScratchRings = new("scratch rings", 0xcb40_0000, 0x40);

    public static readonly AddressRange SramQueues0 = new("SRAM channel 0 queues", 0xcc00_0100, 0x100);

    public static readonly AddressRange SramQueues1 = new("SRAM channel 1 queues", 0xcc40_0100, 0x100);

    public static readonly AddressRange SramRings0 = new("SRAM channel 0 rings", 0xce00_0000, 0x100);

    public static readonly AddressRange SramRings1 = new("SRAM channel 1 rings", 0xce40_0000, 0x100);

    public static readonly AddressRange SramCsrs0 = new("SRAM channel 0 CSRs", 0xcc01_0000, 0x400);

    public static readonly AddressRange SramCsrs1 = new("SRAM channel 1 CSRs", 0xcc41_0000, 0x400);

    public static readonly AddressRange DramCsrs = new("DRAM CSRs", 0xd000_9000, 0x800);

    public static readonly AddressRange PciIo = new("PCI I/O window", 0xd800_0000, 0x200_0000);

    public static readonly AddressRange PciConfiguration0 = new("PCI type-0 configuration", 0xda00_0000, 0x100_0000);

    public static readonly AddressRange PciConfiguration1 = new("PCI type-1 configuration", 0xdb00_0000, 0x100_0000);

    public static readonly AddressRange Interrupts = new("interrupt controller", 0xd600_0000, 0x300);

    public static readonly AddressRange HashOperands = new("XScale hash operands", 0xd600_0300, 0x24);

    public static readonly AddressRange PciConfiguration = new("PCI unit configuration", 0xde00_0000, 0x100_0000);

    public static readonly AddressRange PciCsrs = new("PCI unit CSRs", 0xdf00_0000, 0x100_0000);

    public static readonly AddressRange PciWindow = new("PCI memory window", 0xe000_0000, 0x2000_0000);

    /// <summary>Every range; no two overlap (a test).</summary>
    public static readonly IReadOnlyList<AddressRange> All =
    [
        Dram, Sram0, Sram1, Cap, EngineRegisters, EngineCsrs, Flash, Gpio, Timers, Uart, Pmu, SlowportCsrs, Slowport1, Slowport2, Msf,
        Scratch, ScratchClear, ScratchSet, ScratchAdd, ScratchSubtract, ScratchRings, SramQueues0, SramQueues1, SramRings0,
        SramRings1, SramCsrs0, SramCsrs1, DramCsrs, Interrupts, HashOperands, PciIo, PciConfiguration0, PciConfiguration1,
        PciConfiguration, PciCsrs, PciWindow,
    ];
}
