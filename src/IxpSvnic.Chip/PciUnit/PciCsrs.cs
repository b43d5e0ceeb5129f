using IxpSvnic.Pci.Bus;
using IxpSvnic.Pci.Registers;
using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// The PCI unit's CSRs (DF00_0000, CSR BAR 0xFE000): mailboxes, doorbells with their two sides, DMA registers,
/// interrupt status and masks, control. A microengine counts as the XScale side. *Not modelled:* the PNI bit, routing
/// of other IRQ sources to the host, parity errors.
/// </summary>
public sealed class PciCsrs : IRegisterOwner, IPciInterruptPin, IStateful
{
    internal const int OutIntStatus = 0x30;
    internal const int OutIntMask = 0x34;
    internal const int Mailbox0 = 0x50;
    internal const int XScaleDoorbell = 0x60;
    internal const int XScaleDoorbellSetup = 0x64;
    internal const int PciDoorbell = 0x70;
    internal const int PciDoorbellSetup = 0x74;
    internal const int Channel1 = 0x80;
    internal const int ChannelStride = 0x20;
    internal const int DmaInfMode = 0xe0;
    internal const int SramBaseAddrMask = 0xfc;
    internal const int DramBaseAddrMask = 0x100;
    internal const int PciControl = 0x13c;
    internal const int PciAddrExt = 0x140;
    internal const int MePushStatus = 0x148;
    internal const int MePushEnable = 0x14c;
    internal const int XScaleIntStatus = 0x158;
    internal const int XScaleIntEnable = 0x15c;

    private const uint Rma = 1 << 5;
    private const uint Dct = 1 << 8;
    private const uint AbortBits = Rma | Dct;
    private const int InterruptA = 1 << 26;
    private const int InterruptB = 1 << 27;

    private readonly RegisterBank _bank;
    private readonly PciHeader _header;
    private readonly Register _xscaleDoorbell;
    private readonly Register _pciDoorbell;
    private readonly Register _control;
    private readonly Register _addressExtension;
    private readonly Register _mode;
    private readonly Register _pushStatus;
    private readonly Register _pushEnable;
    private readonly Register _outStatus;
    private readonly Register _outMask;
    private readonly Register _inStatus;
    private readonly Register _inEnable;
    private readonly Register _errorStatus;
    private readonly Register _errorEnable;
    private uint _lines;
    private bool _interruptA;
    private bool _interruptB;
    private bool _fromPci;
    private bool _error;

