using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Board.Pm3386;

/// <summary>
/// The 16-bit registers of a PM3386 as Linux pm3386.c uses them; the slowport shows register r at byte address 2r.
/// The second port lies 0x100 (EGMAC, counters), 0x20 (FIFO thresholds) or 0x10 (PHY) further.
/// RESET_CONTROL without its digital release holds all registers at their reset values. *Not modelled:* FIFO thresholds and
/// auto-negotiation; they keep what is written.
/// </summary>
public sealed class Pm3386Registers : IRegisterOwner, IStateful
{
    public const int Identity = 0x3386;

    private const int RegisterCount = 0x800;
    private const int WordsOfCounter = 4;
    private const string Kept = "31:16 -; 15:0 VALUE nm";
    private const string Storage = "31:16 -; 15:0 VALUE rw";
    private const int LinkStatus = 0x31a;
    private const uint LinkUp = 2;
    private const int IngressControl = 0x103;
    private const uint IngressReady = 1 << 7;
    private const int EgressControl = 0x203;
    private const uint EgressReady = 3 << 2;
    private const int ResetControl = 0x002;
    private const uint DigitalReleased = 1;
    private const uint ReceiveEnable = 1 << 12;
    private const uint TransmitEnable = 1 << 14;

    // What a snapshot brings into view: four 16-bit words each, low word first.
    private const int ReceivedFrames = 0x510;
    private const int ReceivedOctets = 0x514;
    private const int SentFrames = 0x590;
    private const int SentOctets = 0x594;

    private readonly Pm3386Port[] _ports;
    private readonly Register _reset;
    private readonly Register[] _enable;
    private readonly Register[] _maxFrame;
    private readonly Register[] _snapshot;

    internal Pm3386Registers(Pm3386Port[] ports, int maxFrame)
    {
        _ports = ports;
        _enable = new Register[ports.Length];
        _maxFrame = new Register[ports.Length];
        _snapshot = new Register[ports.Length];
        Bank = new RegisterBank("pm3386", RegisterCount * 4, this);
        Add(0x000, "IDENTITY", "31:16 -; 15:0 DEVICE ro", Identity);
        _reset = Add(
            ResetControl,
            "RESET_CONTROL",
            "31:16 -; 15:7 -; 6:5 BLOCKS nm; 4:2 -; 1 ANALOG_RELEASED nm; 0 DIGITAL_RELEASED rw",
            3);
        Add(IngressControl, "INGRESS_SPI3_CONTROL", "31:8 -; 7 READY ro; 6:0 CONTROL rw", IngressReady);
        Add(EgressControl, "EGRESS_SPI3_CONTROL", "31:4 -; 3:2 READY ro; 1:0 CONTROL rw", EgressReady);
        for (int p = 0; p < ports.Length; p++)
        {
            AddPort(p, (uint)maxFrame);
        }
    }

    /// <summary>Register r at offset 4r.</summary>
    public RegisterBank Bank { get; }

    public ushort Read(int register) => (ushort)Bank.Read(register * 4);

