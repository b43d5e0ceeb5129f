using System.Buffers.Binary;

namespace IxpSvnic.Host.Queues;

/// <summary>
/// The 16 bytes before a frame in its slot, big-endian: {u16 len, u16 flags, u32 cookie, u64 timestamp}.
/// </summary>
public readonly record struct SlotHeader(ushort Length, ushort Flags, uint Cookie, ulong Timestamp)
{
    public const int Bytes = 16;

    public static SlotHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16BigEndian(source),
        BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
        BinaryPrimitives.ReadUInt64BigEndian(source[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, Length);
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], Flags);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], Cookie);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Timestamp);
    }
}
