using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Sim.Memory;

/// <summary>
/// Zeroed flat native memory with a map of the pages ever written; the operating system backs a page on first touch.
/// Addresses are byte offsets; callers check ranges (a miss here is an impossible state).
/// Chip memories keep longwords as native words, so byte i of a longword (network order) is at address XOR 3.
/// </summary>
public sealed unsafe class FlatMemory : IStateful, IDisposable
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private readonly byte[] _dirty;
    private byte* _base;

    public FlatMemory(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        Length = (bytes + PageSize - 1) & ~(long)(PageSize - 1);
        _base = (byte*)NativeMemory.AllocZeroed((nuint)Length);
        _dirty = new byte[Length >> PageBits];
    }

    ~FlatMemory() => Release();

    /// <summary>Bytes, rounded up to whole pages.</summary>
    public long Length { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadWord(long address)
    {
        Check(address, 4);
        return *(uint*)(_base + address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteWord(long address, uint value)
    {
        Check(address, 4);
        _dirty[address >> PageBits] = 1;
        *(uint*)(_base + address) = value;
    }

    /// <summary>Asks the host's cache for an address that will be used soon; an address outside is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(long address)
    {
        if (Sse.IsSupported && (ulong)address < (ulong)Length)
        {
            Sse.Prefetch0(_base + address);
        }
    }

    public byte ReadByte(long address)
    {
        Check(address, 1);
        return _base[address];
    }

    public void WriteByte(long address, byte value)
    {
        Check(address, 1);
        _dirty[address >> PageBits] = 1;
        _base[address] = value;
    }

    /// <summary>Bytes to read; valid until the memory is disposed.</summary>
    public ReadOnlySpan<byte> Read(long address, int length)
    {
        Check(address, length);
        return new ReadOnlySpan<byte>(_base + address, length);
    }

    /// <summary>Bytes to write; the pages count as written.</summary>
    public Span<byte> Write(long address, int length)
    {
        Check(address, length);
        if (length > 0)
        {
            for (long page = address >> PageBits; page <= (address + length - 1) >> PageBits; page++)
            {
                _dirty[page] = 1;
            }
        }

        return new Span<byte>(_base + address, length);
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        if (visitor.IsRestoring)
        {
            for (int page = 0; page < _dirty.Length; page++)
            {
                if (_dirty[page] != 0)
                {
                    new Span<byte>(_base + ((long)page << PageBits), PageSize).Clear();
                }
            }
        }

        visitor.Block(_dirty);
        for (int page = 0; page < _dirty.Length; page++)
        {
            if (_dirty[page] != 0)
            {
                visitor.Block(new Span<byte>(_base + ((long)page << PageBits), PageSize));
            }
        }
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(long address, int length)
    {
        if ((ulong)address + (uint)length > (ulong)Length)
        {
            Throw(address, length);
        }
    }

    private void Throw(long address, int length) => throw new ArgumentOutOfRangeException(
        nameof(address), $"{length} bytes at 0x{address:x} lie outside a memory of 0x{Length:x} bytes");

    private void Release()
    {
        NativeMemory.Free(_base);
        _base = null;
    }
}
