using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Frames;

/// <summary>
/// The shadow tags of a memory: which frame's bytes each 64-byte line holds. Lines are kept in pages made on first use.
/// A write that carries a tag marks every line it touches; an untagged one leaves tags alone, since headers, indices and
/// edits in place do not change whose bytes a line holds.
/// </summary>
public sealed class TagMap(FrameLedger ledger, long bytes) : IStateful
{
    public const int LineBytes = 64;

    private const int LineBits = 6;
    private const int PageBits = 10;
    private const int PageLines = 1 << PageBits;

    private readonly int[]?[] _pages = new int[]?[((bytes >> LineBits) + PageLines) >> PageBits];

    /// <summary>Tag of the line that holds an address, 0 = none.</summary>
    public int At(long address)
    {
        long line = address >> LineBits;
        int[]? page = _pages[line >> PageBits];
        return page is null ? 0 : page[line & (PageLines - 1)];
    }

    /// <summary>First tag found in a range, 0 = none.</summary>
    public int First(long address, int length)
    {
        for (long a = address & ~(long)(LineBytes - 1); a < address + length; a += LineBytes)
        {
            int tag = At(a);
            if (tag != 0)
            {
                return tag;
            }
        }

        return 0;
    }

    /// <summary>Bytes of a frame (tag not 0) were written.</summary>
    public void Mark(long address, int length, int tag, long time)
    {
        if (tag == 0 || length <= 0)
        {
            return;
        }

        for (long line = address >> LineBits; line <= (address + length - 1) >> LineBits; line++)
        {
            ref int[]? page = ref _pages[line >> PageBits];
            page ??= new int[PageLines];
            ref int entry = ref page[line & (PageLines - 1)];
            if (entry != tag)
            {
                int old = entry;
                entry = tag;
                ledger.Hold(tag);
                ledger.Release(old, time);
            }
        }
    }

    /// <summary>The lines hold nobody's bytes any more.</summary>
    public void Clear(long address, int length, long time)
    {
        for (long line = address >> LineBits; line <= (address + length - 1) >> LineBits; line++)
        {
            int[]? page = _pages[line >> PageBits];
            if (page is not null && page[line & (PageLines - 1)] != 0)
            {
                int old = page[line & (PageLines - 1)];
                page[line & (PageLines - 1)] = 0;
                ledger.Release(old, time);
            }
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsHashing)
        {
            return;
        }

        for (int i = 0; i < _pages.Length; i++)
        {
            byte present = _pages[i] is null ? (byte)0 : (byte)1;
            visitor.Value(ref present);
            if (visitor.IsRestoring)
            {
                _pages[i] = present == 0 ? null : new int[PageLines];
            }

            if (present != 0)
            {
                visitor.Block(_pages[i]!);
            }
        }
    }
}
