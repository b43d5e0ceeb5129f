using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// Tags of a virtually tagged 32 KB cache of 32 sets and 32 ways: round-robin replacement above the locked ways, of which each set has at
/// most 28 (ixp2400-chip 5.3; IXP42X manual p56, p72). Line n is way n % 32 of set n / 32.
/// </summary>
internal sealed class LineTags : IStateful
{
    public const int Sets = 32;
    public const int Ways = 32;
    public const int Lines = Sets * Ways;
    public const int MostLocked = 28;

    private readonly uint[] _tags = new uint[Lines];
    private readonly byte[] _next = new byte[Sets];
    private readonly byte[] _locked = new byte[Sets];

    public static int SetOf(uint address) => (int)(address >> 5 & (Sets - 1));

    /// <summary>The line that holds a modified virtual address, or -1.</summary>
    public int Find(uint address)
    {
        int first = SetOf(address) * Ways;
        Vector256<uint> wanted = Vector256.Create((address & 0xffff_ffe0) | 1);
        ref uint tags = ref MemoryMarshal.GetArrayDataReference(_tags);
        for (int i = first; i < first + Ways; i += 8)
        {
            uint hits = Vector256.Equals(wanted, Vector256.LoadUnsafe(ref tags, (nuint)i)).ExtractMostSignificantBits();
            if (hits != 0)
            {
                return i + BitOperations.TrailingZeroCount(hits);
            }
        }

        return -1;
    }

    /// <summary>Modified virtual address of a line; valid or not, see <see cref="IsValid"/>.</summary>
    public uint Address(int line) => _tags[line] & 0xffff_ffe0;

    public bool IsValid(int line) => _tags[line] != 0;

    public bool IsLocked(int line) => line % Ways < _locked[line / Ways];

    /// <summary>The line that an allocation for this address replaces.</summary>
    public int Victim(uint address, bool locking)
    {
        int set = SetOf(address);
        return set * Ways + (CanLock(set, locking) ? _locked[set] : _next[set]);
    }

    /// <summary>Gives the victim to an address and moves the pointers on.</summary>
    public void Allocate(uint address, bool locking)
    {
        int set = SetOf(address);
        int way = Victim(address, locking) % Ways;
        if (CanLock(set, locking))
        {
            _locked[set]++;
            _next[set] = Math.Max(_next[set], _locked[set]);
        }
        else
        {
            _next[set] = way == Ways - 1 ? _locked[set] : (byte)(way + 1);
        }

        _tags[set * Ways + way] = (address & 0xffff_ffe0) | 1;
    }

    public void Invalidate(int line) => _tags[line] = 0;

    public void Unlock() => _locked.AsSpan().Clear();

    public void Reset()
    {
        _tags.AsSpan().Clear();
        _next.AsSpan().Clear();
        _locked.AsSpan().Clear();
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_tags);
        visitor.Block(_next);
        visitor.Block(_locked);
    }

    private bool CanLock(int set, bool locking) => locking && _locked[set] < MostLocked;
}