    public PciCsrs(PciHeader header)
    {
        _header = header;
        _bank = new RegisterBank("pci.csr", 0x200, this);
        const string Sources = "31:28 -; 27 INTB {0}; 26 INTA {0}; 25:7 -; 6 DMA3 {0}; 5 DMA2 {0}; 4 DMA1 {0}; 3 -; "
            + "2 DOORBELL {0}; 1 XSCALE_INT {0}; 0 -";
        _outStatus = _bank.Add(OutIntStatus, "PCI_OUT_INT_STATUS", Format(Sources, "ro"));
        _outMask = _bank.Add(OutIntMask, "PCI_OUT_INT_MASK", Format(Sources, "rw"));
        for (int i = 0; i < 4; i++)
        {
            _bank.Add(Mailbox0 + (4 * i), $"MAILBOX_{i}", "31:0 VALUE rw");
        }

        _xscaleDoorbell = _bank.Add(XScaleDoorbell, "XSCALE_DOORBELL", "31:0 BITS ro", uint.MaxValue);
        _bank.Add(XScaleDoorbellSetup, "XSCALE_DOORBELL_SETUP", "31:0 BITS ro");
        _pciDoorbell = _bank.Add(PciDoorbell, "PCI_DOORBELL", "31:0 BITS ro");
        _bank.Add(PciDoorbellSetup, "PCI_DOORBELL_SETUP", "31:0 BITS ro");
        Channels = [null!, new(_bank, 1), new(_bank, 2), new(_bank, 3)];
        _mode = _bank.Add(DmaInfMode, "DMA_INF_MODE", "31:6 -; 5:4 OWNER3 rw; 3:2 OWNER2 rw; 1:0 OWNER1 rw");
        _bank.Add(SramBaseAddrMask, "SRAM_BASE_ADDR_MASK", "31:18 MASK rw; 17:0 -", 0x007c_0000);
        _bank.Add(DramBaseAddrMask, "DRAM_BASE_ADDR_MASK", "31:20 MASK rw; 19:0 -", 0x0ff0_0000);
        _control = _bank.Add(
            PciControl,
            "PCI_CONTROL",
            "31:29 - ; 28 PCF rw; 27:23 -; 22 BE_DEO rw; 21 BE_DEI rw; 20 BE_BEO rw; 19 BE_BEI rw; 18 -; 17 IEE rw; "
            + "16:9 -; 8 DCT w1c; 7:6 -; 5 RMA w1c; 4:0 -");
        _addressExtension = _bank.Add(PciAddrExt, "PCI_ADDR_EXT", "31:16 IO rw; 15:13 MEMORY rw; 12:0 -");
        _pushStatus = _bank.Add(MePushStatus, "PCI_ME_PUSH_STATUS", "31:3 -; 2 DMA3 w1c; 1 DMA2 w1c; 0 DMA1 w1c");
        _pushEnable = _bank.Add(MePushEnable, "PCI_ME_PUSH_ENABLE", "31:3 -; 2 DMA3 rw; 1 DMA2 rw; 0 DMA1 rw");
        _errorStatus = _bank.Add(0x150, "PCI_ERR_STATUS", "31:9 -; 8 DCT w1c; 7:6 -; 5 RMA w1c; 4:0 -");
        _errorEnable = _bank.Add(0x154, "PCI_ERR_ENABLE", "31:9 OTHER nm; 8 DCT rw; 7:6 OTHER nm; 5 RMA rw; 4:0 OTHER nm");
        _inStatus = _bank.Add(XScaleIntStatus, "PCI_XSCALE_INT_STATUS", Format(Sources, "ro"));
        _inEnable = _bank.Add(XScaleIntEnable, "PCI_XSCALE_INT_ENABLE", Format(Sources, "rw"));
        header.SramMask = 0x007c_0000;
        header.DramMask = 0x0ff0_0000;
    }

    public RegisterBank Registers => _bank;

    /// <summary>Told when an enabled error is pending, and when none is any more.</summary>
    public Action<bool>? ErrorChanged { get; set; }

    /// <summary>Lines to the XScale's interrupt controller.</summary>
    public IPciInterruptOutputs? Outputs { get; set; }

    /// <summary>INTA# of the chip on the board's bus; the chip hears it itself as well.</summary>
    public IPciInterruptPin? InterruptPin { get; set; }

    /// <summary>Register sets 1 to 3; element 0 is unused.</summary>
    internal DmaRegisters[] Channels { get; }

    /// <summary>Told of a write to a channel's control register: channel, written value, value before.</summary>
    internal IDmaControl? Dma { get; set; }

    internal bool ReverseOut => (_control.Value & (1 << 22)) != 0;

    internal bool ReverseIn => (_control.Value & (1 << 21)) != 0;

    internal bool ReverseEnablesOut => (_control.Value & (1 << 20)) != 0;

    internal bool ReverseIo => (_control.Value & (1 << 17)) != 0;

    /// <summary>PCI address of an access to the E000_0000 window.</summary>
    internal uint MemoryAddress(uint physical) =>
        ((_addressExtension.Value & 0xe000) << 16) | (physical & 0x1fff_ffff);

    /// <summary>PCI address of an access to the D800_0000 window.</summary>
    internal uint IoAddress(uint physical) => (_addressExtension.Value & 0xffff_0000) | (physical & 0xffff);

    /// <summary>Owner of a channel: 0 XScale, 1 PCI host, 2 microengine.</summary>
    internal int Owner(int channel) => (int)(_mode.Value >> (2 * (channel - 1))) & 3;

    public uint Read(int offset) => _bank.Read(offset & ~3);

    /// <summary>A write from inside the chip.</summary>
    public void WriteFromChip(int offset, uint value) => Write(offset, value, uint.MaxValue, fromPci: false);

    /// <summary>A write from a PCI master.</summary>
    public void WriteFromPci(int offset, uint value, uint mask) => Write(offset, value, mask, fromPci: true);

    /// <summary>INTB#, driven by the 21555's secondary doorbells.</summary>
    public void OnInterruptLine(bool asserted)
    {
        _interruptB = asserted;
        Drive();
    }

