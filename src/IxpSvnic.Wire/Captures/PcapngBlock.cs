namespace IxpSvnic.Wire.Captures;

/// <summary>Numbers of draft-ietf-opsawg-pcapng that reader and writer share.</summary>
internal static class PcapngBlock
{
    public const uint SectionHeader = 0x0A0D0D0A;
    public const uint InterfaceDescription = 1;
    public const uint ObsoletePacket = 2;
    public const uint SimplePacket = 3;
    public const uint EnhancedPacket = 6;

    public const uint ByteOrderMagic = 0x1A2B3C4D;

    public const ushort EndOfOptions = 0;
    public const ushort CommentOption = 1;
    public const ushort UserApplicationOption = 4;
    public const ushort InterfaceNameOption = 2;
    public const ushort TimestampResolutionOption = 9;
    public const ushort FcsLengthOption = 13;
    public const ushort TimestampOffsetOption = 14;
    public const ushort PacketFlagsOption = 2;

    /// <summary>Type, total length and trailing total length.</summary>
    public const int FrameLength = 12;

    /// <summary>Everything is padded to a multiple of four bytes.</summary>
    public static int Padded(int length) => (length + 3) & ~3;
}
