using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The CSRs of the MSF by offset (IXP2800 HRM chapter 8, Linux ixp2400-msf driver). *Not modelled:* CSIX, flow control FIFOs,
/// calendars, high-water marks, other bus splits than 1x32, parity.
/// </summary>
internal sealed class MsfRegisters
{
    public const int Bytes = 0x2000;
    public const int ElementControlBase = 0x1800;

    private const string Unmodelled = "31:0 ALL nm";
    /// <summary>Control words of a valid element were written (assumption A89).</summary>
    public const uint TbufError = 1 << 4;

    private const uint PartitionEmpty = 1u << 31;

    public MsfRegisters(IRegisterOwner owner)
    {
        Bank = new RegisterBank("msf", Bytes, owner);
        const string Mode = "23 -; 22 CSIX nm; 21:20 WIDTH nm; 19 MPHY rw; 18 MPHY32 rw; 17 POLLED rw; "
            + "16 CBUS_FULL_DUPLEX nm; 15 -; 14 MPHY_LEVEL2 rw; 13 CBUS_8BIT nm; 12:10 -; 9 CSIX_SINGLE_FREELIST nm; 8:4 -; "
            + "3:2 ELEMENT_SIZE rw; 1:0 -";
        RxControl = Bank.Add(0x0000, "MSF_RX_CONTROL", "31:28 CHANNEL_ENABLE rw; 27:24 -; " + Mode);
        TxControl = Bank.Add(0x0004, "MSF_TX_CONTROL", "31:28 CHANNEL_ENABLE rw; 27:24 FLUSH rw; " + Mode);
        InterruptStatus = Bank.Add(
            0x0008,
            "MSF_INTERRUPT_STATUS",
            "31:24 -; 23:16 FCEFIFO_OVERFLOW ro; 15:8 RBUF_OVERFLOW ro; 7 -; 6 FCIFIFO_ERROR w1c; 5 -; 4 TBUF_ERROR w1c; 3:2 -; 1 VP_ERROR w1c; 0 HP_ERROR w1c");
        InterruptEnable = Bank.Add(0x000c, "MSF_INTERRUPT_ENABLE", "31:0 ENABLE rw");
        Bank.Add(0x0010, "CSIX_TYPE_MAP", Unmodelled);
        Bank.Add(0x0014, "FC_EGRESS_STATUS", Unmodelled);
        Bank.Add(0x0018, "FC_INGRESS_STATUS", Unmodelled);
        TxValidate = Bank.Add(0x0020, "TX_VALIDATE", "31:7 -; 6:0 ELEMENT wo");
        Bank.Add(0x0024, "HWM_CONTROL", Unmodelled);
        Bank.Add(0x0028, "SRB_OVERRIDE", Unmodelled);
        Bank.Add(0x002c, "MSF_CLOCK_CONTROL", Unmodelled);
        Freelist = Bank.Add(
            0x0030, "RX_THREAD_FREELIST_0", "31:16 -; 15:12 SIGNAL wo; 11:10 -; 9:7 ME wo; 6:4 CONTEXT wo; 3:0 REGISTER wo");
        FreelistTimeout = Bank.Add(0x0050, "RX_THREAD_FREELIST_TIMEOUT_0", "31:13 -; 12:0 TIMEOUT rw");
        TxSequence = Bank.Add(0x0060, "TX_SEQUENCE_0", "31 EMPTY ro; 30:8 -; 7:0 COUNT ro", PartitionEmpty);
        for (int i = 1; i < 4; i++)
        {
            Bank.Add(0x0030 + (4 * i), $"RX_THREAD_FREELIST_{i}", Unmodelled);
            Bank.Add(0x0050 + (4 * i), $"RX_THREAD_FREELIST_TIMEOUT_{i}", Unmodelled);
            Bank.Add(0x0060 + (4 * i), $"TX_SEQUENCE_{i}", "31 EMPTY ro; 30:8 -; 7:0 COUNT ro", PartitionEmpty);
        }

        Bank.Add(0x0040, "RX_PORT_MAP", Unmodelled);
        ElementDone = Bank.Add(0x0044, "RBUF_ELEMENT_DONE", "31:7 -; 6:0 ELEMENT wo");
        RxPollLimit = Bank.Add(0x0048, "RX_MPHY_POLL_LIMIT", "31:5 -; 4:0 LAST_PORT rw");
        Bank.Add(0x004c, "FCEFIFO_VALIDATE", Unmodelled);
        TxPollLimit = Bank.Add(0x0070, "TX_MPHY_POLL_LIMIT", "31:4 -; 3:0 LAST_PORT rw");
        Bank.Add(0x0074, "TX_MPHY_STATUS", "31:16 PENDING nm; 15:0 STATUS nm");
        for (int i = 0; i < 4; i++)
        {
            Bank.Add(
                0x0080 + (4 * i),
                $"RX_UP_CONTROL_{i}",
                "31:7 -; 6 SLAVE nm; 5 POS_LEVEL3 rw; 4 PACKET rw; 3:2 PARITY rw; 1 CELL_SIZE rw; 0 DECODE_RESPONSE rw");
            Bank.Add(
                0x0090 + (4 * i),
                $"TX_UP_CONTROL_{i}",
                "31:7 -; 6 SLAVE nm; 5 -; 4 PACKET rw; 3:2 PARITY rw; 1 CELL_SIZE rw; 0 DECODE_RESPONSE rw");
        }

        AddUnmodelled("FCIFIFO", 0x0100, 0x0140);
        AddUnmodelled("FCEFIFO", 0x0140, 0x0180);
        AddUnmodelled("TX_MULTIPLE_PORT_STATUS", 0x0380, 0x03a0);
        AddUnmodelled("TX_CALENDAR", 0x1000, 0x1400);
        AddUnmodelled("PORT_CALENDAR", 0x1400, 0x1800);
        for (int e = 0; e < MediaBuffer.MaxElements; e++)
        {
            ControlA[e] = Bank.Add(
                ElementControlBase + (8 * e),
                $"TBUF_ELEMENT_CONTROL_A_{e}",
                "31:24 LENGTH rw; 23:21 PREPEND_OFFSET rw; 20:16 PREPEND_LENGTH rw; 15:13 PAYLOAD_OFFSET rw; 12 -; "
                + "11 SKIP rw; 10 ABORT rw; 9 SOP rw; 8 EOP rw; 7:0 PORT rw");
            ControlB[e] = Bank.Add(ElementControlBase + (8 * e) + 4, $"TBUF_ELEMENT_CONTROL_B_{e}", "31:0 EXTENSION rw");
        }
    }

