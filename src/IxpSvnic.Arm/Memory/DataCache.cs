using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// The data cache and behind it, as lines 1024 and up, the mini data cache (2 KB, 2 ways, round robin): tags, physical addresses for
/// writing back, dirty bits of each half line, and the data.
/// </summary>
internal sealed unsafe class DataCache : IStateful, IDisposable
{
    public const int LineBytes = 32;
    public const int MiniWays = 2;
    public const int Lines = LineTags.Lines + LineTags.Sets * MiniWays;

    private readonly LineTags _tags = new();
    private readonly uint[] _miniTags = new uint[LineTags.Sets * MiniWays];
    private readonly byte[] _miniNext = new byte[LineTags.Sets];
    private readonly uint[] _physical = new uint[Lines];
    private readonly byte[] _flags = new byte[Lines];
    private readonly NativeBlock _data = new(Lines * LineBytes);
    private bool _lockMode;

    /// <summary>New lines of the main cache are locked.</summary>
    public bool LockMode
    {
        get => _lockMode;
        set => _lockMode = value;
    }

    public byte* Data(int line) => _data.Pointer + line * LineBytes;

    public ref byte Flags(int line) => ref _flags[line];

    public ref uint Physical(int line) => ref _physical[line];

    public uint Address(int line) => line < LineTags.Lines ? _tags.Address(line) : _miniTags[line - LineTags.Lines] & 0xffff_ffe0;

    public bool IsValid(int line) => line < LineTags.Lines ? _tags.IsValid(line) : _miniTags[line - LineTags.Lines] != 0;

    public bool IsLocked(int line) => line < LineTags.Lines && _tags.IsLocked(line);

    /// <summary>The line of a modified virtual address in one of the two caches, or -1.</summary>
    public int Find(uint address, bool mini) => mini ? FindMini(address) : _tags.Find(address);

    /// <summary>The line of a modified virtual address in either cache, or -1.</summary>
    public int FindAny(uint address)
    {
        int line = _tags.Find(address);
        return line >= 0 ? line : FindMini(address);
    }

    /// <summary>The line that an allocation for this address replaces.</summary>
    public int Victim(uint address, bool mini)
    {
        int set = LineTags.SetOf(address);
        return mini ? LineTags.Lines + set * MiniWays + _miniNext[set] : _tags.Victim(address, _lockMode);
    }

    /// <summary>Gives the victim, clean by now, to an address.</summary>
    public void Allocate(uint address, uint physical, bool mini, byte flags)
    {
        int line = Victim(address, mini);
        if (mini)
        {
            _miniTags[line - LineTags.Lines] = (address & 0xffff_ffe0) | 1;
            _miniNext[LineTags.SetOf(address)] ^= 1;
        }
        else
        {
            _tags.Allocate(address, _lockMode);
        }

        _physical[line] = physical & 0xffff_ffe0;
        _flags[line] = flags;
    }

    public void Invalidate(int line)
    {
        if (line < LineTags.Lines)
        {
            _tags.Invalidate(line);
        }
        else
        {
            _miniTags[line - LineTags.Lines] = 0;
        }

        _flags[line] = 0;
    }

    public void Unlock() => _tags.Unlock();

    public void Reset()
    {
        _tags.Reset();
        _miniTags.AsSpan().Clear();
        _miniNext.AsSpan().Clear();
        _flags.AsSpan().Clear();
        _lockMode = false;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Visit(_tags);
        visitor.Block(_miniTags);
        visitor.Block(_miniNext);
        visitor.Block(_physical);
        visitor.Block(_flags);
        visitor.Value(ref _lockMode);
        visitor.Visit(_data);
    }

    public void Dispose() => _data.Dispose();

    private int FindMini(uint address)
    {
        int first = LineTags.SetOf(address) * MiniWays;
        uint tag = (address & 0xffff_ffe0) | 1;
        return _miniTags[first] == tag ? LineTags.Lines + first
            : _miniTags[first + 1] == tag ? LineTags.Lines + first + 1
            : -1;
    }
}
