using IxpSvnic.Sim.Registers;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The remapping unit's registers (Intel VT-d, version 1.0, legacy mode): global command, root table, register-based
/// invalidation of context cache and IOTLB, and primary fault logging. 64-bit registers are two words, low first; a
/// command starts when the word that holds its start bit is written.
/// <para>Not modelled: queued invalidation, interrupt remapping, device IOTLBs, advanced fault logging, protected
/// memory (their capability bits read 0); the fault event is a call instead of an interrupt message.</para>
/// </summary>
public sealed class IommuRegisters : IRegisterOwner, IStateful
{
    public const int Bytes = 0x400;
    public const int Gcmd = 0x18;
    public const int Gsts = 0x1c;
    public const int RtaddrLow = 0x20;
    public const int RtaddrHigh = 0x24;
    public const int CcmdLow = 0x28;
    public const int CcmdHigh = 0x2c;
    public const int Fsts = 0x34;
    public const int Fectl = 0x38;
    public const int IvaLow = 0x100;
    public const int IvaHigh = 0x104;
    public const int IotlbHigh = 0x10c;
    public const int Frcd = 0x200;
    public const int FaultRecords = 8;

    public const uint TranslationEnable = 1u << 31;
    public const uint SetRootTable = 1u << 30;
    public const uint Start = 1u << 31;
    public const uint FaultPending = 1u << 1;
    public const uint FaultOverflow = 1u << 0;
    public const uint EventMask = 1u << 31;
    public const uint EventPending = 1u << 30;
    public const uint RecordValid = 1u << 31;
    public const uint RecordIsRead = 1u << 30;

    /// <summary>Largest address mask of a page-selective invalidation (MAMV): 2 MB.</summary>
    public const int MaxAddressMask = 9;

    private const int IotlbOffset = 0x100;

    private readonly Iotlb _iotlb;
    private readonly ContextCache _contexts;
    private readonly Register _status;
    private readonly Register _rootLow;
    private readonly Register _rootHigh;
    private readonly Register _contextLow;
    private readonly Register _faultStatus;
    private readonly Register _faultControl;
    private readonly Register _addressLow;
    private readonly Register _addressHigh;
    private readonly Register[] _records = new Register[FaultRecords * 4];
    private ulong _rootTable;
    private int _nextRecord;

