using System.Buffers.Binary;

namespace IxpSvnic.Wire.Captures;

/// <summary>Writes classic pcap, by default little endian with nanosecond timestamps.</summary>
public sealed class PcapWriter : CaptureWriter
{
    // Bit 26: the FCS length is given, in 16-bit words, by bits 31-28.
    private const uint FourByteFcs = (2u << 28) | 0x0400_0000;

    private readonly PcapWriterOptions _options;

    /// <summary>Starts a capture at <paramref name="path"/>.</summary>
    public PcapWriter(string path, PcapWriterOptions? options = null)
        : base(path)
    {
        _options = options ?? PcapWriterOptions.Default;
        Span<byte> header = Reserve(PcapReader.FileHeaderLength);
        header.Clear();
        Put(header, _options.Microseconds ? PcapReader.MicrosecondMagic : PcapReader.NanosecondMagic);
        Put16(header[4..], 2);
        Put16(header[6..], 4);
        Put(header[16..], (uint)_options.SnapLength);
        Put(header[20..], CaptureInterface.EthernetLinkType | (_options.DeclareFcs ? FourByteFcs : 0));
    }

    /// <inheritdoc/>
    public override void Write(long timestampNanoseconds, ReadOnlySpan<byte> data, int originalLength = -1)
    {
        (long seconds, long fraction) = Math.DivRem(timestampNanoseconds, 1_000_000_000L);
        if (timestampNanoseconds < 0 || seconds > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timestampNanoseconds), timestampNanoseconds, "pcap holds times from 1970 to 2106");
        }

        Span<byte> record = Reserve(PcapReader.RecordHeaderLength + data.Length);
        Put(record, (uint)seconds);
        Put(record[4..], (uint)(_options.Microseconds ? fraction / 1000 : fraction));
        Put(record[8..], (uint)data.Length);
        Put(record[12..], (uint)(originalLength < 0 ? data.Length : originalLength));
        data.CopyTo(record[PcapReader.RecordHeaderLength..]);
        FrameCount++;
    }

    private void Put(Span<byte> bytes, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(
        bytes, _options.BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    private void Put16(Span<byte> bytes, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(
        bytes, _options.BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
