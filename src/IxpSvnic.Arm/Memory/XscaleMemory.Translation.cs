using System.Numerics;

namespace IxpSvnic.Arm.Memory;

public sealed unsafe partial class XscaleMemory
{
    private const uint SmallPageMask = 0xffff_f000;
    private const int ManagerDomain = 3;
    private const int ClientDomain = 1;

    private bool MmuIsOn => (_control & ControlBits.Mmu) != 0;

    /// <inheritdoc/>
    public override void RaiseAlignmentFault(uint address) => Fault(AccessSide.Data, FaultStatus.Alignment, Modified(address));

    /// <summary>
    /// Bit (AP, write, privileged) says whether an access is allowed. AP 0 is read-only for privileged code with S, for everybody with R, nobody's
    /// with both (A75) or neither.
    /// </summary>
    private static uint PermissionTable(bool system, bool rom)
    {
        uint table = 0;
        for (int i = 0; i < 16; i++)
        {
            bool privileged = (i & 1) != 0;
            bool write = (i & 2) != 0;
            bool allowed = (i >> 2) switch
            {
                0 => !write && system != rom && (rom || privileged),
                1 => privileged,
                2 => privileged || !write,
                _ => true,
            };
            table |= allowed ? 1u << i : 0;
        }

        return table;
    }

    /// <summary>Translates a data access. False: it faults or waits.</summary>
    private bool TranslateData(uint address, bool write, bool privileged, out uint physical, out PagePolicy policy, out int entry)
    {
        if (!MmuIsOn)
        {
            physical = address;
            policy = PagePolicy.None;
            entry = -1;
            return true;
        }

        physical = 0;
        policy = PagePolicy.None;
        entry = _dataTlb.Find(address);
        if (entry < 0 && !Walk(_dataTlb, AccessSide.Data, address, out entry))
        {
            return false;
        }

        uint info = _dataTlb.Info(entry);
        if (!IsPermitted(info, AccessSide.Data, address, write, privileged))
        {
            return false;
        }

        physical = _dataTlb.Physical(entry, address);
        policy = _policies[info >> 12 & 7];
        return true;
    }

    /// <summary>Translates a fetch; the instruction cache looks at the C bit alone.</summary>
    private bool TranslateFetch(uint address, out uint physical, out bool cacheable, out int entry)
    {
        cacheable = (_control & ControlBits.InstructionCache) != 0;
        if (!MmuIsOn)
        {
            physical = address;
            entry = -1;
            return true;
        }

        physical = 0;
        entry = _instructionTlb.Find(address);
        if (entry < 0 && !Walk(_instructionTlb, AccessSide.Fetch, address, out entry))
        {
            return false;
        }

        uint info = _instructionTlb.Info(entry);
        if (!IsPermitted(info, AccessSide.Fetch, address, false, IsPrivileged))
        {
            return false;
        }

        physical = _instructionTlb.Physical(entry, address);
        cacheable &= (info >> 13 & 1) != 0;
        return true;
    }

    private bool IsPermitted(uint info, AccessSide side, uint address, bool write, bool privileged)
    {
        uint domain = info >> 8 & 15;
        uint access = _domains >> (int)(2 * domain) & 3;
        if (access == ManagerDomain)
        {
            return true;
        }

        bool section = (info & Translation.SectionInfo) != 0;
        if (access != ClientDomain)
        {
            return Fault(side, (section ? FaultStatus.DomainSection : FaultStatus.DomainPage) | domain << 4, address);
        }

        int subpage = (int)(address >> (int)(info >> 16 & 31) & 3);
        uint permission = info >> 2 * subpage & 3;
        uint index = permission << 2 | (write ? 2u : 0) | (privileged ? 1u : 0);
        return (_permissions >> (int)index & 1) != 0
            || Fault(side, (section ? FaultStatus.PermissionSection : FaultStatus.PermissionPage) | domain << 4, address);
    }

