using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Vm;
using IxpSvnic.Pci.HostSeam;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Host.Virtualization;

/// <summary>What a hypervisor is built from.</summary>
public sealed record HostParts(
    EventQueue Events,
    FrameLedger Ledger,
    HostMemory Memory,
    PageAllocator Pages,
    Iommu Iommu,
    IHostCpuPort Port,
    BusPlan Plan)
{
    public IommuParameters IommuParameters { get; init; } = new();

    public HypervisorParameters HypervisorParameters { get; init; } = new();

    public GuestParameters GuestParameters { get; init; } = new();

    public GuestCosts GuestCosts { get; init; } = new();
}
