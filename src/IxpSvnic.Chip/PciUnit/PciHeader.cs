using IxpSvnic.Pci.Registers;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// The chip's own type-0 configuration header: CSR, SRAM and DRAM BARs, the latter two sized by the mask registers of
/// the CSRs. An access to no register reads 0 (IXP2800 HRM p325). *Not modelled:* capabilities, latency timer.
/// </summary>
public sealed class PciHeader : IRegisterOwner, IStateful
{
    internal const uint CsrBarMask = 0xfff0_0000;
    private const int MasterAbortBit = 29;
    private const int TargetAbortBit = 28;

    private readonly RegisterBank _bank;
    private readonly Register _command;
    private readonly Register _csrBar;
    private readonly Register _sramBar;
    private readonly Register _dramBar;

    public PciHeader()
    {
        _bank = new RegisterBank("pci.configuration", 256, this);
        _bank.Add(0x00, "PCI_VENDOR_DEVICE_ID", "31:16 DEVICE ro; 15:0 VENDOR ro", 0x9001_8086);
        _command = _bank.Add(
            0x04,
            "PCI_CMD_STAT",
            "31 PARITY w1c; 30 SERR w1c; 29 MASTER_ABORT w1c; 28 RECEIVED_TARGET_ABORT w1c; 27 TARGET_ABORT w1c; "
            + "26:25 DEVSEL ro; 24 DATA_PARITY w1c; 23:16 CAPABLE ro; 15:10 -; 9:3 ERRORS nm; "
            + "2 MASTER rw; 1 MEMORY rw; 0 IO nm",
            0x02a0_0000);
        _bank.Add(0x08, "PCI_REV_CLASS", "31:8 CLASS ro; 7:0 REVISION ro", 0x0b40_0101);
        _bank.Add(0x0c, "PCI_CACHE_LAT_HDR", "31:16 HEADER ro; 15:8 LATENCY nm; 7:0 LINE nm");
        _csrBar = _bank.Add(0x10, "PCI_CSR_BAR", "31:20 BASE rw; 19:0 -");
        _sramBar = _bank.Add(0x14, "PCI_SRAM_BAR", "31:18 BASE rw; 17:4 -; 3 PREFETCHABLE ro; 2:0 -", 8);
        _dramBar = _bank.Add(0x18, "PCI_DRAM_BAR", "31:20 BASE rw; 19:4 -; 3 PREFETCHABLE ro; 2:0 -", 8);
        _bank.Add(0x2c, "PCI_SUBSYS", "31:0 ID ro", 0x9001_8086);
        _bank.Add(0x3c, "PCI_INT_LAT", "31:8 PIN ro; 7:0 LINE rw", 0x100);
        _bank.Add(0x60, "PCI_RCOMP_OVER", "31:0 VALUE nm");
    }

    public RegisterBank Registers => _bank;

    internal uint SramMask { get; set; }

    internal uint DramMask { get; set; }

    internal bool MemoryEnabled => (_command.Value & 2) != 0;

    public uint Read(int offset) => _bank.Read(offset & 0xfc);

    public void Write(int offset, uint value, uint mask) => _bank.WriteLanes(offset & 0xfc, value, mask);

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        if (register == _sramBar)
        {
            register.Value &= ~SramMask;
        }
        else if (register == _dramBar)
        {
            register.Value &= ~DramMask;
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor) => visitor.Visit(_bank);

    internal void NoteMasterAbort() => _command.Value |= 1u << MasterAbortBit;

    internal void NoteTargetAbort() => _command.Value |= 1u << TargetAbortBit;

    /// <summary>Offset in the CSR BAR, or -1.</summary>
    internal long CsrOffset(uint address) => Offset(address, _csrBar.Value, ~CsrBarMask);

    /// <summary>Offset in the SRAM BAR, or -1.</summary>
    internal long SramOffset(uint address) => Offset(address, _sramBar.Value, SramMask | 0x3ffff);

    /// <summary>Offset in the DRAM BAR, or -1.</summary>
    internal long DramOffset(uint address) => Offset(address, _dramBar.Value, DramMask | 0xfffff);

    // A BAR that was never set lies at 0 and does not decode.
    private static long Offset(uint address, uint bar, uint mask) =>
        (bar & ~mask) != 0 && (address & ~mask) == (bar & ~mask) ? address & mask : -1;
}