    internal IommuRegisters(Iotlb iotlb, ContextCache contexts)
    {
        _iotlb = iotlb;
        _contexts = contexts;
        Bank = new RegisterBank("iommu", Bytes, this);
        Bank.Add(0x00, "VER_REG", "31:8 -; 7:4 MAX ro; 3:0 MIN ro", 0x10);
        Bank.Add(
            0x08,
            "CAP_REG",
            "31:24 FRO ro; 23 -; 22 ZLR ro; 21:16 MGAW ro; 15:13 -; 12:8 SAGAW ro; 7 CM ro; 6 PHMR ro; 5 PLMR ro;"
            + " 4 RWBF ro; 3 AFL ro; 2:0 ND ro",
            (Frcd / 16 << 24) | (47 << 16) | (0b00110 << 8) | 6);
        Bank.Add(
            0x0c,
            "CAP_REG_H",
            "31:24 -; 23 DRD ro; 22 DWD ro; 21:16 MAMV ro; 15:8 NFR ro; 7 PSI ro; 6 -; 5:2 SLLPS ro; 1:0 FRO ro",
            (3 << 22) | (MaxAddressMask << 16) | ((FaultRecords - 1) << 8) | (1 << 7) | (1 << 2));
        Bank.Add(
            0x10,
            "ECAP_REG",
            "31:18 -; 17:8 IRO ro; 7 SC ro; 6 PT ro; 5 -; 4 EIM ro; 3 IR ro; 2 DT ro; 1 QI ro; 0 C ro",
            (IotlbOffset / 16 << 8) | (1 << 6) | 1);
        Bank.Add(0x14, "ECAP_REG_H", "31:0 -");
        Bank.Add(
            Gcmd,
            "GCMD_REG",
            "31 TE wo; 30 SRTP wo; 29 SFL -; 28 EAFL -; 27 WBF -; 26 QIE -; 25 IRE -; 24 SIRTP -; 23 CFI -; 22:0 -");
        _status = Bank.Add(
            Gsts,
            "GSTS_REG",
            "31 TES ro; 30 RTPS ro; 29 FLS -; 28 AFLS -; 27 WBFS -; 26 QIES -; 25 IRES -; 24 IRTPS -; 23 CFIS -;"
            + " 22:0 -");
        _rootLow = Bank.Add(RtaddrLow, "RTADDR_REG", "31:12 RTA rw; 11:0 -");
        _rootHigh = Bank.Add(RtaddrHigh, "RTADDR_REG_H", "31:0 RTA rw");
        _contextLow = Bank.Add(CcmdLow, "CCMD_REG", "31:16 SID rw; 15:0 DID rw");
        Bank.Add(CcmdHigh, "CCMD_REG_H", "31 ICC rw; 30:29 CIRG rw; 28:27 CAIG ro; 26:2 -; 1:0 FM rw");
        _faultStatus = Bank.Add(
            Fsts,
            "FSTS_REG",
            "31:16 -; 15:8 FRI ro; 7 PRO -; 6 ITE -; 5 ICE -; 4 IQE -; 3 APF -; 2 AFO -; 1 PPF ro; 0 PFO w1c");
        _faultControl = Bank.Add(Fectl, "FECTL_REG", "31 IM rw; 30 IP ro; 29:0 -", EventMask);
        Bank.Add(0x3c, "FEDATA_REG", "31:16 EIMD nm; 15:0 IMD nm");
        Bank.Add(0x40, "FEADDR_REG", "31:2 MA nm; 1:0 -");
        Bank.Add(0x44, "FEUADDR_REG", "31:0 MUA nm");
        _addressLow = Bank.Add(IvaLow, "IVA_REG", "31:12 ADDR rw; 11:7 -; 6 IH rw; 5:0 AM rw");
        _addressHigh = Bank.Add(IvaHigh, "IVA_REG_H", "31:0 ADDR rw");
        Bank.Add(0x108, "IOTLB_REG", "31:0 -");
        Bank.Add(
            IotlbHigh,
            "IOTLB_REG_H",
            "31 IVT rw; 30 -; 29:28 IIRG rw; 27 -; 26:25 IAIG ro; 24:18 -; 17 DR rw; 16 DW rw; 15:0 DID rw");
        for (int i = 0; i < FaultRecords; i++)
        {
            int offset = Frcd + (i * 16);
            _records[i * 4] = Bank.Add(offset, $"FRCD_REG_{i}_0", "31:12 FI ro; 11:0 -");
            _records[(i * 4) + 1] = Bank.Add(offset + 4, $"FRCD_REG_{i}_1", "31:0 FI ro");
            _records[(i * 4) + 2] = Bank.Add(offset + 8, $"FRCD_REG_{i}_2", "31:16 -; 15:0 SID ro");
            _records[(i * 4) + 3] = Bank.Add(offset + 12, $"FRCD_REG_{i}_3", "31 F w1c; 30 T ro; 29:8 -; 7:0 FR ro");
        }
    }

    public RegisterBank Bank { get; }

    /// <summary>Takes the fault event when its mask bit is clear.</summary>
    public IFaultEventHandler? FaultHandler { get; set; }

    public bool TranslationEnabled => (_status.Value & TranslationEnable) != 0;

    /// <summary>The root table in use: latched by the set-root-table command.</summary>
    public ulong RootTable => _rootTable;

    public long Invalidations { get; private set; }

    /// <summary>Faults that found no free recording register.</summary>
    public long FaultsLost { get; private set; }

    void IRegisterOwner.OnRead(Register register)
    {
    }

    void IRegisterOwner.OnWrite(Register register, uint written, uint before)
    {
        switch (register.Offset)
        {
            case Gcmd:
                Command(written);
                break;
            case CcmdHigh when (written & Start) != 0:
                InvalidateContexts(register);
                break;
            case IotlbHigh when (written & Start) != 0:
                InvalidateTranslations(register);
                break;
            case Fectl:
                DeliverEvent();
                break;
            case Fsts:
            case >= Frcd and < Frcd + (FaultRecords * 16):
                UpdatePending();
                break;
        }
    }

