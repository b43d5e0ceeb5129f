using System.Buffers.Binary;
using System.Text;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Writes pcapng: one section, an interface description per tap with its name and nanosecond timestamps, enhanced
/// packets with optional comment and direction. Nothing in the file depends on the machine that wrote it.
/// </summary>
public sealed class PcapngWriter : CaptureWriter
{
    private const string Application = "ixpsvnic";
    private const int EnhancedPacketFields = 28;

    private readonly bool _bigEndian;
    private int _interfaceCount;

    /// <summary>Starts a capture at <paramref name="path"/>.</summary>
    public PcapngWriter(string path, bool bigEndian = false)
        : base(path)
    {
        _bigEndian = bigEndian;
        int optionsLength = OptionLength(Application.Length) + 4;
        int length = PcapngBlock.FrameLength + 16 + optionsLength;
        Span<byte> block = StartBlock(PcapngBlock.SectionHeader, length);
        Put32(block[8..], PcapngBlock.ByteOrderMagic);
        Put16(block[12..], 1);
        Put16(block[14..], 0);
        Put32(block[16..], uint.MaxValue);
        Put32(block[20..], uint.MaxValue);
        PutOption(block[24..], PcapngBlock.UserApplicationOption, Encoding.UTF8.GetBytes(Application));
    }

    /// <summary>Describes a tap; frames may name it from now on by the index returned.</summary>
    /// <param name="name">if_name.</param>
    /// <param name="fcsLength">if_fcslen: FCS bytes at the end of each frame given, 0 or 4.</param>
    public int AddInterface(string name, int fcsLength = 0)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        int optionsLength = OptionLength(nameBytes.Length) + OptionLength(1)
            + (fcsLength == 0 ? 0 : OptionLength(1)) + 4;
        Span<byte> block = StartBlock(PcapngBlock.InterfaceDescription, PcapngBlock.FrameLength + 8 + optionsLength);
        Put16(block[8..], CaptureInterface.EthernetLinkType);
        Put16(block[10..], 0);
        Put32(block[12..], 0);
        Span<byte> options = PutOption(block[16..], PcapngBlock.InterfaceNameOption, nameBytes);
        options = PutOption(options, PcapngBlock.TimestampResolutionOption, [TimestampScale.Nanoseconds]);
        if (fcsLength != 0)
        {
            PutOption(options, PcapngBlock.FcsLengthOption, [(byte)fcsLength]);
        }

        return _interfaceCount++;
    }

    /// <inheritdoc/>
    public override void Write(long timestampNanoseconds, ReadOnlySpan<byte> data, int originalLength = -1) =>
        Write(timestampNanoseconds, data, 0, originalLength);

    /// <summary>Appends one frame seen at interface <paramref name="interfaceIndex"/>.</summary>
    /// <param name="timestampNanoseconds">Unix time in nanoseconds.</param>
    /// <param name="data">The captured bytes.</param>
    /// <param name="interfaceIndex">What <see cref="AddInterface"/> returned.</param>
    /// <param name="originalLength">Length on the wire; the captured length when negative.</param>
    /// <param name="comment">UTF-8 comment, such as a drop reason.</param>
    /// <param name="direction">Direction, if it is to be stated.</param>
    public void Write(
        long timestampNanoseconds,
        ReadOnlySpan<byte> data,
        int interfaceIndex,
        int originalLength = -1,
        ReadOnlySpan<byte> comment = default,
        FrameDirection direction = FrameDirection.Unknown)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestampNanoseconds);
        if ((uint)interfaceIndex >= (uint)_interfaceCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(interfaceIndex), interfaceIndex, "interface not described yet");
        }

        int commentLength = comment.IsEmpty ? 0 : OptionLength(comment.Length);
        int flagsLength = direction == FrameDirection.Unknown ? 0 : OptionLength(4);
        int optionsLength = commentLength + flagsLength == 0 ? 0 : commentLength + flagsLength + 4;
        int padded = PcapngBlock.Padded(data.Length);
        Span<byte> block = StartBlock(
            PcapngBlock.EnhancedPacket, EnhancedPacketFields + padded + optionsLength + 4);
        Put32(block[8..], (uint)interfaceIndex);
        Put32(block[12..], (uint)(timestampNanoseconds >> 32));
        Put32(block[16..], (uint)timestampNanoseconds);
        Put32(block[20..], (uint)data.Length);
        Put32(block[24..], (uint)(originalLength < 0 ? data.Length : originalLength));
        data.CopyTo(block[EnhancedPacketFields..]);
        Span<byte> options = block[(EnhancedPacketFields + padded)..];
        if (!comment.IsEmpty)
        {
            options = PutOption(options, PcapngBlock.CommentOption, comment);
        }

        if (direction != FrameDirection.Unknown)
        {
            Put16(options, PcapngBlock.PacketFlagsOption);
            Put16(options[2..], 4);
            Put32(options[4..], (uint)direction);
        }

        FrameCount++;
    }

    private static int OptionLength(int valueLength) => valueLength <= ushort.MaxValue
        ? 4 + PcapngBlock.Padded(valueLength)
        : throw new ArgumentOutOfRangeException(
            nameof(valueLength), valueLength, "an option holds at most 65535 bytes");

    private Span<byte> StartBlock(uint type, int length)
    {
        Span<byte> block = Reserve(length);
        block.Clear();
        Put32(block, type);
        Put32(block[4..], (uint)length);
        Put32(block[^4..], (uint)length);
        return block;
    }

    private Span<byte> PutOption(Span<byte> bytes, ushort code, ReadOnlySpan<byte> value)
    {
        Put16(bytes, code);
        Put16(bytes[2..], (ushort)value.Length);
        value.CopyTo(bytes[4..]);
        return bytes[OptionLength(value.Length)..];
    }

    private void Put32(Span<byte> bytes, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(
        bytes, _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    private void Put16(Span<byte> bytes, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(
        bytes, _bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
