using System.Buffers.Binary;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// pcapng: sections of either byte order, interface descriptions, enhanced, simple and obsolete packet blocks; every
/// other block is checked for its length and skipped.
/// </summary>
internal sealed class PcapngReader : CaptureReader
{
    private readonly List<CaptureInterface> _interfaces = [];
    private PcapngInterface[] _section = new PcapngInterface[4];
    private int _sectionCount;
    private int _sectionBase;
    private PcapngByteOrder _order;
    private long _lastTimestamp;
    private long _packetBlockOffset;

    public PcapngReader(CaptureInput input, CaptureReaderOptions options)
        : base(input, options)
    {
    }

    public override IReadOnlyList<CaptureInterface> Interfaces => _interfaces;

    public static bool IsMagic(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes) == PcapngBlock.SectionHeader;

    public override bool TryRead(out CapturedFrame frame)
    {
        while (true)
        {
            long offset = Input.Offset;
            if (!Input.TryPeek(8, out ReadOnlySpan<byte> start))
            {
                return EndAt(offset, "a block header", out frame);
            }

            bool isSectionHeader = BinaryPrimitives.ReadUInt32LittleEndian(start) == PcapngBlock.SectionHeader;
            if (isSectionHeader && !TryReadByteOrder(offset))
            {
                return EndAt(offset, "a section header block", out frame);
            }

            uint type = _order.UInt32(start);
            uint totalLength = _order.UInt32(start[4..]);
            if (totalLength < PcapngBlock.FrameLength || (totalLength & 3) != 0
                || totalLength > CaptureLimits.MaximumBlockLength)
            {
                throw Input.Error(offset, $"bad block length {totalLength} (block type 0x{type:X8})");
            }

            if (!Input.TryPeek((int)totalLength, out ReadOnlySpan<byte> block))
            {
                return EndAt(offset, $"a block of {totalLength} bytes", out frame);
            }

            uint trailer = _order.UInt32(block[^4..]);
            if (trailer != totalLength)
            {
                throw Input.Error(
                    offset,
                    $"bad block length: {totalLength} at the start and {trailer} at the end (block type 0x{type:X8})");
            }

            Input.Advance(block.Length);
            if (TryInterpret(type, offset, block[8..^4], out frame))
            {
                return true;
            }
        }
    }