    /// <summary>
    /// Primary fault logging: the next recording register takes the fault, or it is lost and the overflow noted.
    /// </summary>
    internal void Record(FaultReason reason, ushort sourceId, ulong address, bool write)
    {
        bool anyBefore = (_faultStatus.Value & (FaultPending | FaultOverflow)) != 0;
        Span<Register> record = _records.AsSpan(_nextRecord * 4, 4);
        if ((_faultStatus.Value & FaultOverflow) != 0 || (record[3].Value & RecordValid) != 0)
        {
            FaultsLost++;
            _faultStatus.Value |= FaultOverflow;
        }
        else
        {
            record[0].Value = (uint)address & ~0xfffu;
            record[1].Value = (uint)(address >> 32);
            record[2].Value = sourceId;
            record[3].Value = RecordValid | (write ? 0 : RecordIsRead) | (uint)reason;
            if ((_faultStatus.Value & FaultPending) == 0)
            {
                _faultStatus.Value = (_faultStatus.Value & ~0xff00u) | FaultPending | ((uint)_nextRecord << 8);
            }

            _nextRecord = (_nextRecord + 1) % FaultRecords;
        }

        if (!anyBefore)
        {
            _faultControl.Value |= EventPending;
            DeliverEvent();
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(Bank);
        visitor.Value(ref _rootTable);
        visitor.Value(ref _nextRecord);
        if (!visitor.IsHashing)
        {
            long invalidations = Invalidations;
            long lost = FaultsLost;
            visitor.Value(ref invalidations);
            visitor.Value(ref lost);
            Invalidations = invalidations;
            FaultsLost = lost;
        }
    }

    private void Command(uint written)
    {
        uint status = _status.Value;
        if ((written & SetRootTable) != 0)
        {
            _rootTable = ((ulong)_rootHigh.Value << 32) | (_rootLow.Value & ~0xfffu);
            status |= SetRootTable;
        }

        _status.Value = (status & ~TranslationEnable) | (written & TranslationEnable);
    }

    // Granularities: 1 global, 2 domain, 3 device or page; 0 is reserved and does nothing. Commands complete at once.
    private void InvalidateContexts(Register register)
    {
        uint granularity = (register.Value >> 29) & 3;
        ushort domain = (ushort)_contextLow.Value;
        switch (granularity)
        {
            case 1:
                _contexts.InvalidateAll();
                break;
            case 2:
                _contexts.InvalidateDomain(domain);
                break;
            case 3:
                int ignored = (int)(register.Value & 3) switch { 0 => 0, 1 => 4, 2 => 6, _ => 7 };
                _contexts.InvalidateDevice(domain, (ushort)(_contextLow.Value >> 16), ignored);
                break;
        }

        Invalidations++;
        register.Value = (register.Value & ~(Start | (3u << 27))) | (granularity << 27);
    }

    private void InvalidateTranslations(Register register)
    {
        uint granularity = (register.Value >> 28) & 3;
        ushort domain = (ushort)register.Value;
        int mask = (int)(_addressLow.Value & 0x3f);
        if (granularity == 3 && mask > MaxAddressMask)
        {
            granularity = 2;
        }

        switch (granularity)
        {
            case 1:
                _iotlb.InvalidateAll();
                break;
            case 2:
                _iotlb.InvalidateDomain(domain);
                break;
            case 3:
                ulong address = ((ulong)_addressHigh.Value << 32) | (_addressLow.Value & ~0xfffu);
                _iotlb.InvalidatePages(domain, address, mask);
                break;
        }

        Invalidations++;
        register.Value = (register.Value & ~(Start | (3u << 25))) | (granularity << 25);
    }

    private void UpdatePending()
    {
        bool any = false;
        for (int i = 0; i < FaultRecords; i++)
        {
            any |= (_records[(i * 4) + 3].Value & RecordValid) != 0;
        }

        if (!any)
        {
            _faultStatus.Value &= ~FaultPending;
        }

        if ((_faultStatus.Value & (FaultPending | FaultOverflow)) == 0)
        {
            _faultControl.Value &= ~EventPending;
        }
    }

    private void DeliverEvent()
    {
        if ((_faultControl.Value & (EventPending | EventMask)) == EventPending && FaultHandler is not null)
        {
            _faultControl.Value &= ~EventPending;
            FaultHandler.OnFaultEvent();
        }
    }
}
