using IxpSvnic.Sim.State;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Host.Memory;

/// <summary>
/// The hypervisor's machine pages. Single pages come from the lower three quarters of memory in an order shuffled by
/// the seed, so that neighbours of a guest are nowhere neighbours of the machine; contiguous runs come from the upper
/// quarter. The first megabyte is never given out.
/// </summary>
public sealed class PageAllocator : IStateful
{
    private const int FirstPage = 256;

    private readonly int[] _free;
    private readonly int _endPage;
    private int _freeCount;
    private int _nextRun;

    public PageAllocator(long memoryBytes, ulong seed)
    {
        _endPage = (int)(memoryBytes >> HostMemory.PageBits);
        _nextRun = _endPage / 4 * 3;
        _free = new int[_nextRun - FirstPage];
        for (int i = 0; i < _free.Length; i++)
        {
            _free[i] = FirstPage + i;
        }

        new SeededRandom(seed).Shuffle(_free.AsSpan());
        _freeCount = _free.Length;
    }

    /// <summary>Single pages left.</summary>
    public int FreePages => _freeCount;

    /// <summary>
    /// Machine address of a page that is not <paramref name="forbidden"/> (an address that must not map to itself).
    /// </summary>
    public long Allocate(long forbidden = -1)
    {
        if (_freeCount == 0)
        {
            throw new InvalidOperationException("the host has no free machine page left");
        }

        int last = _freeCount - 1;
        if (_freeCount > 1 && (long)_free[last] << HostMemory.PageBits == forbidden)
        {
            (_free[last], _free[last - 1]) = (_free[last - 1], _free[last]);
        }

        _freeCount--;
        return (long)_free[last] << HostMemory.PageBits;
    }

    public void Free(long machine) => _free[_freeCount++] = (int)(machine >> HostMemory.PageBits);

    /// <summary>
    /// Machine address of a run of pages aligned to a power of two of pages; runs are not given back.
    /// </summary>
    public long AllocateRun(int pages, int alignPages)
    {
        int start = (_nextRun + alignPages - 1) & -alignPages;
        if (start + pages > _endPage)
        {
            throw new InvalidOperationException($"the host has no run of {pages} machine pages left");
        }

        _nextRun = start + pages;
        return (long)start << HostMemory.PageBits;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Section("host.pages");
        visitor.Value(ref _freeCount);
        visitor.Value(ref _nextRun);
        visitor.Block(_free);
    }
}
