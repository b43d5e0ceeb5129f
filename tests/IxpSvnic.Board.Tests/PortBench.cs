using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Wires;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Board.Tests;

/// <summary>The wire side of the board: three wires with players, two MACs and the MSF, no microengines.</summary>
internal sealed class PortBench : IStateful
{
    private const uint Enabled = 0xf00c_0000;

    public PortBench(Action<MacConfig>? configure = null)
    {
        MacConfig config = new();
        configure?.Invoke(config);
        ChassisFabric fabric = new(Events, Ledger, new Ixp2400Timing(), Inbox);
        Msf = new MediaSwitchFabric(fabric, new MsfTiming());
        for (int i = 0; i < 3; i++)
        {
            Wires[i] = new GigabitWire(Events, Ledger, $"wire{i}", config.WireByteTicks);
            Players[i] = new WirePlayer(Events, Ledger, Wires[i].B, i);
            Wires[i].A.Tap = Out[i];
            Wires[i].B.Tap = In[i];
        }

        Macs =
        [
            new Pm3386Mac(Events, Ledger, config, Msf, 0, [Wires[0].A, Wires[1].A]),
            new Pm3386Mac(Events, Ledger, config, Msf, 2, [Wires[2].A]),
        ];
        foreach (Pm3386Mac mac in Macs)
        {
            mac.Registers.Write(0x303, 0x5000);
            mac.Registers.Write(0x403, 0x5000);
        }

        Fabric = fabric;
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public RecordingInbox Inbox { get; } = new();

    public ChassisFabric Fabric { get; }

    public MediaSwitchFabric Msf { get; }

    public Pm3386Mac[] Macs { get; }

    public GigabitWire[] Wires { get; } = new GigabitWire[3];

    public WirePlayer[] Players { get; } = new WirePlayer[3];

    public RecordingTap[] Out { get; } = [new(), new(), new()];

    public RecordingTap[] In { get; } = [new(), new(), new()];

    public Pm3386Port Port(int number) => number < 2 ? Macs[0].Ports[number] : Macs[1].Ports[0];

    public void BringUp(int sizeCode = 0, int freeElements = 128)
    {
        Msf.WriteWord(0x48, 2);
        Msf.WriteWord(0x70, 2);
        Msf.WriteWord(0x00, Enabled | ((uint)sizeCode << 2));
        Msf.WriteWord(0x04, Enabled | ((uint)sizeCode << 2));
        for (int e = 0; e < Math.Min(freeElements, 128 >> sizeCode); e++)
        {
            Msf.WriteWord(0x44, (uint)e);
        }
    }

    public void AddThreads(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Msf.WriteWord(0x30, 0x4000);
        }
    }

    /// <summary>Cuts a frame (no FCS) into 64-byte TBUF elements from one on and validates them.</summary>
    public int Transmit(int element, ReadOnlySpan<byte> frame, int port, int tag = 0, bool abort = false)
    {
        for (int at = 0; at < frame.Length; at += 64, element = (element + 1) % 128)
        {
            ReadOnlySpan<byte> part = frame.Slice(at, Math.Min(64, frame.Length - at));
            uint[] words = new uint[((part.Length + 7) / 8) * 2];
            for (int i = 0; i < part.Length; i++)
            {
                words[i / 4] |= (uint)part[i] << (24 - (8 * (i & 3)));
            }

            Msf.WriteTbuf(element * 64, words, tag);
            bool last = at + 64 >= frame.Length;
            uint flags = (at == 0 ? 1u << 9 : 0) | (last ? 1u << 8 : 0) | (last && abort ? 1u << 10 : 0);
            Msf.WriteWord(0x1800 + (8 * element), ((uint)part.Length << 24) | flags | (uint)port);
            Msf.WriteWord(0x1800 + (8 * element) + 4, 0);
        }

        return element;
    }

    public StatisticsSheet Sheet()
    {
        StatisticsSheet sheet = new(Events.Now);
        Msf.Report(sheet);
        foreach (Pm3386Mac mac in Macs)
        {
            mac.Report(sheet);
        }

        foreach (GigabitWire wire in Wires)
        {
            wire.Report(sheet);
        }

        return sheet;
    }

    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Events);
        visitor.Visit(Ledger);
        visitor.Visit(Fabric);
        visitor.Visit(Msf);
        foreach (Pm3386Mac mac in Macs)
        {
            visitor.Visit(mac);
        }

        for (int i = 0; i < 3; i++)
        {
            visitor.Visit(Wires[i]);
            visitor.Visit(Players[i]);
        }
    }
}
