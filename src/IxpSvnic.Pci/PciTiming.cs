using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Pci;

/// <summary>
/// Clocks of a PCI bus and of the host bridge on it. A write burst costs <see cref="OverheadClocks"/> (6) and one clock
/// for each data phase; the delayed and single-dword read overheads (45 and 70) are sums over both buses, see the
/// README.
/// </summary>
public sealed class PciTiming
{
    [Parameter("ticks of 1/3 ns", "66.67 MHz: the board's slot is 64-bit/66", Min = 1, Max = 1000)]
    public int ClockTicks { get; set; } = 45;

    [Parameter("PCI clocks", "A20: turnaround before an address phase; arbitration is hidden", Min = 0, Max = 64)]
    public int GrantToAddressClocks { get; set; } = 2;

    [Parameter("PCI clocks", "A20: address phase, DEVSEL# and the target's first answer", Min = 1, Max = 64)]
    public int AddressToDataClocks { get; set; } = 4;

    [Parameter("PCI clocks", "A20: wait states of a read of host memory", Min = 0, Max = 1000)]
    public int HostReadLatencyClocks { get; set; } = 20;

    [Parameter("PCI clocks", "A20: processor to the host bridge's bus request", Min = 0, Max = 1000)]
    public int HostCpuToBusClocks { get; set; } = 8;

    [Parameter("PCI clocks", "A20: host bridge's last data phase to the processor", Min = 0, Max = 1000)]
    public int HostBusToCpuClocks { get; set; } = 8;

    [Parameter("PCI clocks", "A20: host bridge waits before it repeats a retried transaction", Min = 0, Max = 1000)]
    public int HostRetryBackoffClocks { get; set; } = 10;

    [Parameter("writes", "A20: posting buffer of the host bridge, 64 bytes each", Min = 1, Max = 1024)]
    public int HostPostingEntries { get; set; } = 8;

    [Parameter("", "A21: a read stopped by the IOMMU ends in a target abort; false returns all ones")]
    public bool FaultedReadsAbort { get; set; } = true;

    /// <summary>Clocks from grant to the first data phase: the write overhead per burst.</summary>
    public int OverheadClocks => GrantToAddressClocks + AddressToDataClocks;

    /// <summary>PCI clocks in ticks.</summary>
    public long Clocks(long clocks) => clocks * ClockTicks;

    /// <summary>First clock edge at or after a tick.</summary>
    public long Edge(long tick)
    {
        long rest = tick % ClockTicks;
        return rest == 0 ? tick : tick + ClockTicks - rest;
    }
}
