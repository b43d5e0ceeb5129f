using IxpSvnic.Chip.PciUnit;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// Addresses on the board's PCI bus as the board firmware leaves them (assumption A25). Linux's PCI_ADDR_EXT of
/// 0010_0000 keeps 0000_0000-1FFF_FFFF visible to XScale and microengines at E000_0000.
/// </summary>
public static class BoardAddressPlan
{
    /// <summary>21555 CSRs.</summary>
    public const uint BridgeCsrs = 0x0100_0000;

    /// <summary>Upstream memory 2: 64 pages of 4 MB through the look-up table.</summary>
    public const uint LookupWindow = 0x1000_0000;

    public const int LookupPageBytes = 4 << 20;

    /// <summary>Upstream memory 0: 1 GB to host 0000_0000.</summary>
    public const uint UpstreamLow = 0x4000_0000;

    /// <summary>Upstream memory 1: 1 GB to host 4000_0000.</summary>
    public const uint UpstreamHigh = 0x8000_0000;

    /// <summary>The chip's DRAM, SRAM and CSR BARs, behind downstream memory 3, 2 and 1.</summary>
    public const uint Dram = 0xc000_0000;

    public const uint Sram = 0xd000_0000;

    public const uint Csr = 0xd100_0000;

    /// <summary>XScale physical address of the window onto board addresses 0000_0000-1FFF_FFFF.</summary>
    public const uint DirectWindow = 0xe000_0000;

    /// <summary>DMA address of a host bus address below 2 GB.</summary>
    public static uint DmaAddress(uint hostAddress) => hostAddress + UpstreamLow;

    /// <summary>Writes the registers of both; the primary BARs are left to the host's enumeration.</summary>
    public static void Apply(PciController chip, NonTransparentBridge bridge)
    {
        chip.WriteRegister(0xdf00_00fc, 0x007c_0000);
        chip.WriteRegister(0xdf00_0100, 0x0ff0_0000);
        chip.WriteRegister(0xdf00_0140, 0x0010_0000);
        chip.WriteRegister(0xde00_0010, Csr);
        chip.WriteRegister(0xde00_0014, Sram);
        chip.WriteRegister(0xde00_0018, Dram);
        chip.WriteRegister(0xde00_0004, 6);
        foreach ((int offset, uint value) in (ReadOnlySpan<(int, uint)>)[
            (0xb0, 0xfff0_0000), (0xb4, 0xff80_0000), (0xb8, 0xf000_0008), (0xc4, 0xc000_0008), (0xc8, 0xc000_0008),
            (0xcc, 0x0f00_0000), (0x98, Csr), (0x9c, Sram), (0xa0, Dram), (0xa4, 0), (0xa8, 0x4000_0000),
            (0x50, BridgeCsrs), (0x58, UpstreamLow), (0x5c, UpstreamHigh), (0x60, LookupWindow), (0x44, 7)])
        {
            bridge.Configuration.Write(offset, value, uint.MaxValue, secondary: false);
        }
    }
}
