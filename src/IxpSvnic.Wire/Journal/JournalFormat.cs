namespace IxpSvnic.Wire.Journal;

/// <summary>
/// Numbers of the journal file that writer and reader share; all little endian. Head: magic, version u16, port count
/// u16, epoch i64 in Unix nanoseconds; per port: number u16, name length u16, name in UTF-8; CRC-32 of all that.
/// Record: kind u8, fate u8, port u16, length u32, tick i64, the bytes, CRC-32 of all that. The last record is of kind
/// <see cref="EndKind"/>; its tick is when the run ended.
/// </summary>
internal static class JournalFormat
{
    public const ushort Version = 1;
    public const int FixedHeadLength = 20;
    public const int PortHeadLength = 4;
    public const int RecordHeadLength = 16;
    public const int ChecksumLength = 4;
    public const byte FrameKind = 1;
    public const byte EndKind = 0xFF;

    public static ReadOnlySpan<byte> Magic => "IXPJRNL\n"u8;
}
