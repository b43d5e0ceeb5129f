using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IxpSvnic.Wire.Captures;

/// <summary>Reads the fields of one pcapng section in the byte order its header chose.</summary>
internal readonly struct PcapngByteOrder(bool bigEndian)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint UInt32(ReadOnlySpan<byte> bytes)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort UInt16(ReadOnlySpan<byte> bytes)
    {
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    public long Int64(ReadOnlySpan<byte> bytes) => bigEndian
        ? BinaryPrimitives.ReadInt64BigEndian(bytes)
        : BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