    /// <inheritdoc/>
    public void OnRead(Register register)
    {
    }

    /// <inheritdoc/>
    public void OnWrite(Register register, uint written, uint before)
    {
        switch (register.Offset)
        {
            case XScaleDoorbell or PciDoorbell:
                // One flip-flop a bit: the chip's ones set, the bus's ones clear; only the asserted level differs.
                register.Value = _fromPci ? before & ~written : before | written;
                break;
            case XScaleDoorbellSetup:
                _xscaleDoorbell.Value = written;
                break;
            case PciDoorbellSetup:
                _pciDoorbell.Value = written;
                break;
            case SramBaseAddrMask:
                _header.SramMask = register.Value;
                break;
            case DramBaseAddrMask:
                _header.DramMask = register.Value;
                break;
            case >= Channel1 and < DmaInfMode:
                if ((register.Offset & 0x1f) == DmaRegisters.ControlOffset)
                {
                    Dma!.OnControl((register.Offset - Channel1) / ChannelStride + 1, written, before);
                }

                break;
        }

        Drive();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_bank);
        visitor.Value(ref _lines);
        visitor.Value(ref _interruptA);
        visitor.Value(ref _interruptB);
        visitor.Value(ref _error);
        _header.SramMask = _bank.At(SramBaseAddrMask)!.Value;
        _header.DramMask = _bank.At(DramBaseAddrMask)!.Value;
    }

    /// <summary>
    /// Nobody answered a cycle of ours: RMA, and for a configuration cycle DCT as well, in PCI_CONTROL and PCI_ERR_STATUS (A90).
    /// </summary>
    internal void NoteMasterAbort(bool isConfiguration)
    {
        uint bits = isConfiguration ? AbortBits : Rma;
        _control.Value |= bits;
        _errorStatus.Value |= bits;
        _header.NoteMasterAbort();
        Drive();
    }

    /// <summary>The status bit of a microengine's channel; true when its signal is enabled.</summary>
    internal bool Push(int channel)
    {
        uint bit = 1u << (channel - 1);
        _pushStatus.Value |= bit;
        return (_pushEnable.Value & bit) != 0;
    }

    /// <summary>Interrupt levels follow their sources.</summary>
    internal void Drive()
    {
        uint xscale = 0;
        uint host = _pciDoorbell.Value != 0 ? 1u << 2 : 0;
        for (int channel = 1; channel <= 3; channel++)
        {
            if (Channels[channel].IsChainDone)
            {
                uint bit = 1u << (3 + channel);
                xscale |= Owner(channel) == 0 ? bit : 0;
                host |= Owner(channel) == 1 ? bit : 0;
            }
        }

        bool error = (_errorStatus.Value & _errorEnable.Value & AbortBits) != 0;
        if (error != _error)
        {
            _error = error;
            ErrorChanged?.Invoke(error);
        }

        _outStatus.Value = host;
        bool interruptA = (host & _outMask.Value) != 0;
        if (interruptA != _interruptA)
        {
            _interruptA = interruptA;
            InterruptPin?.OnInterruptLine(interruptA);
        }

        bool doorbell = _xscaleDoorbell.Value != uint.MaxValue;
        xscale |= doorbell ? 1u << 2 : 0;
        xscale |= (interruptA ? (uint)InterruptA : 0) | (_interruptB ? (uint)InterruptB : 0);
        _inStatus.Value = xscale;
        uint enabled = xscale & _inEnable.Value;
        uint lines = ((enabled >> 4) & 7) << 10;
        lines |= doorbell ? 1u << 13 : 0;
        lines |= (enabled & (InterruptA | InterruptB)) != 0 ? 1u << 15 : 0;
        uint changed = lines ^ _lines;
        _lines = lines;
        for (int irq = 10; changed >> irq != 0; irq++)
        {
            if ((changed & (1u << irq)) != 0)
            {
                Outputs?.OnPciInterrupt(irq, (lines & (1u << irq)) != 0);
            }
        }
    }

    private static string Format(string fields, string access) =>
        fields.Replace("{0}", access, StringComparison.Ordinal);

    private void Write(int offset, uint value, uint mask, bool fromPci)
    {
        _fromPci = fromPci;
        _bank.WriteLanes(offset & ~3, value, mask);
        _fromPci = false;
    }
}
