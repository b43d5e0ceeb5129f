using IxpSvnic.Board.Pm3386;
using IxpSvnic.Board.Wires;
using IxpSvnic.Chip;
using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Chip.Msf;
using IxpSvnic.Chip.Timing;
using IxpSvnic.Sim.Events;
using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Board.Tests;

/// <summary>
/// The board's wire side with an infinitely fast program behind it: each mpacket goes from RBUF to TBUF at the tick of its status,
/// the FCS cut off, out on the port it came from. Nothing in it allocates.
/// </summary>
internal sealed class CopyingSoftware : IMicroengineInbox, IEventTarget
{
    private const uint StartOfPacket = 1 << 15;
    private const uint EndOfPacket = 1 << 14;

    private readonly short _id;
    private readonly uint[] _words = new uint[16];
    private int _element;

    public CopyingSoftware(MacConfig? config = null, MsfTiming? timing = null, Ixp2400Timing? chip = null)
    {
        config ??= new MacConfig();
        Msf = new MediaSwitchFabric(
            new ChassisFabric(Events, Ledger, chip ?? new Ixp2400Timing(), this), timing ?? new MsfTiming());
        _id = Events.Register(this);
        for (int i = 0; i < 3; i++)
        {
            Wires[i] = new GigabitWire(Events, Ledger, $"wire{i}", config.WireByteTicks);
            Players[i] = new WirePlayer(Events, Ledger, Wires[i].B, i);
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

        Msf.WriteWord(0x48, 2);
        Msf.WriteWord(0x70, 2);
        Msf.WriteWord(0x00, 0xf00c_0000);
        Msf.WriteWord(0x04, 0xf00c_0000);
        for (uint i = 0; i < 128; i++)
        {
            Msf.WriteWord(0x44, i);
        }

        for (int i = 0; i < 64; i++)
        {
            Msf.WriteWord(0x30, 0x4000);
        }
    }

    public EventQueue Events { get; } = new();

    public FrameLedger Ledger { get; } = new();

    public MediaSwitchFabric Msf { get; }

    public Pm3386Mac[] Macs { get; }

    public GigabitWire[] Wires { get; } = new GigabitWire[3];

    public WirePlayer[] Players { get; } = new WirePlayer[3];

    /// <summary>A status; the last mpacket of a frame must be longer than its FCS.</summary>
    public void Deliver(in MeDelivery delivery, ReadOnlySpan<uint> data)
    {
        if (data.Length == 2)
        {
            Events.Schedule(delivery.Time, _id, 0, data[0]);
        }
    }

    public void Handle(in SimEvent e)
    {
        uint status = (uint)e.A;
        int port = (int)status & 0x1f;
        int offset = (int)(status >> 24) << 6;
        int bytes = (int)(status >> 16) & 0xff;
        bool end = (status & EndOfPacket) != 0;
        Msf.ReadRbuf(offset, _words, out int tag);
        Msf.WriteTbuf(_element * 64, _words, tag);
        bytes -= end ? 4 : 0;
        uint flags = ((status & StartOfPacket) != 0 ? 1u << 9 : 0) | (end ? 1u << 8 : 0);
        Msf.WriteWord(0x1800 + (8 * _element), ((uint)bytes << 24) | flags | (uint)port);
        Msf.WriteWord(0x1804 + (8 * _element), 0);
        Msf.WriteWord(0x44, (uint)offset >> 6);
        Msf.WriteWord(0x30, 0x4000);
        _element = (_element + 1) % 128;
    }
}
