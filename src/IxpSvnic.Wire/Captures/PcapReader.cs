using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Classic pcap: 24-byte file header, then records of a 16-byte header and the bytes. The "modified" variant's records
/// carry eight more header bytes.
/// </summary>
internal sealed class PcapReader : CaptureReader
{
    public const uint MicrosecondMagic = 0xA1B2C3D4;
    public const uint NanosecondMagic = 0xA1B23C4D;
    public const int FileHeaderLength = 24;
    public const int RecordHeaderLength = 16;
    private const uint ModifiedMagic = 0xA1B2CD34;
    private const int ModifiedExtraLength = 8;

    private readonly CaptureInterface[] _interfaces;
    private readonly bool _swapped;
    private readonly bool _oldLengthOrder;
    private readonly int _recordHeaderLength = RecordHeaderLength;
    private readonly long _fractionNanoseconds = 1000;
    private readonly int _fcsLength;

    public PcapReader(CaptureInput input, CaptureReaderOptions options)
        : base(input, options)
    {
        if (!input.TryPeek(FileHeaderLength, out ReadOnlySpan<byte> header))
        {
            if (!options.AllowCut)
            {
                throw input.Error(
                    0, $"the file is cut off inside the pcap file header, after {input.Available} byte(s)");
            }

            WasCut = true;
            _interfaces = [];
            input.Advance(input.Available);
            return;
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(header);
        _swapped = !IsNativeMagic(magic);
        magic = Native(magic);
        if (magic == NanosecondMagic)
        {
            _fractionNanoseconds = 1;
        }

        if (magic == ModifiedMagic)
        {
            _recordHeaderLength += ModifiedExtraLength;
        }

        int major = Native(BinaryPrimitives.ReadUInt16LittleEndian(header[4..]));
        int minor = Native(BinaryPrimitives.ReadUInt16LittleEndian(header[6..]));
        if (major != 2)
        {
            throw input.Error(4, $"unknown pcap version {major}.{minor}");
        }

        // Up to version 2.3 the two lengths of a record could stand in either order; the captured one is the smaller.
        _oldLengthOrder = minor < 4;
        long snapLength = Native(BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
        uint network = Native(BinaryPrimitives.ReadUInt32LittleEndian(header[20..]));
        int linkType = (int)(network & 0xFFFF);
        if (linkType != CaptureInterface.EthernetLinkType)
        {
            throw input.Error(20, LinkTypeProblem(linkType));
        }

        _fcsLength = (network & 0x0400_0000) != 0 ? (int)(network >> 28) * 2 : 0;
        if (_fcsLength is not (0 or 4))
        {
            throw input.Error(20, $"declares an FCS of {_fcsLength} bytes (Ethernet's has 4)");
        }

        _interfaces = [new CaptureInterface(null, linkType, snapLength)];
        input.Advance(FileHeaderLength);
    }

    public override IReadOnlyList<CaptureInterface> Interfaces => _interfaces;

    public static bool IsMagic(ReadOnlySpan<byte> bytes)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return IsNativeMagic(magic) || IsNativeMagic(BinaryPrimitives.ReverseEndianness(magic));
    }

    public static string LinkTypeProblem(int linkType) =>
        $"link type {linkType} is not supported, only Ethernet ({CaptureInterface.EthernetLinkType})";

    public override bool TryRead(out CapturedFrame frame)
    {
        CaptureInput input = Input;
        long offset = input.Offset;
        if (!input.TryPeek(_recordHeaderLength, out ReadOnlySpan<byte> header))
        {
            return EndAt(offset, "a record header", out frame);
        }

        uint seconds = Native(BinaryPrimitives.ReadUInt32LittleEndian(header));
        uint fraction = Native(BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
        uint captured = Native(BinaryPrimitives.ReadUInt32LittleEndian(header[8..]));
        uint original = Native(BinaryPrimitives.ReadUInt32LittleEndian(header[12..]));
        if (_oldLengthOrder && captured > original)
        {
            (captured, original) = (original, captured);
        }

        if (captured > CaptureLimits.MaximumRecordLength || original > CaptureLimits.MaximumRecordLength)
        {
            CheckLengths(offset, captured, original);
        }

        int length = (int)captured;
        if (!input.TryPeek(_recordHeaderLength + length, out ReadOnlySpan<byte> record))
        {
            return EndAt(offset, $"a record of {length} byte(s)", out frame);
        }

        input.Advance(record.Length);
        frame = new CapturedFrame
        {
            Data = record[_recordHeaderLength..],
            TimestampNanoseconds = (seconds * 1_000_000_000L) + (fraction * _fractionNanoseconds),
            OriginalLength = Math.Max(length, (int)original),
            FcsLength = _fcsLength,
            HasTimestamp = true,
        };
        return true;
    }

    private static bool IsNativeMagic(uint magic) => magic is MicrosecondMagic or NanosecondMagic or ModifiedMagic;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Native(uint value) => _swapped ? BinaryPrimitives.ReverseEndianness(value) : value;

    private ushort Native(ushort value) => _swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
}
