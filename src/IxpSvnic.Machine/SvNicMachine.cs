using IxpSvnic.Board.BootLoader;
using IxpSvnic.Board.Bridge21555;
using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Slowport;
using IxpSvnic.Board.Wires;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Host.DmaRemapping;
using IxpSvnic.Host.Memory;
using IxpSvnic.Host.Virtualization;
using IxpSvnic.Host.Vm;
using IxpSvnic.Machine.Firmware;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.HostSide;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Kernel;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;
using IxpSvnic.Sim.Time;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Machine;

/// <summary>
/// One host with one ENP-2611 in its PCI slot, three gigabit wires, and a guest per VIF. Wires every part; decides nothing about
/// frames. Two machines may live in one process.
/// </summary>
public sealed class SvNicMachine : IStateful, IDisposable
{
    public const int PortCount = 3;

    private readonly PciBus _boardBus;
    private readonly PciBus _hostBus;
    private readonly HostBridge _hostBridge;
    private readonly Pm3386Mac[] _macs;

    public SvNicMachine(
        MachineConfig config,
        FirmwareSet firmware,
        IReadOnlyList<VifAddress> vifs,
        ulong seed,
        Func<int, SvNicMachine, IGuestApplication> applications,
        int windowCycles = 0,
        LoaderKind loader = LoaderKind.Debug,
        string? controlImage = null,
        Func<VifRequest, VifRequest>? shape = null)
    {
        Firmware = firmware;
        Loader = loader;
        Watch = new FirmwareWatch(this);
        _boardBus = new PciBus("boardBus", Events, Ledger, config.Pci);
        _hostBus = new PciBus("hostBus", Events, Ledger, config.Pci);
        Chip = new Ixp2400(Events, Ledger, config.Chip, _boardBus, Watch, Watch);
        Bridge = new NonTransparentBridge(Events, Ledger, _hostBus, _boardBus, config.Bridge);
        Bridge.Csrs.SecondaryPin = Chip.Pci.Csrs;
        BoardAddressPlan.Apply(Chip.Pci, Bridge);

        Memory = new HostMemory(Ledger, config.Host.MemoryBytes);
        Iommu = new Iommu(config.Iommu, Memory, Ledger);
        HostInterruptLine line = new();
        _hostBridge = new HostBridge(Events, Ledger, _hostBus, Iommu, line);
        Bridge.Csrs.PrimaryPin = _hostBridge;
        BusPlan plan = HostAddressPlan.Apply(Bridge, firmware.Layout);
        Hypervisor = new Hypervisor(
            new HostParts(Events, Ledger, Memory, new PageAllocator(config.Host.MemoryBytes, seed), Iommu, _hostBridge, plan)
            {
                IommuParameters = config.Iommu,
                HypervisorParameters = config.Hypervisor,
                GuestParameters = config.Guest,
                GuestCosts = config.GuestCosts,
            });
        line.Connect(Hypervisor.Interrupts);

        Wires = new GigabitWire[PortCount];
        Players = new WirePlayer[PortCount];
        for (int port = 0; port < PortCount; port++)
        {
            Wires[port] = new GigabitWire(Events, Ledger, $"wire{port}", config.Mac.WireByteTicks);
            Players[port] = new WirePlayer(Events, Ledger, Wires[port].B, port);
        }

        Caleb caleb = new(Chip.Msf);
        _macs =
        [
            new Pm3386Mac(Events, Ledger, config.Mac, caleb, 0, [Wires[0].A, Wires[1].A]),
            new Pm3386Mac(Events, Ledger, config.Mac, caleb, 2, [Wires[2].A]),
        ];
        Slowport = new SlowportDevices(Events, config.Flash, caleb);
        Slowport.Connect(Chip.Peripherals, _macs[0], _macs[1]);
        BootLoaderState.Apply(Chip, caleb, _macs, opensPorts: loader != LoaderKind.Control);

        List<VifLayout> layouts = [];
        for (int vif = 0; vif < vifs.Count; vif++)
        {
            VifRequest request = new(vif, vifs[vif].Mac.Value)
            {
                ReceiveSlots = (int)firmware.Layout["SLOT_COUNT"],
                SendSlots = (int)firmware.Layout["SLOT_COUNT"],
                ReceiveSlotBytes = (int)firmware.Layout["SLOT_BYTES"],
                SendSlotBytes = (int)firmware.Layout["SLOT_BYTES"],
                Port = vifs[vif].Port,
                IsPromiscuous = config.Firmware.PromiscuousVif == vif,
            };
            VifGuest guest = Hypervisor.Create(shape?.Invoke(request) ?? request, applications(vif, this));
            layouts.Add(guest.Layout);
        }

        if (loader == LoaderKind.Debug)
        {
            new DebugPortLoader(Chip.Debug, firmware, config.Firmware).Load(
                Chip, Bridge, layouts, [.. vifs.Select(v => v.Port)], PortCount);
            Hypervisor.Start();
        }
        else if (loader == LoaderKind.Control)
        {
            ControlPlaneLoader.Load(this, config, controlImage ?? ControlPlaneFiles.Image);
            Hypervisor.Vifs.Start();
        }

        Kernel = new LookAheadKernel(
            Events,
            [.. Chip.Engines, Chip.Xscale],
            config.Chip.Timing.InboundTicks,
            config.Chip.Timing.OutboundTicks,
            config.Chip.Timing.Cycles(windowCycles));
        if (Array.Exists(Chip.Engines, e => e.UsesNeighbours)
            || (loader == LoaderKind.Control && Enumerable.Range(0, FirmwareSet.Engines).Any(e => firmware.UsesNeighbours(e))))
        {
            Kernel.CoupledTicks = config.Chip.Timing.Cycles(Microengine.NeighbourCycles);
        }
    }

