using IxpSvnic.Sim.State;

namespace IxpSvnic.Host.DmaRemapping;

/// <summary>
/// The cache of translations: sets × ways, least recently used way replaced, set = (page number xor domain) mod sets. 4
/// KB and 2 MB pages share the ways. Entries live until invalidated or replaced, whatever happens to the tables in
/// memory.
/// </summary>
internal sealed class Iotlb(int sets, int ways) : IStateful
{
    public const int PageShift = 12;
    public const int LargeShift = 21;

    private readonly IotlbEntry[] _entries = new IotlbEntry[sets * ways];
    private long _uses;

    public int Count
    {
        get
        {
            int count = 0;
            foreach (IotlbEntry entry in _entries)
            {
                count += entry.Rights == TranslationRights.None ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>
    /// Finds a translation that permits the access. One that does not permit it is dropped, to be walked anew.
    /// </summary>
    public bool TryFind(ushort domain, ulong address, TranslationRights needed, out ulong machine)
    {
        int index = Find(domain, address, PageShift);
        if (index < 0)
        {
            index = Find(domain, address, LargeShift);
        }

        if (index >= 0)
        {
            ref IotlbEntry entry = ref _entries[index];
            if ((entry.Rights & needed) == needed)
            {
                entry.LastUse = ++_uses;
                machine = entry.Machine | (address & ((1UL << entry.Shift) - 1));
                return true;
            }

            entry = default;
        }

        machine = 0;
        return false;
    }

    public void Insert(ushort domain, ulong address, int shift, ulong machine, TranslationRights rights)
    {
        int first = Set(domain, address >> shift) * ways;
        int victim = first;
        for (int i = first; i < first + ways; i++)
        {
            if (_entries[i].Rights == TranslationRights.None)
            {
                victim = i;
                break;
            }

            if (_entries[i].LastUse < _entries[victim].LastUse)
            {
                victim = i;
            }
        }

        _entries[victim] = new IotlbEntry
        {
            Page = address >> shift,
            Machine = machine,
            LastUse = ++_uses,
            Domain = domain,
            Shift = (byte)shift,
            Rights = rights,
        };
    }

    public void InvalidateAll() => Array.Clear(_entries);

    public void InvalidateDomain(ushort domain)
    {
        foreach (ref IotlbEntry entry in _entries.AsSpan())
        {
            if (entry.Domain == domain)
            {
                entry = default;
            }
        }
    }

    /// <summary>
    /// Drops every entry of a domain that overlaps 2^<paramref name="addressMask"/> pages around an address.
    /// </summary>
    public void InvalidatePages(ushort domain, ulong address, int addressMask)
    {
        int shift = PageShift + addressMask;
        foreach (ref IotlbEntry entry in _entries.AsSpan())
        {
            int coarser = Math.Max(shift, entry.Shift);
            if (entry.Domain == domain && entry.Rights != TranslationRights.None
                && (entry.Page << entry.Shift) >> coarser == address >> coarser)
            {
                entry = default;
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _uses);
        visitor.Block(_entries);
    }

    private int Set(ushort domain, ulong page) => (int)((page ^ domain) & (uint)(sets - 1));

    private int Find(ushort domain, ulong address, int shift)
    {
        ulong page = address >> shift;
        int first = Set(domain, page) * ways;
        for (int i = first; i < first + ways; i++)
        {
            ref IotlbEntry entry = ref _entries[i];
            if (entry.Page == page && entry.Domain == domain && entry.Shift == shift
                && entry.Rights != TranslationRights.None)
            {
                return i;
            }
        }

        return -1;
    }
}
