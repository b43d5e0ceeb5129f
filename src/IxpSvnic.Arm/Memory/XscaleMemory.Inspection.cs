using System.Numerics;

namespace IxpSvnic.Arm.Memory;

public sealed partial class XscaleMemory
{
    /// <summary>CP15 control bit 7: data in BE-32.</summary>
    public const uint BigEndianControl = ControlBits.BigEndian;

    /// <summary>Valid entries of the data TLB.</summary>
    public IEnumerable<TlbEntry> DataTlbEntries => EntriesOf(_dataTlb);

    /// <summary>Valid entries of the instruction TLB.</summary>
    public IEnumerable<TlbEntry> InstructionTlbEntries => EntriesOf(_instructionTlb);

    /// <summary>The three caches by name.</summary>
    public IReadOnlyList<(string Name, CacheOccupancy Use)> CacheOccupancies =>
    [
        ("instruction", Occupancy(0, LineTags.Lines, _code.Tags.IsValid, _code.Tags.IsLocked, _ => 0)),
        ("data", Occupancy(0, LineTags.Lines, _lines.IsValid, _lines.IsLocked, DirtyHalves)),
        ("mini data", Occupancy(LineTags.Lines, DataCache.Lines, _lines.IsValid, _lines.IsLocked, DirtyHalves)),
    ];

    private static CacheOccupancy Occupancy(int first, int end, Func<int, bool> isValid, Func<int, bool> isLocked, Func<int, int> dirty)
    {
        int valid = 0;
        int halves = 0;
        int locked = 0;
        for (int line = first; line < end; line++)
        {
            if (isValid(line))
            {
                valid++;
                halves += dirty(line);
                locked += isLocked(line) ? 1 : 0;
            }
        }

        return new CacheOccupancy(end - first, valid, halves, locked);
    }

    private static IEnumerable<TlbEntry> EntriesOf(Tlb tlb)
    {
        for (int i = 0; i < Tlb.Entries; i++)
        {
            if (tlb.IsValid(i))
            {
                Translation held = new() { Info = tlb.Info(i) };
                yield return new TlbEntry(
                    tlb.Tag(i), tlb.Physical(i, tlb.Tag(i)), ~tlb.Mask(i) + 1, held.Domain,
                    (held.Info >> 14 & 1) != 0, (held.Info >> 13 & 1) != 0, (held.Info >> 12 & 1) != 0, i < tlb.Locked);
            }
        }
    }

    private int DirtyHalves(int line) => BitOperations.PopCount((uint)(_lines.Flags(line) & LineFlags.Dirty));
}