    private bool TryReadByteOrder(long offset)
    {
        if (!Input.TryPeek(12, out ReadOnlySpan<byte> start))
        {
            return false;
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        bool bigEndian = magic == BinaryPrimitives.ReverseEndianness(PcapngBlock.ByteOrderMagic);
        if (!bigEndian && magic != PcapngBlock.ByteOrderMagic)
        {
            throw Input.Error(offset + 8, $"unknown byte-order magic 0x{magic:X8} in a section header");
        }

        _order = new PcapngByteOrder(bigEndian);
        return true;
    }

    private bool TryInterpret(uint type, long offset, ReadOnlySpan<byte> body, out CapturedFrame frame)
    {
        frame = default;
        switch (type)
        {
            case PcapngBlock.EnhancedPacket:
                Require(body, 20, offset, type);
                return ReadPacket(offset, body, _order.UInt32(body), out frame);
            case PcapngBlock.ObsoletePacket:
                Require(body, 20, offset, type);
                return ReadPacket(offset, body, _order.UInt16(body), out frame);
            case PcapngBlock.SimplePacket:
                Require(body, 4, offset, type);
                return ReadSimplePacket(offset, body, out frame);
            case PcapngBlock.InterfaceDescription:
                Require(body, 8, offset, type);
                ReadInterface(offset, body);
                return false;
            case PcapngBlock.SectionHeader:
                Require(body, 16, offset, type);
                StartSection(offset, body);
                return false;
            default:
                return false;
        }
    }

    private void StartSection(long offset, ReadOnlySpan<byte> body)
    {
        int major = _order.UInt16(body[4..]);
        if (major != 1)
        {
            throw Input.Error(offset + 12, $"unknown pcapng version {major}.{_order.UInt16(body[6..])}");
        }

        _sectionBase = _interfaces.Count;
        _sectionCount = 0;
    }

    private void ReadInterface(long offset, ReadOnlySpan<byte> body)
    {
        int linkType = _order.UInt16(body);
        uint snapLength = _order.UInt32(body[4..]);
        string? name = null;
        byte resolution = TimestampScale.Microseconds;
        long offsetSeconds = 0;
        int fcsLength = 0;
        var options = new PcapngOptionList(body[8..], _order);
        while (options.TryNext(out ushort code, out ReadOnlySpan<byte> value))
        {
            switch (code)
            {
                case PcapngBlock.InterfaceNameOption:
                    name = System.Text.Encoding.UTF8.GetString(value.TrimEnd((byte)0));
                    break;
                case PcapngBlock.TimestampResolutionOption when value.Length >= 1:
                    resolution = value[0];
                    break;
                case PcapngBlock.TimestampOffsetOption when value.Length >= 8:
                    offsetSeconds = _order.Int64(value);
                    break;
                case PcapngBlock.FcsLengthOption when value.Length >= 1:
                    fcsLength = value[0];
                    break;
            }
        }

        if (options.IsMalformed)
        {
            throw Input.Error(offset, "an option of an interface description reaches beyond its block");
        }

        if (!TimestampScale.IsSupported(resolution))
        {
            throw Input.Error(offset, $"unsupported timestamp resolution 0x{resolution:X2} (if_tsresol)");
        }

        if (_sectionCount == _section.Length)
        {
            Array.Resize(ref _section, 2 * _sectionCount);
        }

        _section[_sectionCount++] = new PcapngInterface(
            linkType, snapLength, fcsLength, new TimestampScale(resolution, offsetSeconds));
        _interfaces.Add(new CaptureInterface(name, linkType, snapLength));
    }

    private bool ReadPacket(long offset, ReadOnlySpan<byte> body, uint interfaceId, out CapturedFrame frame)
    {
        ulong timestamp = ((ulong)_order.UInt32(body[4..]) << 32) | _order.UInt32(body[8..]);
        uint captured = _order.UInt32(body[12..]);
        uint original = _order.UInt32(body[16..]);
        ref readonly PcapngInterface tap = ref Interface(offset, interfaceId);
        CheckLengths(offset, captured, original);
        int length = (int)captured;
        int optionsStart = 20 + PcapngBlock.Padded(length);
        if (optionsStart > body.Length)
        {
            throw Input.Error(offset, $"captured length {length} reaches beyond its block of {body.Length + 12} bytes");
        }

        if (!tap.Scale.TryConvert(timestamp, out long nanoseconds))
        {
            throw Input.Error(offset, $"timestamp {timestamp} is outside the years 1677 to 2262");
        }

        _packetBlockOffset = offset;
        _lastTimestamp = nanoseconds;
        uint flags = 0;
        ReadOnlySpan<byte> comment = default;
        if (optionsStart < body.Length)
        {
            ReadPacketOptions(body[optionsStart..], ref flags, ref comment);
        }

        int packetFcs = (int)((flags >> 5) & 0xF);
        frame = new CapturedFrame
        {
            Data = body.Slice(20, length),
            Comment = comment,
            TimestampNanoseconds = nanoseconds,
            OriginalLength = Math.Max(length, (int)original),
            InterfaceIndex = _sectionBase + (int)interfaceId,
            FcsLength = CheckedFcsLength(offset, packetFcs != 0 ? packetFcs : tap.FcsLength),
            Direction = (FrameDirection)(flags & 3) is FrameDirection direction and <= FrameDirection.Outbound
                ? direction
                : FrameDirection.Unknown,
            HasTimestamp = true,
        };
        return true;
    }

    private void ReadPacketOptions(ReadOnlySpan<byte> bytes, ref uint flags, ref ReadOnlySpan<byte> comment)
    {
        var options = new PcapngOptionList(bytes, _order);
        while (options.TryNext(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == PcapngBlock.PacketFlagsOption && value.Length == 4)
            {
                flags = _order.UInt32(value);
            }
            else if (code == PcapngBlock.CommentOption && comment.IsEmpty)
            {
                comment = value;
            }
        }

        if (options.IsMalformed)
        {
            throw Input.Error(_packetBlockOffset, "an option of a packet reaches beyond its block");
        }
    }

    private bool ReadSimplePacket(long offset, ReadOnlySpan<byte> body, out CapturedFrame frame)
    {
        uint original = _order.UInt32(body);
        ref readonly PcapngInterface tap = ref Interface(offset, 0);
        uint captured = tap.SnapLength == 0 ? original : Math.Min(original, tap.SnapLength);
        CheckLengths(offset, captured, original);
        if (captured > body.Length - 4)
        {
            throw Input.Error(
                offset, $"captured length {captured} reaches beyond its block of {body.Length + 12} bytes");
        }

        frame = new CapturedFrame
        {
            Data = body.Slice(4, (int)captured),
            TimestampNanoseconds = _lastTimestamp,
            OriginalLength = (int)original,
            InterfaceIndex = _sectionBase,
            FcsLength = CheckedFcsLength(offset, tap.FcsLength),
        };
        return true;
    }

    private ref readonly PcapngInterface Interface(long offset, uint id)
    {
        if (id >= (uint)_sectionCount)
        {
            throw Input.Error(offset, $"a packet names interface {id}, its section describes {_sectionCount}");
        }

        ref readonly PcapngInterface tap = ref _section[id];
        if (tap.LinkType != CaptureInterface.EthernetLinkType)
        {
            throw Input.Error(offset, PcapReader.LinkTypeProblem(tap.LinkType));
        }

        return ref tap;
    }

    private int CheckedFcsLength(long offset, int fcsLength) => fcsLength is 0 or 4
        ? fcsLength
        : throw Input.Error(offset, $"declares an FCS of {fcsLength} bytes (Ethernet's has 4)");

    private void Require(ReadOnlySpan<byte> body, int length, long offset, uint type)
    {
        if (body.Length < length)
        {
            throw Input.Error(offset, $"bad block length {body.Length + 12}: too short for block type 0x{type:X8}");
        }
    }
}
