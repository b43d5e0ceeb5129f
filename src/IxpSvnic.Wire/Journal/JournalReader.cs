using System.Buffers.Binary;
using System.Text;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Journal;

/// <summary>Streams a journal; every record's checksum is verified.</summary>
public sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly List<JournalPort> _ports = [];
    private byte[] _record = new byte[2048];
    private long _offset;
    private bool _ended;

    /// <summary>Opens a journal and reads its head.</summary>
    /// <exception cref="CaptureFormatException">The file cannot be used.</exception>
    public JournalReader(string path)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException(path, -1, $"cannot be read: {error.Message}", error);
        }

        try
        {
            EpochNanoseconds = ReadHead();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Unix time in nanoseconds of tick 0.</summary>
    public long EpochNanoseconds { get; }

    /// <summary>The ports that were fed from outside.</summary>
    public IReadOnlyList<JournalPort> Ports => _ports;

    /// <summary>When the run let the outside go; known after the last frame.</summary>
    public long EndTick { get; private set; }

    /// <summary>The next frame, false after the last.</summary>
    /// <exception cref="CaptureFormatException">The journal is damaged or cut.</exception>
    public bool TryRead(out SourceFrame frame)
    {
        frame = default;
        if (_ended)
        {
            return false;
        }

        long start = _offset;
        ReadInto(0, JournalFormat.RecordHeadLength);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(4));
        if (length > CaptureLimits.MaximumRecordLength + EthernetFrame.FcsLength)
        {
            throw Error(start, $"absurd record length {length}");
        }

        int total = JournalFormat.RecordHeadLength + (int)length + JournalFormat.ChecksumLength;
        ReadInto(JournalFormat.RecordHeadLength, total - JournalFormat.RecordHeadLength);
        ReadOnlySpan<byte> record = _record.AsSpan(0, total);
        if (!Fcs.IsValid(record))
        {
            throw Error(start, $"checksum of a record of {length} byte(s) does not fit");
        }

        long tick = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        switch (record[0])
        {
            case JournalFormat.EndKind:
                EndTick = tick;
                _ended = true;
                return false;
            case JournalFormat.FrameKind:
                frame = new SourceFrame
                {
                    WireBytes = record.Slice(JournalFormat.RecordHeadLength, (int)length),
                    StartTick = tick,
                    Port = BinaryPrimitives.ReadUInt16LittleEndian(record[2..]),
                    Fate = (FrameFate)record[1],
                };
                return true;
            default:
                throw Error(start, $"unknown record kind {record[0]}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private long ReadHead()
    {
        int read = _file.ReadAtLeast(
            _record.AsSpan(0, JournalFormat.Magic.Length), JournalFormat.Magic.Length, throwOnEndOfStream: false);
        if (read < JournalFormat.Magic.Length || !_record.AsSpan(0, read).SequenceEqual(JournalFormat.Magic))
        {
            throw Error(0, "not a journal");
        }

        _offset = read;
        ReadInto(read, JournalFormat.FixedHeadLength - read);
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(8));
        if (version != JournalFormat.Version)
        {
            throw Error(8, $"unknown journal version {version}");
        }

        int ports = BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(10));
        long epoch = BinaryPrimitives.ReadInt64LittleEndian(_record.AsSpan(12));
        int used = JournalFormat.FixedHeadLength;
        for (int i = 0; i < ports; i++)
        {
            ReadInto(used, JournalFormat.PortHeadLength);
            int port = BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(used));
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(used + 2));
            used += JournalFormat.PortHeadLength;
            ReadInto(used, nameLength);
            _ports.Add(new JournalPort(port, Encoding.UTF8.GetString(_record, used, nameLength)));
            used += nameLength;
        }

        ReadInto(used, JournalFormat.ChecksumLength);
        return Fcs.IsValid(_record.AsSpan(0, used + JournalFormat.ChecksumLength))
            ? epoch
            : throw Error(0, "checksum of the head does not fit");
    }

    private void ReadInto(int start, int count)
    {
        if (_record.Length < start + count)
        {
            Array.Resize(ref _record, Math.Max(2 * _record.Length, start + count));
        }

        int read = _file.ReadAtLeast(_record.AsSpan(start, count), count, throwOnEndOfStream: false);
        if (read < count)
        {
            throw Error(_offset + read, "the journal is cut off here");
        }

        _offset += count;
    }

    private CaptureFormatException Error(long offset, string problem) => new(_path, offset, problem);
}
