using IxpSvnic.Host.Memory;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// Walks the remapping tables in host memory from the root pointer in use. Tables are listed once each.
/// </summary>
public sealed class TableDumper(HostMemory memory, Iommu iommu)
{
    private readonly List<DumpedTable> _tables = [];
    private readonly List<DumpedMapping> _mappings = [];
    private readonly HashSet<ulong> _seen = [];

    public static TableDump Dump(HostMemory memory, Iommu iommu) => new TableDumper(memory, iommu).Run();

    private TableDump Run()
    {
        ulong root = iommu.Registers.RootTable;
        if (root != 0)
        {
            foreach (DumpedEntry entry in Add(root, "root", 0, 16))
            {
                if ((entry.Low & RemappingFormat.Present) != 0)
                {
                    Contexts(entry.Index, entry.Low & RemappingFormat.AddressMask);
                }
            }
        }

        List<DumpedRequester> requesters = [];
        for (int region = 0; region < iommu.Requesters.Regions; region++)
        {
            uint value = iommu.Requesters.Bank.All[region].Value;
            if (value >> 31 != 0)
            {
                requesters.Add(new(region, (ulong)(region * iommu.Requesters.RegionBytes), (ushort)value));
            }
        }

        return new(
            root,
            iommu.Registers.TranslationEnabled,
            iommu.Requesters.RegionBytes,
            requesters,
            _tables,
            _mappings);
    }

    private void Contexts(int bus, ulong table)
    {
        foreach (DumpedEntry entry in Add(table, "context", 0, 16))
        {
            if ((entry.Low & RemappingFormat.Present) != 0)
            {
                ushort domain = (ushort)(entry.High >> RemappingFormat.DomainShift);
                int levels = (int)(entry.High & RemappingFormat.WidthMask) + 2;
                ulong top = entry.Low & RemappingFormat.AddressMask;
                Second((ushort)((bus << 8) | entry.Index), domain, top, levels, 0, 3);
            }
        }
    }

    private void Second(ushort source, ushort domain, ulong table, int level, ulong prefix, ulong rights)
    {
        int shift = Iotlb.PageShift + ((level - 1) * RemappingFormat.BitsPerLevel);
        foreach (DumpedEntry entry in Add(table, "secondLevel", level, 8))
        {
            ulong own = entry.Low & rights & 3;
            ulong address = prefix | ((ulong)entry.Index << shift);
            ulong target = entry.Low & RemappingFormat.AddressMask;
            if (own == 0)
            {
                continue;
            }

            if (level == 1 || (level == 2 && (entry.Low & RemappingFormat.PageSize) != 0))
            {
                _mappings.Add(new(source, domain, address, target, 1L << shift, (own & 1) != 0, (own & 2) != 0));
            }
            else
            {
                Second(source, domain, target, level - 1, address, own);
            }
        }
    }

    private List<DumpedEntry> Add(ulong address, string kind, int level, int entryBytes)
    {
        List<DumpedEntry> entries = [];
        if (!memory.Holds(address, HostMemory.PageBytes))
        {
            return entries;
        }

        for (int i = 0; i < HostMemory.PageBytes / entryBytes; i++)
        {
            long at = (long)address + (i * entryBytes);
            ulong low = memory.ReadEntry(at);
            ulong high = entryBytes == 16 ? memory.ReadEntry(at + 8) : 0;
            if ((low | high) != 0)
            {
                entries.Add(new(i, low, high));
            }
        }

        if (_seen.Add(address))
        {
            _tables.Add(new((long)address, kind, level, entries));
        }

        return entries;
    }
}