    public RegisterBank Bank { get; }

    public Register RxControl { get; }

    public Register TxControl { get; }

    public Register InterruptStatus { get; }

    public Register InterruptEnable { get; }

    public Register TxValidate { get; }

    public Register Freelist { get; }

    public Register FreelistTimeout { get; }

    public Register ElementDone { get; }

    public Register RxPollLimit { get; }

    public Register TxPollLimit { get; }

    public Register TxSequence { get; }

    public Register[] ControlA { get; } = new Register[MediaBuffer.MaxElements];

    public Register[] ControlB { get; } = new Register[MediaBuffer.MaxElements];

    public bool ReceiveEnabled => RxControl.Value >> 28 != 0;

    public bool TransmitEnabled => TxControl.Value >> 28 != 0;

    /// <summary>Transmit elements of partition 0 are discarded.</summary>
    public bool TransmitFlush => (TxControl.Value & (1u << 24)) != 0;

    /// <summary>log2 of the RBUF element size, 6 to 8.</summary>
    public int RbufShift => ElementShift(RxControl);

    public int TbufShift => ElementShift(TxControl);

    /// <summary>Highest SPI-3 address served: the poll limit, or 0 with a single PHY.</summary>
    public int LastReceivePort => LastPort(RxControl, RxPollLimit);

    public int LastTransmitPort => LastPort(TxControl, TxPollLimit);

    // Code 3 is reserved; taken as the largest size.
    private static int ElementShift(Register control) => 6 + Math.Min(2, (int)(control.Value >> 2) & 3);

    private static int LastPort(Register control, Register limit) =>
        (control.Value & (1u << 19)) == 0 ? 0 : (int)limit.Value;

    private void AddUnmodelled(string name, int from, int to)
    {
        for (int offset = from; offset < to; offset += 4)
        {
            Bank.Add(offset, $"{name}_{(offset - from) / 4}", Unmodelled);
        }
    }
}