    /// <summary>Walks the tables and fills a TLB entry. False: a fault, or the bus has not answered.</summary>
    private bool Walk(Tlb tlb, AccessSide side, uint address, out int entry)
    {
        entry = -1;
        AnswerKind kind = ReferenceEquals(tlb, _dataTlb) ? AnswerKind.DataWalk : AnswerKind.FetchWalk;
        if (!ReadDescriptor(kind, TranslationTables.FirstLevelAddress(_tableBase, address), true, out uint first, out bool abort))
        {
            return false;
        }

        if (abort)
        {
            return Fault(side, FaultStatus.ExternalAbortFirstLevel, address);
        }

        Translation translation;
        switch (first & 3)
        {
            case 0:
                return Fault(side, FaultStatus.TranslationSection, address);
            case 2:
                translation = TranslationTables.Section(first, address);
                break;
            default:
                uint domain = TranslationTables.Domain(first) << 4;
                if (!ReadDescriptor(kind, TranslationTables.SecondLevelAddress(first, address), false, out uint second, out abort))
                {
                    return false;
                }

                if (abort)
                {
                    return Fault(side, FaultStatus.ExternalAbortSecondLevel | domain, address);
                }

                if (!TranslationTables.TryPage(first, second, address, out translation))
                {
                    return Fault(side, FaultStatus.TranslationPage | domain, address);
                }

                break;
        }

        entry = Insert(tlb, translation, side is AccessSide.DataLock or AccessSide.FetchLock);
        return true;
    }

    private int Insert(Tlb tlb, in Translation translation, bool locking)
    {
        DropPage(tlb, tlb.Victim(locking));
        return tlb.Insert(translation, locking);
    }

    /// <summary>An entry leaves its TLB: so do the lines of its page their filters.</summary>
    private void DropPage(Tlb tlb, int entry)
    {
        uint mask = tlb.Mask(entry);
        bool isLarge = mask < SmallPageMask;
        for (int half = 0; half < 2; half++)
        {
            for (ulong lines = tlb.Filtered(entry, half); lines != 0; lines &= lines - 1)
            {
                if (isLarge)
                {
                    FlushFilters();
                    return;
                }

                uint line = (tlb.Tag(entry) & SmallPageMask) | (uint)(half << 11 | BitOperations.TrailingZeroCount(lines) << 5);
                DropAddress(line, ReferenceEquals(tlb, _dataTlb));
            }
        }
    }

    /// <summary>Takes the line of a modified virtual address out of the filters of one side.</summary>
    private void DropAddress(uint address, bool data)
    {
        for (int mode = 0; mode < 2; mode++)
        {
            FilterEntry* lines = FiltersOf(mode == 0) + (address >> 5 & (FilterEntries - 1));
            if (!data)
            {
                Drop(lines, address);
                continue;
            }

            Drop(lines + FilterEntries, address);
            FilterEntry* halves = FiltersOf(mode == 0) + 2 * FilterEntries + (address >> 4 & (StoreFilterEntries - 1));
            Drop(halves, address);
            Drop(halves + 1, address);
        }
    }

    private void Drop(FilterEntry* entry, uint line)
    {
        if ((Modified(entry->Tag) & 0xffff_ffe0) == line)
        {
            entry->Tag = FilterEntry.Empty;
        }
    }

    /// <summary>Records a fault as its side reports it; false, for the caller to return.</summary>
    private bool Fault(AccessSide side, uint status, uint address)
    {
        Outcome = AccessOutcome.Abort;
        EndInstruction();
        switch (side)
        {
            case AccessSide.Data:
                _faultStatus = status;
                _faultAddress = address;
                break;
            case AccessSide.Fetch:
                _faultStatus = status == FaultStatus.External ? status : FaultStatus.InstructionMmu;
                break;
            default:
                _faultStatus = FaultStatus.Lock;
                break;
        }

        return false;
    }
}
