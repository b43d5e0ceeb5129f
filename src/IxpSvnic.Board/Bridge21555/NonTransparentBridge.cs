using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Configuration;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Bridge21555;

/// <summary>
/// The Intel 21555 between the host's bus (primary) and the board's (secondary): two address spaces joined by windows,
/// posted writes, delayed reads, a look-up table as a small IOMMU, doorbells and scratchpads. Sources: 21555 user
/// manual, 21554 header and driver sources. *Not modelled:* delayed (I/O) writes, I2O, ROM, SERR#, page-boundary
/// interrupts, transaction discard timers per bus.
/// </summary>
public sealed class NonTransparentBridge : IStateful, IStatisticsSource
{
    private readonly BridgePath _downstream;
    private readonly BridgePath _upstream;

    public NonTransparentBridge(
        EventQueue events,
        FrameLedger ledger,
        PciBus primary,
        PciBus secondary,
        BridgeConfig config,
        int primaryDevice = 1,
        int secondaryDevice = 1)
    {
        _downstream = new BridgePath("bridge21555.downstream", events, ledger, primary, secondary, config);
        _upstream = new BridgePath("bridge21555.upstream", events, ledger, secondary, primary, config);
        _downstream.Opposite = _upstream;
        _upstream.Opposite = _downstream;
        primary.AddTarget(new BridgeSide(this, _downstream, config, secondary: false), primaryDevice);
        secondary.AddTarget(new BridgeSide(this, _upstream, config, secondary: true), secondaryDevice);
    }

    public BridgeConfigurationSpace Configuration { get; } = new();

    public BridgeCsrs Csrs { get; } = new();

    /// <summary>Configuration space as the host's enumeration sees it.</summary>
    public IConfigurationSpace PrimaryConfiguration => new BridgeConfigurationView(Configuration, secondary: false);

    /// <summary>Configuration space as the board's enumeration sees it.</summary>
    public IConfigurationSpace SecondaryConfiguration => new BridgeConfigurationView(Configuration, secondary: true);

    /// <summary>Posted writes from the board that nobody took or the look-up table stopped.</summary>
    public long DiscardedUpstreamWrites => _upstream.DiscardedWrites;

    /// <summary>Writes in the posting buffers of both directions.</summary>
    public int PendingWrites => _upstream.Writes.Count + _downstream.Writes.Count;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("bridge21555");
        visitor.Visit(Configuration);
        visitor.Visit(Csrs);
        visitor.Visit(_downstream);
        visitor.Visit(_upstream);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        _downstream.Report(sheet);
        _upstream.Report(sheet);
        sheet.Count("bridge21555.primaryIrqSets", Csrs.PrimarySets);
        sheet.Count("bridge21555.primaryIrqSetsCoalesced", Csrs.PrimarySetsCoalesced);
    }
}