    public void Write(int register, ushort value) => Bank.Write(register * 4, value);

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
        bool released = (_reset.Value & DigitalReleased) != 0;
        switch (register.Offset / 4)
        {
            case IngressControl:
                Show(register, IngressReady, released);
                break;
            case EgressControl:
                Show(register, EgressReady, released);
                break;
            case LinkStatus or LinkStatus + 0x100:
                Show(register, LinkUp, released);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if ((_reset.Value & DigitalReleased) == 0)
        {
            HoldInReset();
            return;
        }

        for (int p = 0; p < _ports.Length; p++)
        {
            if (register == _enable[p])
            {
                Enable(p);
            }
            else if (register == _maxFrame[p])
            {
                _ports[p].MaxFrame = (int)register.Value;
            }
            else if (register == _snapshot[p] && (written & 1) != 0)
            {
                TakeSnapshot(p);
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        // Counter values are statistics, like the counters they show.
        foreach (Register register in Bank.All)
        {
            int number = register.Offset / 4;
            if (visitor.IsHashing && number is >= ReceivedFrames and < 0x700)
            {
                continue;
            }

            uint value = register.Value;
            visitor.Value(ref value);
            register.Value = value;
        }
    }

    private static void Show(Register register, uint bits, bool set) =>
        register.Value = set ? register.Value | bits : register.Value & ~bits;

    private void Enable(int p)
    {
        _ports[p].Receives = (_enable[p].Value & ReceiveEnable) != 0;
        _ports[p].Transmits = (_enable[p].Value & TransmitEnable) != 0;
    }

    private void HoldInReset()
    {
        uint control = _reset.Value;
        Bank.Reset();
        _reset.Value = control;
        for (int p = 0; p < _ports.Length; p++)
        {
            Enable(p);
            _ports[p].MaxFrame = (int)_maxFrame[p].Value;
        }
    }

    private void AddPort(int p, uint maxFrame)
    {
        int mac = 0x100 * p;
        int fifo = 0x20 * p;
        int phy = 0x10 * p;
        Add(0x122 + fifo, $"INGRESS_BURST_{p}", Kept);
        Add(0x221 + fifo, $"EGRESS_START_THRESHOLD_{p}", Kept);
        Add(0x301 + mac, $"EGMAC_SOFT_RESET_{p}", Kept);
        Add(0x302 + mac, $"EGMAC_CONFIG_{p}", Kept, 0x0113);
        _enable[p] = Add(0x303 + mac, $"EGMAC_ENABLE_{p}", "31:16 -; 15 -; 14 TX rw; 13 -; 12 RX rw; 11:0 -");
        Add(0x306 + mac, $"AUTONEG_AUTOSENSE_{p}", Kept);
        Add(0x308 + mac, $"MAC_ADDRESS_LOW_{p}", Storage);
        Add(0x309 + mac, $"MAC_ADDRESS_MIDDLE_{p}", Storage);
        Add(0x30a + mac, $"MAC_ADDRESS_HIGH_{p}", Storage);
        _maxFrame[p] = Add(0x310 + mac, $"MAX_RX_FRAME_{p}", Storage, maxFrame);
        Add(0x318 + mac, $"AUTONEG_CONTROL_{p}", Kept);
        Add(LinkStatus + mac, $"LINK_STATUS_{p}", "31:16 -; 15:2 -; 1 LINK_UP ro; 0 -", LinkUp);
        Add(0x31c + mac, $"AUTONEG_BASE_PAGE_{p}", Kept);
        Add(0x336 + mac, $"MAX_TX_FRAME_{p}", Kept);
        _snapshot[p] = Add(0x500 + mac, $"COUNTER_SNAPSHOT_{p}", "31:16 -; 15:1 -; 0 TAKE wo");
        foreach (int counter in (ReadOnlySpan<int>)[ReceivedFrames, ReceivedOctets, SentFrames, SentOctets])
        {
            for (int word = 0; word < WordsOfCounter; word++)
            {
                Add(counter + mac + word, $"COUNTER_{counter + word:X3}_{p}", "31:16 -; 15:0 VALUE ro");
            }
        }

        Add(0x703 + phy, $"PHY_CARRIER_{p}", Kept);
        Add(0x708 + phy, $"PHY_NARROW_BAND_{p}", Kept);
    }

    private Register Add(int register, string name, string fields, uint reset = 0) =>
        Bank.Add(register * 4, name, fields, reset);

    private void TakeSnapshot(int p)
    {
        ref readonly MacCounters rx = ref _ports[p].ReceiveCounters;
        ref readonly MacCounters tx = ref _ports[p].TransmitCounters;
        Show(ReceivedFrames, p, rx.Frames);
        Show(ReceivedOctets, p, rx.Octets);
        Show(SentFrames, p, tx.Frames);
        Show(SentOctets, p, tx.Octets);
    }

    private void Show(int counter, int p, long value)
    {
        for (int word = 0; word < WordsOfCounter; word++)
        {
            Bank.At((counter + (0x100 * p) + word) * 4)!.Value = (uint)(value >> (16 * word)) & 0xffff;
        }
    }
}
