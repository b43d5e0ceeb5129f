using System.Buffers.Binary;
using System.Runtime.InteropServices;
using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The 8 KB of RBUF or TBUF and the shadow tag of each element. Longwords have the first byte in bits 31:24; addresses
/// wrap at the buffer's end.
/// </summary>
internal sealed class MediaBuffer(FrameLedger ledger) : IStateful
{
    public const int Bytes = 8192;
    public const int MaxElements = Bytes / 64;
    public const int MaxElementBytes = 256;

    private const int WordMask = (Bytes / 4) - 1;

    private readonly uint[] _words = new uint[Bytes / 4];
    private readonly int[] _tags = new int[MaxElements];

    public uint this[int offset]
    {
        get => _words[(offset >> 2) & WordMask];
        set => _words[(offset >> 2) & WordMask] = value;
    }

    /// <summary>Tag of an element, numbered by the element size in use.</summary>
    public int Tag(int element) => _tags[element];

    /// <summary>The element takes over a hold that exists already.</summary>
    public void SetTag(int element, int tag, long now)
    {
        int old = _tags[element];
        _tags[element] = tag;
        ledger.Release(old, now);
    }

    /// <summary>The element's hold passes to the caller.</summary>
    public int TakeTag(int element)
    {
        int tag = _tags[element];
        _tags[element] = 0;
        return tag;
    }

    /// <summary>Stores bytes at a longword boundary; what lies behind them in the last longword stays.</summary>
    public void Store(int offset, ReadOnlySpan<byte> data)
    {
        int word = offset >> 2;
        ReadOnlySpan<uint> whole = MemoryMarshal.Cast<byte, uint>(data);
        BinaryPrimitives.ReverseEndianness(whole, _words.AsSpan(word, whole.Length));
        for (int i = whole.Length * 4; i < data.Length; i++)
        {
            int shift = 24 - (8 * (i & 3));
            ref uint last = ref _words[word + whole.Length];
            last = (last & ~(0xffu << shift)) | ((uint)data[i] << shift);
        }
    }

    /// <summary>Reads bytes from any offset.</summary>
    public void Load(int offset, Span<byte> data)
    {
        if ((offset & 3) == 0 && (data.Length & 3) == 0 && offset + data.Length <= Bytes)
        {
            BinaryPrimitives.ReverseEndianness(
                _words.AsSpan(offset >> 2, data.Length >> 2), MemoryMarshal.Cast<byte, uint>(data));
            return;
        }

        for (int i = 0; i < data.Length; i++)
        {
            data[i] = (byte)(this[offset + i] >> (24 - (8 * ((offset + i) & 3))));
        }
    }

    public void ReleaseAll(long now)
    {
        for (int i = 0; i < MaxElements; i++)
        {
            SetTag(i, 0, now);
        }
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Block(_words);
        if (!visitor.IsHashing)
        {
            visitor.Block(_tags);
        }
    }
}
