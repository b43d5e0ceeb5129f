using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Interconnect;

/// <summary>
/// What every unit of the chip shares: the event queue, the frame ledger, commands in flight, and the push and pull buses. One S_push and S_pull
/// per cluster, 32 bits, one longword per chassis cycle; one D_push and D_pull for both, one quadword per chassis cycle, two
/// cycles for the 32-bit ports of microengines, XScale and PCI (IXP2800 HRM p35, p199-205).
/// </summary>
public sealed class ChassisFabric : IStateful, IStatisticsSource
{
    private readonly IMicroengineInbox _inbox;
    private readonly DataBus[] _sPush;
    private readonly DataBus[] _sPull;

    public ChassisFabric(EventQueue events, FrameLedger ledger, Ixp2400Timing timing, IMicroengineInbox inbox)
    {
        Events = events;
        Ledger = ledger;
        Timing = timing;
        _inbox = inbox;
        long word = timing.ChassisCycleTicks;
        _sPush = [new("sPush0", word, timing.PushFifoFullAt), new("sPush1", word, timing.PushFifoFullAt)];
        _sPull = [new("sPull0", word, timing.PullFifoFullAt * 16), new("sPull1", word, timing.PullFifoFullAt * 16)];
        DPush = new DataBus("dPush", word, timing.PushFifoFullAt);
        DPull = new DataBus("dPull", word, timing.PullFifoFullAt * 16);
    }

    public EventQueue Events { get; }

    public FrameLedger Ledger { get; }

    public Ixp2400Timing Timing { get; }

    public CommandPool Pool { get; } = new();

    /// <summary>DRAM to everybody; units are quadwords.</summary>
    public DataBus DPush { get; }

    /// <summary>Everybody to DRAM; units are quadwords.</summary>
    public DataBus DPull { get; }

    public DataBus SPush(int cluster) => _sPush[cluster];

    public DataBus SPull(int cluster) => _sPull[cluster];

    /// <summary>
    /// Pushes longwords over S_push to the command's receiver, with its signals when <paramref name="signals"/> is not 0.
    /// Call it at the tick the data are ready. Returns the tick of delivery.
    /// </summary>
    public long PushS(in MeCommand command, ReadOnlySpan<uint> data, ushort signals)
    {
        int cluster = command.DestCluster;
        long end = _sPush[cluster].Reserve(Timing.ChassisEdge(Events.Now), Math.Max(1, data.Length));
        return Deliver(in command, data, signals, end);
    }

    /// <summary>Same over D_push; two longwords a quadword.</summary>
    public long PushD(in MeCommand command, ReadOnlySpan<uint> data, ushort signals)
    {
        long end = DPush.Reserve(
            Timing.ChassisEdge(Events.Now), Math.Max(1, data.Length / 2), 2 * Timing.ChassisCycleTicks);
        return Deliver(in command, data, signals, end);
    }

    /// <summary>Pulls the command's data over S_pull from a request made at a tick; returns the last data phase.</summary>
    public long PullS(in MeCommand command, long request, int words) =>
        _sPull[command.Cluster].Reserve(
            Timing.ChassisEdge(request + Timing.Cycles(Timing.PullSetupCycles)), Math.Max(1, words));

    /// <summary>Same over D_pull from a microengine's 32-bit port.</summary>
    public long PullD(long request, int quadwords) => DPull.Reserve(
        Timing.ChassisEdge(request + Timing.Cycles(Timing.PullSetupCycles)), quadwords, 2 * Timing.ChassisCycleTicks);

    /// <summary>
    /// Raises signals of the command's issuer for a data phase that ends at <paramref name="end"/>, at or after now.
    /// </summary>
    public void Signal(in MeCommand command, ushort signals, long end)
    {
        if (signals != 0)
        {
            _inbox.Deliver(
                new MeDelivery
                {
                    Time = Timing.ChassisEdge(end) + Timing.Cycles(Timing.PushTransitCycles),
                    Kind = MeDeliveryKind.Push,
                    Me = command.DestMe,
                    Context = command.DestContext,
                    SignalMask = signals,
                    IsAbort = command.IsAbort,
                },
                []);
        }
    }

    /// <summary>Anything else into a microengine; the time must respect the inbound latency.</summary>
    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data) => _inbox.Deliver(in delivery, data);

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("fabric");
        visitor.Visit(Pool);
        foreach (DataBus bus in _sPush)
        {
            visitor.Visit(bus);
        }

        foreach (DataBus bus in _sPull)
        {
            visitor.Visit(bus);
        }

        visitor.Visit(DPush);
        visitor.Visit(DPull);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        foreach (DataBus bus in (ReadOnlySpan<DataBus>)[.. _sPush, .. _sPull, DPush, DPull])
        {
            sheet.Busy(bus.Name, bus.BusyTicks);
            sheet.Count($"{bus.Name}.units", bus.Units);
        }
    }

    private long Deliver(in MeCommand command, ReadOnlySpan<uint> data, ushort signals, long end)
    {
        long time = end + Timing.Cycles(Timing.PushTransitCycles);
        _inbox.Deliver(
            new MeDelivery
            {
                Time = time,
                Kind = MeDeliveryKind.Push,
                Me = command.DestMe,
                Context = command.DestContext,
                Register = command.Register,
                IsD = command.IsD,
                Count = (byte)data.Length,
                SignalMask = signals,
                IsAbort = command.IsAbort,
            },
            data);
        return time;
    }
}
