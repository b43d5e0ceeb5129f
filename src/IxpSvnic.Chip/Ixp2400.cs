using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Memory;
using IxpSvnic.Chip.Memory.Dram;
using IxpSvnic.Chip.Memory.Scratch;
using IxpSvnic.Chip.Memory.Sram;
using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.PciUnit;
using IxpSvnic.Chip.Shac;
using IxpSvnic.Chip.Shac.Cap;
using IxpSvnic.Chip.Shac.HashUnit;
using IxpSvnic.Chip.XScale;
using IxpSvnic.Chip.XScale.Gasket;
using IxpSvnic.Chip.XScale.Peripherals;
using IxpSvnic.Pci.Bus;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip;

/// <summary>
/// The Intel IXP2400 network processor: wires every block. *Not modelled:* the XScale core, CSIX, the performance
/// monitoring unit.
/// </summary>
public sealed class Ixp2400 : IStateful, IStatisticsSource
{
    public const int EngineCount = 8;

    private readonly CommandBus[] _commandBuses;
    private readonly ShacPipe _shac;

    public Ixp2400(
        EventQueue events,
        FrameLedger ledger,
        Ixp2400Parameters parameters,
        PciBus pciBus,
        IAccessFaultSink faults,
        IMicroengineObserver observer)
    {
        Engines = new Microengine[EngineCount];
        for (int i = 0; i < EngineCount; i++)
        {
            Engines[i] = new Microengine(i, parameters.Timing);
        }

        MicroengineInbox inbox = new(Engines);
        FaultRouter faultRouter = new(faults);
        faults = faultRouter;
        Fabric = new ChassisFabric(events, ledger, parameters.Timing, inbox);
        _shac = new ShacPipe(Fabric, parameters.Scratch);
        Scratch = new Scratchpad(Fabric, _shac, parameters.Scratch, faults);
        Hash = new HashEngine(Fabric, _shac, parameters.Hash);
        Cap = new CsrAccessProxy(Fabric, _shac, parameters.Cap, Scratch, Hash, faults);
        Sram =
        [
            new SramChannel(Fabric, parameters.Sram, 0, parameters.Config.SramChannelBytes, faults),
            new SramChannel(Fabric, parameters.Sram, 1, parameters.Config.SramChannelBytes, faults),
        ];
        Msf = new MediaSwitchFabric(Fabric, parameters.Msf);
        Dram = new DramController(Fabric, parameters.Dram, parameters.Config.DramBytes, Msf, faults);
        ChipControl control = new(this);
        Cap.GlobalControl = control;
        Debug = new ChipDebugPort(this);
        Pci = new PciController(Fabric, pciBus, Dram, [Sram[0], Sram[1]], Debug, parameters.PciUnit);
        Peripherals = new XscalePeripherals(events, parameters.Peripherals, Hash);
        Cap.ThreadInterrupts = Peripherals.Interrupts;
        Pci.Csrs.Outputs = Peripherals.Interrupts;
        Pci.Csrs.ErrorChanged = asserted => Peripherals.Interrupts.Drive(ErrorSource.Pci, asserted);
        Msf.ErrorChanged = asserted => Peripherals.Interrupts.Drive(ErrorSource.Msf, asserted);
        Peripherals.Timers.WatchdogExpired = control.OnWatchdog;

        XscaleGasket gasket = new(Fabric, parameters.Gasket, Peripherals, Dram, Debug);
        Xscale = new XscaleProcessor(gasket, parameters.Xscale, parameters.Timing);
        inbox.Gasket = gasket;
        faultRouter.Xscale = gasket;

        CommandRouter router = new([Sram[0], Sram[1]], Scratch, Dram, Hash, Msf, Cap, Pci);
        _commandBuses = [Bus(0, [.. Engines[..4], gasket]), Bus(1, Engines[4..])];
        gasket.Connect(_commandBuses[0]);
        MemoryPrefetch prefetch = new(Sram[0].Memory, Sram[1].Memory, Dram.Memory);
        for (int i = 0; i < EngineCount; i++)
        {
            Engines[i].Prefetch = prefetch;
            Engines[i].AttentionChanged = Peripherals.Interrupts.OnAttention;
            Engines[i].Connect(_commandBuses[i >> 2], Cap, observer);
            Engines[i].ConnectNeighbours(
                i > 0 ? Engines[i - 1] : null, i < EngineCount - 1 ? Engines[i + 1] : null);
        }

        CommandBus Bus(int cluster, ICommandSource[] sources) => new(Fabric, sources, router, cluster)
        {
            OnUnroutable = OnUnroutable,
        };
    }

    public Microengine[] Engines { get; }

    public ChassisFabric Fabric { get; }

    public Scratchpad Scratch { get; }

    public HashEngine Hash { get; }

    public CsrAccessProxy Cap { get; }

    public SramChannel[] Sram { get; }

    public DramController Dram { get; }

    public MediaSwitchFabric Msf { get; }

    public PciController Pci { get; }

    /// <summary>Interrupt controller, timers, UART, GPIO and slowport: what only the core reaches.</summary>
    public XscalePeripherals Peripherals { get; }

    /// <summary>The XScale core with its caches and its gasket.</summary>
    public XscaleProcessor Xscale { get; }

    /// <summary>What a debugger can do: registers, memories and control stores by physical address.</summary>
    public ChipDebugPort Debug { get; }

    /// <summary>Software or the watchdog asks for a reset of the whole chip, now; whoever built the chip resets what is around it too.</summary>
    public Action? ResetRequested { get; set; }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("ixp2400");
        visitor.Visit(Fabric);
        foreach (CommandBus bus in _commandBuses)
        {
            visitor.Visit(bus);
        }

        foreach (Microengine engine in Engines)
        {
            visitor.Visit(engine);
        }

        visitor.Visit(_shac);
        visitor.Visit(Scratch);
        visitor.Visit(Hash);
        visitor.Visit(Cap);
        visitor.Visit(Sram[0]);
        visitor.Visit(Sram[1]);
        visitor.Visit(Dram);
        visitor.Visit(Msf);
        visitor.Visit(Pci);
        visitor.Visit(Peripherals);
        visitor.Visit(Xscale);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        Fabric.Report(sheet);
        foreach (CommandBus bus in _commandBuses)
        {
            bus.Report(sheet);
        }

        foreach (Microengine engine in Engines)
        {
            engine.Report(sheet);
        }

        _shac.Report(sheet);
        Scratch.Report(sheet);
        Hash.Report(sheet);
        Cap.Report(sheet);
        Sram[0].Report(sheet);
        Sram[1].Report(sheet);
        Dram.Report(sheet);
        Msf.Report(sheet);
        Pci.Report(sheet);
        Peripherals.Report(sheet);
        Xscale.Report(sheet);
    }

    private void OnUnroutable(MeCommand command)
    {
        if (command.Me == MeCommand.XscaleMaster)
        {
            Xscale.Gasket.OnUnroutable(in command);
        }
        else
        {
            Engines[command.Me].OnUnroutable();
        }
    }
}
