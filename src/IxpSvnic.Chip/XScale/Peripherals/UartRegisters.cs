using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.XScale.Peripherals;

/// <summary>Declares the UART's registers; each is 8 bits wide in a word of its own (Barrelfish uart, NFP-32xx nfp_uart.h).</summary>
internal sealed class UartRegisters
{
    public const int Data = 0x00;
    public const int InterruptEnable = 0x04;
    public const int InterruptIdentity = 0x08;
    public const int LineStatus = 0x14;
    public const int Bytes = 0x20;

    public const uint UnitEnable = 1 << 6;
    public const uint TimeoutEnable = 1 << 4;
    public const uint LineStatusEnable = 1 << 2;
    public const uint TransmitEnable = 1 << 1;
    public const uint ReceiveEnable = 1 << 0;
    public const uint DivisorAccess = 1 << 7;
    public const uint Loop = 1 << 4;

    public UartRegisters(IRegisterOwner owner)
    {
        Bank = new RegisterBank("uart", Bytes, owner);
        Divisor = new RegisterBank("uart.divisor", 8, owner);
        Rbr = Bank.Add(Data, "RBR_THR", "31:8 -; 7:0 DATA ro");
        Ier = Bank.Add(
            InterruptEnable, "IER", "31:8 -; 7 DMAE nm; 6 UUE rw; 5 NRZE nm; 4 RTOIE rw; 3 MIE rw; 2 RLSE rw; 1 TIE rw; 0 RAVIE rw");
        Iir = Bank.Add(InterruptIdentity, "IIR_FCR", "31:8 -; 7:6 FIFOES_ITL ro; 5:4 -; 3:0 IDENTITY_RESET ro", 1);
        Lcr = Bank.Add(
            0x0c, "LCR", "31:8 -; 7 DLAB rw; 6 SET_BREAK nm; 5 STICKY_PARITY nm; 4 EVEN_PARITY nm; 3 PARITY rw; 2 STOP rw; 1:0 LENGTH rw");
        Mcr = Bank.Add(0x10, "MCR", "31:8 -; 7:5 HIGH nm; 4 LOOP rw; 3:0 OUTPUTS nm");
        Lsr = Bank.Add(
            LineStatus, "LSR", "31:8 -; 7 FIFOE -; 6 TEMT ro; 5 THRE ro; 4 BREAK -; 3 FRAMING -; 2 PARITY -; 1 OVERRUN ro; 0 DATA_READY ro", 0x60);
        Bank.Add(0x18, "MSR", "31:8 -; 7:0 LINES ro");
        Bank.Add(0x1c, "SPR", "31:8 -; 7:0 SCRATCH rw");
        Dll = Divisor.Add(0, "DLL", "31:8 -; 7:0 LOW rw");
        Dlh = Divisor.Add(4, "DLH", "31:8 -; 7:0 HIGH rw");
    }

    public RegisterBank Bank { get; }

    /// <summary>What lies at offsets 0 and 4 while LCR bit 7 is set.</summary>
    public RegisterBank Divisor { get; }

    public Register Rbr { get; }

    public Register Ier { get; }

    public Register Iir { get; }

    public Register Lcr { get; }

    public Register Mcr { get; }

    public Register Lsr { get; }

    public Register Dll { get; }

    public Register Dlh { get; }

    /// <summary>APB cycles of one character: start bit, data, parity, stop bits, sixteen times the divisor each.</summary>
    public long CharacterCycles
    {
        get
        {
            uint format = Lcr.Value;
            uint bits = 1 + 5 + (format & 3) + (format >> 3 & 1) + 1 + (format >> 2 & 1);
            return 16L * bits * Math.Max(1, (Dlh.Value << 8) | Dll.Value);
        }
    }

    /// <summary>Bits of a character that are sent.</summary>
    public uint CharacterMask => 0xffu >> (int)(3 - (Lcr.Value & 3));
}
