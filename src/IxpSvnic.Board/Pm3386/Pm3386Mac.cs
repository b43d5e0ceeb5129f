using IxpSvnic.Board.Wires;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Pm3386;

/// <summary>
/// A PMC-Sierra PM3386 dual gigabit MAC. The board has two: ports 0 and 1 on the first, port 2 on the second (Linux ixpdev).
/// The ports come up disabled, with preamble check, padding and FCS generation on and pause off, as Linux sets them (pm3386.c).
/// *Not modelled:* pause frames, the serial PHY.
/// </summary>
public sealed class Pm3386Mac : IStateful, IStatisticsSource
{
    private readonly Pm3386Port[] _ports;

    /// <summary>Wires one port to each wire end, at SPI-3 addresses from <paramref name="firstAddress"/> on.</summary>
    public Pm3386Mac(
        EventQueue events,
        FrameLedger ledger,
        MacConfig config,
        ISpi3Link link,
        int firstAddress,
        ReadOnlySpan<WireEnd> wires)
    {
        if (wires.Length is < 1 or > 2)
        {
            throw new ArgumentException($"a PM3386 has two ports, {wires.Length} wires are given", nameof(wires));
        }

        _ports = new Pm3386Port[wires.Length];
        for (int i = 0; i < wires.Length; i++)
        {
            _ports[i] = new Pm3386Port(events, ledger, config, link, firstAddress + i, wires[i]);
        }

        Registers = new Pm3386Registers(_ports, config.MaxFrame);
    }

    public ReadOnlySpan<Pm3386Port> Ports => _ports;

    /// <summary>What the slowport reaches.</summary>
    public Pm3386Registers Registers { get; }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Registers);
        foreach (Pm3386Port port in _ports)
        {
            visitor.Visit(port);
        }
    }

    /// <inheritdoc/>
    public void Report(StatisticsSheet sheet)
    {
        foreach (Pm3386Port port in _ports)
        {
            port.Report(sheet);
        }
    }
}
