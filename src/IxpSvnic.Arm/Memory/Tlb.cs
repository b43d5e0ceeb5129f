using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// A translation look-aside buffer: 32 entries, fully associative, replaced round robin above the locked ones (ixp2400-chip 5.3). Invalidating all
/// spares locked entries, invalidating one does not (XScale core manual 3.4.1).
/// </summary>
internal sealed class Tlb : IStateful
{
    public const int Entries = 32;

    /// <summary>No masked address equals it.</summary>
    private const uint Invalid = 1;

    private readonly uint[] _tags = new uint[Entries];
    private readonly uint[] _masks = new uint[Entries];
    private readonly uint[] _bases = new uint[Entries];
    private readonly uint[] _infos = new uint[Entries];
    private readonly ulong[] _filtered = new ulong[2 * Entries];
    private int _next;
    private int _locked;
    private int _recent;

    public Tlb() => Reset();

    public int Locked => _locked;

    /// <summary>All entries gone, locked ones too.</summary>
    public void Reset()
    {
        _tags.AsSpan().Fill(Invalid);
        _next = 0;
        _locked = 0;
    }

    /// <summary>The entry that maps a modified virtual address, or -1.</summary>
    public int Find(uint address)
    {
        if ((address & _masks[_recent]) == _tags[_recent])
        {
            return _recent;
        }

        Vector256<uint> wanted = Vector256.Create(address);
        ref uint tags = ref MemoryMarshal.GetArrayDataReference(_tags);
        ref uint masks = ref MemoryMarshal.GetArrayDataReference(_masks);
        for (nuint i = 0; i < Entries; i += 8)
        {
            uint hits = Vector256.Equals(wanted & Vector256.LoadUnsafe(ref masks, i), Vector256.LoadUnsafe(ref tags, i))
                .ExtractMostSignificantBits();
            if (hits != 0)
            {
                _recent = (int)i + BitOperations.TrailingZeroCount(hits);
                return _recent;
            }
        }

        return -1;
    }

    public bool IsValid(int entry) => _tags[entry] != Invalid;

    public uint Info(int entry) => _infos[entry];

    public uint Mask(int entry) => _masks[entry];

    public uint Tag(int entry) => _tags[entry];

    /// <summary>The physical address behind a virtual one that the entry maps.</summary>
    public uint Physical(int entry, uint address) => _bases[entry] | (address & ~_masks[entry]);

    /// <summary>The line of a page's address stands in a filter: it must leave it with the entry.</summary>
    public void MarkFiltered(int entry, uint address) =>
        _filtered[2 * entry + (int)(address >> 11 & 1)] |= 1ul << (int)(address >> 5 & 63);

    /// <summary>Lines of a 4 KB page that have been marked, by half; of a larger page, lines at these places in one of its 4 KB.</summary>
    public ulong Filtered(int entry, int half) => _filtered[2 * entry + half];

    /// <summary>The entry that the next insertion replaces.</summary>
    public int Victim(bool locking) => locking && _locked < Entries - 1 ? _locked : _next;

    /// <summary>Puts a translation into the victim's place.</summary>
    public int Insert(in Translation translation, bool locking)
    {
        int entry = Victim(locking);
        if (entry == _next)
        {
            _next = _next == Entries - 1 ? _locked : _next + 1;
        }

        if (locking && _locked < Entries - 1)
        {
            _locked++;
            _next = Math.Max(_next, _locked);
        }

        _tags[entry] = translation.Tag;
        _masks[entry] = translation.Mask;
        _bases[entry] = translation.Base;
        _infos[entry] = translation.Info;
        _filtered[2 * entry] = 0;
        _filtered[2 * entry + 1] = 0;
        return entry;
    }

    /// <summary>Forgets all entries but the locked ones.</summary>
    public void InvalidateUnlocked() => _tags.AsSpan(_locked).Fill(Invalid);

    public void Invalidate(int entry) => _tags[entry] = Invalid;

    public void Unlock() => _locked = 0;

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_tags);
        visitor.Block(_masks);
        visitor.Block(_bases);
        visitor.Block(_infos);
        visitor.Value(ref _next);
        visitor.Value(ref _locked);
    }
}
