using IxpSvnic.Arm.Timing;
using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Chip;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Pci;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Machine;

/// <summary>Every parameter of one machine, and the objects that hold them.</summary>
public sealed class MachineConfig
{
    private readonly FirmwareLimits _limits = new();

    public MachineConfig()
    {
        Chip.AddTo(Parameters);
        Parameters.Add("mac", Mac);
        Parameters.Add("flash", Flash);
        Parameters.Add("bridge", Bridge);
        Parameters.Add("pci", Pci);
        Parameters.Add("host", Host);
        Parameters.Add("iommu", Iommu);
        Parameters.Add("hypervisor", Hypervisor);
        Parameters.Add("guest", Guest);
        Parameters.Add("guestCost", GuestCosts);
        Parameters.Add("ram", Ram);
        Parameters.Add("firmware", Firmware);
        Parameters.Add("firmware", _limits);
    }

    public ParameterSet Parameters { get; } = new();

    public Ixp2400Parameters Chip { get; } = new();

    public MacConfig Mac { get; } = new();

    public FlashConfig Flash { get; } = new();

    public BridgeConfig Bridge { get; } = new();

    public PciTiming Pci { get; } = new();

    public HostParameters Host { get; } = new();

    public IommuParameters Iommu { get; } = new();

    public HypervisorParameters Hypervisor { get; } = new();

    public GuestParameters Guest { get; } = new();

    public GuestCosts GuestCosts { get; } = new();

    /// <summary>The RAM of a core without a chip.</summary>
    public RamTiming Ram { get; } = new();

    public FirmwareOptions Firmware { get; } = new();

    /// <summary>Shows the firmware's own constants among the parameters.</summary>
    public void UseFirmware(FirmwareLayout layout) => _limits.VifMax = layout.VifMax;
}
