using System.Buffers.Binary;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>Machine code in a byte order, with labels patched at the end.</summary>
internal sealed class CodeBuffer(uint origin, bool isBigEndian)
{
    private readonly List<byte> _bytes = [];
    private readonly List<int> _labels = [];
    private readonly List<(int Offset, FixupKind Kind, int Label, int Addend)> _fixups = [];

    public uint Origin => origin;

    public uint Here => origin + (uint)_bytes.Count;

    public void Word(uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        Write(bytes, word);
        _bytes.AddRange(bytes);
    }

    public void Half(uint half)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)half);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)half);
        }

        _bytes.AddRange(bytes);
    }

    public int NewLabel()
    {
        _labels.Add(-1);
        return _labels.Count - 1;
    }

    public void Bind(int label) => _labels[label] = _bytes.Count;

    public int BindNew()
    {
        int label = NewLabel();
        Bind(label);
        return label;
    }

    public uint AddressOf(int label) => origin + (uint)_labels[label];

    /// <summary>An ARM word whose field depends on a label.</summary>
    public void Word(uint word, FixupKind kind, int label, int addend = 0)
    {
        _fixups.Add((_bytes.Count, kind, label, addend));
        Word(word);
    }

    /// <summary>A Thumb halfword (or the first of a pair, both emitted here) whose field depends on a label.</summary>
    public void Half(uint half, FixupKind kind, int label)
    {
        _fixups.Add((_bytes.Count, kind, label, 0));
        Half(half);
    }

    public void Align(int bytes, uint filler)
    {
        while (_bytes.Count % bytes != 0)
        {
            Half(filler);
        }
    }

    public byte[] ToBytes()
    {
        byte[] image = [.. _bytes];
        foreach ((int offset, FixupKind kind, int label, int addend) in _fixups)
        {
            if (_labels[label] < 0)
            {
                throw new InvalidOperationException($"label {label} was never bound");
            }

            Patch(image, offset, kind, (uint)(_labels[label] + addend));
        }

        return image;
    }

    private void Patch(byte[] image, int offset, FixupKind kind, uint target)
    {
        uint place = (uint)offset;
        Span<byte> at = image.AsSpan(offset);
        switch (kind)
        {
            case FixupKind.Address:
                Write(at, origin + target);
                break;
            case FixupKind.ArmBranch:
                Write(at, Read(at) | Field((int)(target - place - 8), 4, 24, true));
                break;
            case FixupKind.ArmBranchExchange:
                Write(at, Read(at) | Field((int)(target - place - 8) & ~2, 4, 24, true) | ((target - place) >> 1 & 1) << 24);
                break;
            case FixupKind.ArmPcAdd:
                Write(at, Read(at) | 0xf00 | Field((int)(target - place - 8), 4, 8, false));
                break;
            case FixupKind.ArmLoad:
                Write(at, Read(at) | Field((int)(target - place - 8), 1, 12, false));
                break;
            case FixupKind.ThumbConditional:
                WriteHalf(at, ReadHalf(at) | Field((int)(target - place - 4), 2, 8, true));
                break;
            case FixupKind.ThumbBranch:
                WriteHalf(at, ReadHalf(at) | Field((int)(target - place - 4), 2, 11, true));
                break;
            case FixupKind.ThumbLong:
                PatchLong(at, (int)(target - place - 4));
                break;
            case FixupKind.ThumbLongExchange:
                PatchLong(at, (int)(target - (place & ~3u) - 4));
                break;
            default:
                WriteHalf(at, ReadHalf(at) | Field((int)(target - ((place + 4) & ~3u)), 4, 8, false));
                break;
        }
    }

    private void PatchLong(Span<byte> at, int distance)
    {
        WriteHalf(at, ReadHalf(at) | ((uint)distance >> 12 & 0x7ff));
        WriteHalf(at[2..], ReadHalf(at[2..]) | ((uint)distance >> 1 & 0x7ff));
    }

    private static uint Field(int distance, int unit, int bits, bool isSigned)
    {
        int value = distance / unit;
        int low = isSigned ? -(1 << (bits - 1)) : 0;
        int high = isSigned ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
        return distance % unit == 0 && value >= low && value <= high
            ? (uint)value & ((1u << bits) - 1)
            : throw new InvalidOperationException($"distance {distance} does not fit into {bits} bits of {unit}");
    }

    private uint Read(ReadOnlySpan<byte> at) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private uint ReadHalf(ReadOnlySpan<byte> at) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private void Write(Span<byte> at, uint word)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(at, word);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at, word);
        }
    }

    private void WriteHalf(Span<byte> at, uint half)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)half);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)half);
        }
    }
}
