using IxpSvnic.Chip.Msf;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Slowport;

/// <summary>
/// "Caleb", the FPGA between the MACs' SPI-3 buses and the chip's, with 8-bit registers (Linux caleb.c). A port whose bit is
/// clear carries nothing in that direction. *Not modelled:* its FIFOs, bursts and pause frames, hence its interrupts and counters.
/// </summary>
public sealed class Caleb : NarrowDevice, ISpi3Link, IRegisterOwner, IStateful
{
    /// <summary>Address of the register with receive enables in bits 3:0 and transmit enables in bits 7:4.</summary>
    public const int PortEnable = 0x08;

    private const int ResetControl = 0x03;
    private const int RegisterCount = 0x20;
    private const uint ResetBit = 2;
    private const int Ports = 4;

    private readonly ISpi3Link _chip;
    private readonly Register _enable;

    public Caleb(ISpi3Link chip)
        : base(width: 1)
    {
        _chip = chip;
        Registers = new RegisterBank("caleb", 4 * RegisterCount, this);
        Add(0x00, "ID_LOW", "ro", 0x01);
        Add(0x01, "ID_HIGH", "ro", 0xca);
        Add(0x02, "REVISION", "ro", 0x01);
        Add(ResetControl, "RESET", "wo");
        Add(0x04, "INTERRUPT_ENABLE_LOW", "nm");
        Add(0x05, "INTERRUPT_ENABLE_HIGH", "nm");
        Add(0x06, "INTERRUPT_STATUS_LOW", "ro");
        Add(0x07, "INTERRUPT_STATUS_HIGH", "ro");
        _enable = Add(PortEnable, "PORT_ENABLE", "rw");
        Add(0x09, "BURST_SIZE", "nm");
        Add(0x0a, "PAUSE_CONFIG", "nm");
        Add(0x0b, "PAUSE_DATA", "nm");
        for (int i = 0; i < Ports; i++)
        {
            Add(0x10 + i, $"FIFO_THRESHOLD_{i}", "nm");
        }

        for (int i = 0x15; i <= 0x1d; i++)
        {
            Add(i, $"COUNTER_{i:X2}", "ro");
        }

        Add(0x1e, "DEBUG_LOW", "nm");
        Add(0x1f, "DEBUG_HIGH", "nm");
    }

    /// <summary>Register r at offset 4r.</summary>
    public RegisterBank Registers { get; }

    /// <inheritdoc/>
    public void Attach(int address, ISpi3Phy phy) => _chip.Attach(address, new CalebPort(this, address, phy));

    /// <inheritdoc/>
    public void OnReceiveAvailable(int address)
    {
        if (Receives(address))
        {
            _chip.OnReceiveAvailable(address);
        }
    }

    /// <inheritdoc/>
    public void OnTransmitRoom(int address)
    {
        if (Transmits(address))
        {
            _chip.OnTransmitRoom(address);
        }
    }

    /// <summary>The reset input: nothing is enabled.</summary>
    public void Reset() => Registers.Reset();

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if (register.Offset == 4 * ResetControl && (written & ResetBit) != 0)
        {
            Reset();
        }
        else if (register == _enable)
        {
            Open(_enable.Value & ~before);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("caleb");
        visitor.Visit(Registers);
    }

    /// <summary>What comes from the port's wire passes.</summary>
    internal bool Receives(int port) => (_enable.Value >> port & 1) != 0;

    /// <summary>What goes to the port's wire passes.</summary>
    internal bool Transmits(int port) => (_enable.Value >> (port + Ports) & 1) != 0;

    /// <inheritdoc/>
    protected override uint ReadUnit(uint address) => Registers.Read((int)(4 * address));

    /// <inheritdoc/>
    protected override void WriteUnit(uint address, uint value) => Registers.Write((int)(4 * address), value);

    // What waited behind a closed port is asked for now.
    private void Open(uint enabled)
    {
        for (int port = 0; port < Ports; port++)
        {
            if ((enabled >> port & 1) != 0)
            {
                _chip.OnReceiveAvailable(port);
            }

            if ((enabled >> (port + Ports) & 1) != 0)
            {
                _chip.OnTransmitRoom(port);
            }
        }
    }

    private Register Add(int register, string name, string access, uint reset = 0) =>
        Registers.Add(4 * register, name, $"31:8 -; 7:0 VALUE {access}", reset);
}
