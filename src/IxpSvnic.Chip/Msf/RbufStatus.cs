namespace IxpSvnic.Chip.Msf;

/// <summary>
/// The receive status of an mpacket as pushed to the waiting context: word 0 the bits below, word 1 the checksum
/// (IXP2800 HRM p252; layout confirmed by the Linux receive microcode).
/// </summary>
public static class RbufStatus
{
    public const int ElementShift = 24;
    public const int ByteCountShift = 16;
    public const uint StartOfPacket = 1u << 15;
    public const uint EndOfPacket = 1u << 14;

    /// <summary>OR of the error bits below.</summary>
    public const uint Error = 1u << 13;
    public const uint InBandParityError = 1u << 12;
    public const uint ParityError = 1u << 11;

    /// <summary>The PHY marked the packet bad.</summary>
    public const uint ReceiveError = 1u << 10;

    /// <summary>Freelist time-out: no element, no data.</summary>
    public const uint Null = 1u << 9;

    /// <summary>Start of packet missing or unexpected.</summary>
    public const uint StartError = 1u << 8;
    public const uint PortMask = 0x1f;

    /// <summary>
    /// Word 0; the element is numbered by its RBUF byte offset in units of 64, unlike in RBUF_ELEMENT_DONE, which counts
    /// elements of the size in use.
    /// </summary>
    public static uint Word(int rbufOffset, int bytes, bool start, bool end, uint errors, int port)
    {
        uint word = ((uint)(rbufOffset >> 6) << ElementShift) | (((uint)bytes & 0xff) << ByteCountShift) | (uint)port | errors;
        word |= start ? StartOfPacket : 0;
        word |= end ? EndOfPacket : 0;
        return errors != 0 ? word | Error : word;
    }

    /// <summary>
    /// Word 1: one's-complement sum of the big-endian halves, not inverted, an odd last byte padded with zero (assumption A9).
    /// </summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        int i = 0;
        for (; i + 1 < data.Length; i += 2)
        {
            sum += ((uint)data[i] << 8) | data[i + 1];
        }

        if (i < data.Length)
        {
            sum += (uint)data[i] << 8;
        }

        sum = (sum & 0xffff) + (sum >> 16);
        return (sum & 0xffff) + (sum >> 16);
    }
}
