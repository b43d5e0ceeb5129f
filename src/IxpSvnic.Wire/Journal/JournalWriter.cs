using System.Buffers.Binary;
using System.Text;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;
using IxpSvnic.Wire.Playback;

namespace IxpSvnic.Wire.Journal;

/// <summary>
/// Keeps what came in from outside with the simulated time it was given, so that the run can be repeated exactly. The
/// file appears whole on <see cref="Complete"/>.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private const int FlushAtBytes = 64 * 1024;

    private readonly StagedFile _file;
    private byte[] _buffer = new byte[2 * FlushAtBytes];
    private int _used;

    /// <summary>Starts a journal.</summary>
    /// <param name="path">The place the file will take.</param>
    /// <param name="epochNanoseconds">Unix time of tick 0.</param>
    /// <param name="ports">The ports fed from outside.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public JournalWriter(string path, long epochNanoseconds, params IReadOnlyList<JournalPort> ports)
    {
        _file = new StagedFile(path);
        Span<byte> head = Reserve(JournalFormat.FixedHeadLength);
        JournalFormat.Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head[8..], JournalFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(head[10..], checked((ushort)ports.Count));
        BinaryPrimitives.WriteInt64LittleEndian(head[12..], epochNanoseconds);
        foreach (JournalPort port in ports)
        {
            byte[] name = Encoding.UTF8.GetBytes(port.Name);
            Span<byte> entry = Reserve(JournalFormat.PortHeadLength + name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, checked((ushort)port.Port));
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], checked((ushort)name.Length));
            name.CopyTo(entry[JournalFormat.PortHeadLength..]);
        }

        uint crc = Fcs.Compute(_buffer.AsSpan(0, _used));
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(JournalFormat.ChecksumLength), crc);
    }

    /// <summary>Frames kept so far.</summary>
    public long FrameCount { get; private set; }

    /// <summary>Keeps a frame with its port, start time and fate.</summary>
    public void Write(in SourceFrame frame)
    {
        WriteRecord(JournalFormat.FrameKind, (byte)frame.Fate, frame.Port, frame.StartTick, frame.WireBytes);
        FrameCount++;
    }

    /// <summary>Ends the journal and moves it into place.</summary>
    /// <param name="endTick">The simulated time at which the outside was let go.</param>
    public void Complete(long endTick)
    {
        WriteRecord(JournalFormat.EndKind, 0, 0, endTick, default);
        Flush();
        _file.Complete();
    }

    /// <summary>Hands what is buffered to the operating system.</summary>
    public void Flush()
    {
        _file.Stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    /// <summary>Removes the file unless it was completed.</summary>
    public void Dispose() => _file.Dispose();

    private void WriteRecord(byte kind, byte fate, int port, long tick, ReadOnlySpan<byte> bytes)
    {
        Span<byte> record = Reserve(JournalFormat.RecordHeadLength + bytes.Length + JournalFormat.ChecksumLength);
        record[0] = kind;
        record[1] = fate;
        BinaryPrimitives.WriteUInt16LittleEndian(record[2..], checked((ushort)port));
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], tick);
        bytes.CopyTo(record[JournalFormat.RecordHeadLength..]);
        Fcs.Seal(record);
        if (_used >= FlushAtBytes)
        {
            Flush();
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _used < count)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _used + count));
        }

        Span<byte> room = _buffer.AsSpan(_used, count);
        _used += count;
        return room;
    }
}