    /// <summary>Who brought the card to life.</summary>
    public LoaderKind Loader { get; }

    /// <summary>Tick at which the software on the XScale said that it was ready, or Never.</summary>
    public long ReadyAt { get; set; } = Ticks.Never;

    /// <summary>Software or the watchdog resets the chip.</summary>
    public Action? ResetRequested
    {
        get => Chip.ResetRequested;
        set => Chip.ResetRequested = value;
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public LookAheadKernel Kernel { get; }

    public FirmwareSet Firmware { get; }

    /// <summary>What the firmware announces and what stops it.</summary>
    public FirmwareWatch Watch { get; }

    public Ixp2400 Chip { get; }

    /// <summary>What the XScale's software writes to the UART.</summary>
    public ConsoleLog Console { get; } = new();

    public NonTransparentBridge Bridge { get; }

    /// <summary>Flash, SPI-3 bridge and MAC registers, as the XScale reaches them.</summary>
    public SlowportDevices Slowport { get; }

    public HostMemory Memory { get; }

    public Iommu Iommu { get; }

    public Hypervisor Hypervisor { get; }

    public GigabitWire[] Wires { get; }

    public WirePlayer[] Players { get; }

    /// <summary>The state hash; call it on a settled machine.</summary>
    public string StateHash => StateVisitor.Hash(this);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("machine");
        visitor.Visit(Events);
        visitor.Visit(Kernel);
        visitor.Visit(Ledger);
        visitor.Visit(Chip);
        visitor.Visit(_boardBus);
        visitor.Visit(_hostBus);
        visitor.Visit(Bridge);
        visitor.Visit(_hostBridge);
        visitor.Visit(Memory);
        visitor.Visit(Iommu);
        visitor.Visit(Hypervisor);
        foreach (Pm3386Mac mac in _macs)
        {
            visitor.Visit(mac);
        }

        visitor.Visit(Slowport);

        for (int port = 0; port < PortCount; port++)
        {
            visitor.Visit(Wires[port]);
            visitor.Visit(Players[port]);
        }
    }

    /// <summary>What every block tells about the run so far; shares of time since an earlier sheet, when given.</summary>
    public StatisticsSheet Statistics(long now, StatisticsSheet? since = null)
    {
        StatisticsSheet sheet = new(now, since);
        Chip.Report(sheet);
        _boardBus.Report(sheet);
        _hostBus.Report(sheet);
        Bridge.Report(sheet);
        _hostBridge.Report(sheet);
        Iommu.Report(sheet);
        Hypervisor.Report(sheet);
        foreach (Pm3386Mac mac in _macs)
        {
            mac.Report(sheet);
        }

        for (int port = 0; port < PortCount; port++)
        {
            Wires[port].Report(sheet);
            Players[port].Report(sheet);
        }

        return sheet;
    }

    public void Dispose()
    {
        Slowport.Dispose();
        Chip.Xscale.Dispose();
        Memory.Dispose();
        Chip.Dram.Memory.Dispose();
        Chip.Scratch.Memory.Dispose();
        foreach (ISramPort channel in Chip.Sram)
        {
            channel.Memory.Dispose();
        }
    }
}
