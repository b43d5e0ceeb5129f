using IxpSvnic.Host.DmaRemapping;

namespace IxpSvnic.Machine.Tests.Iommu;

/// <summary>
/// Translates by the raw entries of a table dump alone, as section 3 of the VT-d specification describes it; knows nothing of
/// the walker, the IOTLB or the mappings listed in the dump.
/// </summary>
internal sealed class IndependentWalk(TableDump dump)
{
    private const ushort Bridge = 0x0100;

    private readonly Dictionary<(ulong Table, int Index), (ulong Low, ulong High)> _entries = dump.Tables
        .SelectMany(t => t.Entries.Select(e => (Key: ((ulong)t.Address, e.Index), Value: (e.Low, e.High))))
        .ToDictionary(e => e.Key, e => e.Value);

    public ushort SourceOf(ulong address)
    {
        DumpedRequester? requester = dump.Requesters.FirstOrDefault(
            r => address >= r.FirstAddress && address < r.FirstAddress + (ulong)dump.RegionBytes);
        return requester?.SourceId ?? Bridge;
    }

    /// <summary>Machine address, or null where an access is not permitted.</summary>
    public ulong? Translate(ulong address, ushort source, bool write)
    {
        (ulong root, _) = Entry(dump.Root, source >> 8);
        if (root % 2 == 0)
        {
            return null;
        }

        (ulong low, ulong high) = Entry(Page(root), source & 0xff);
        if (low % 2 == 0)
        {
            return null;
        }

        ulong table = Page(low);
        ulong needed = write ? 2u : 1u;
        for (int shift = high % 8 == 2 ? 39 : 30; ; shift -= 9)
        {
            (ulong entry, _) = Entry(table, (int)(address >> shift) & 511);
            if ((entry & needed) == 0)
            {
                return null;
            }

            if (shift == 12 || (shift == 21 && (entry >> 7) % 2 == 1))
            {
                ulong offset = (1UL << shift) - 1;
                return (Page(entry) & ~offset) | (address & offset);
            }

            table = Page(entry);
        }
    }

    private static ulong Page(ulong entry) => entry >> 12 << 12 & 0x000f_ffff_ffff_ffff;

    private (ulong Low, ulong High) Entry(ulong table, int index) => _entries.GetValueOrDefault((table, index));
}
