using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Wires;

/// <summary>
/// A full-duplex gigabit Ethernet wire with two equal ends (IEEE 802.3 clauses 4.4 and 34): preamble 8 bytes, frame with FCS,
/// inter-frame gap 12 bytes. *Not modelled:* propagation, bit errors, auto-negotiation, collisions, pause frames.
/// </summary>
public sealed class GigabitWire : IEventTarget, IStateful, IStatisticsSource
{
    private readonly WireEnd[] _ends;

    public GigabitWire(EventQueue events, FrameLedger ledger, string name, long byteTicks)
    {
        short id = events.Register(this);
        Name = name;
        WireEnd a = new(events, ledger, id, 0, $"{name}.a", byteTicks);
        WireEnd b = new(events, ledger, id, 1, $"{name}.b", byteTicks);
        a.Connect(b);
        b.Connect(a);
        _ends = [a, b];
    }

    public string Name { get; }

    /// <summary>One end, by custom the board's.</summary>
    public WireEnd A => _ends[0];

    /// <summary>The other end, by custom the outside world's.</summary>
    public WireEnd B => _ends[1];

    /// <inheritdoc/>
    public void Handle(in SimEvent e) => _ends[e.Kind].Complete();

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("wire");
        visitor.Visit(A);
        visitor.Visit(B);
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        A.Report(sheet);
        B.Report(sheet);
    }
}
