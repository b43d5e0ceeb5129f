using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>Clocks and buffers of the PCI unit. PCI clocks are those of the bus it sits on.</summary>
public sealed class PciUnitTiming
{
    [Parameter(
        "PCI clocks", "A20: start of a DMA descriptor to its first burst, with descriptor and first DRAM read",
        Min = 0, Max = 10000)]
    public int DmaSetupClocks { get; set; } = 20;

    [Parameter("bytes", "IXP2800 HRM p72: one shared 64-byte buffer; more = long bursts", Min = 8, Max = 256)]
    public int DmaWriteBurstBytes { get; set; } = 64;

    [Parameter("bytes", "IXP2800 HRM p72: one shared 64-byte buffer; more = long bursts", Min = 8, Max = 256)]
    public int DmaReadBurstBytes { get; set; } = 64;

    [Parameter("PCI clocks", "A20: wait before a retried transaction is repeated", Min = 0, Max = 1000)]
    public int RetryBackoffClocks { get; set; } = 7;

    [Parameter("PCI clocks", "A20: a target read of SRAM, DRAM or a CSR until its data can be collected",
        Min = 0, Max = 1000)]
    public int TargetReadClocks { get; set; } = 20;

    [Parameter("bytes", "IXP2800 HRM p336 says 16 for its RDRAM; A23: 32 here", Min = 8, Max = 64)]
    public int TargetDramReadBytes { get; set; } = 32;

    [Parameter("bytes", "A23: bytes of SRAM for a memory read line; a read multiple gives two", Min = 8, Max = 64)]
    public int TargetLineBytes { get; set; } = 32;

    [Parameter("bytes", "IXP2800 HRM p346: direct buffer", Min = 4, Max = 64)]
    public int DirectBufferBytes { get; set; } = 32;

    [Parameter("cycles", "A1: a PCI CSR is as far as an MSF CSR: 90 in all", Min = 0, Max = 10000)]
    public int CsrReadCycles { get; set; } = 46;

    [Parameter("commands", "A10: command inlet", Min = 1, Max = 64)]
    public int InletCommands { get; set; } = 8;
}
