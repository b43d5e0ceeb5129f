using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// The bytes of a capture file, unpacked if gzipped, as contiguous windows over a pipe. Only a record that straddles
/// two pipe segments is copied.
/// </summary>
internal sealed class CaptureInput : IDisposable
{
    // Small enough for the segment to stay in the second-level cache between the file copy and the parser.
    private const int SegmentBytes = 64 * 1024;

    private readonly SynchronousStream _file;
    private readonly SynchronousStream? _unpacked;
    private readonly PipeReader _pipe;
    private readonly bool _allowCut;
    private ReadOnlySequence<byte> _sequence;
    private byte[] _window = [];
    private int _position;
    private int _end;
    private int _windowStart;
    private long _windowOffset;
    private byte[] _straddle = [];
    private bool _reading;
    private bool _completed;

    private CaptureInput(string path, SynchronousStream file, SynchronousStream? unpacked, bool allowCut)
    {
        Path = path;
        _file = file;
        _unpacked = unpacked;
        _allowCut = allowCut;
        _pipe = PipeReader.Create(unpacked ?? file, new StreamPipeReaderOptions(bufferSize: SegmentBytes));
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    /// <summary>Offset of the next unread byte in the unpacked data.</summary>
    public long Offset => _windowOffset + (_position - _windowStart);

    /// <summary>Unread bytes at hand; after a failed <see cref="TryPeek"/> all that the file still has.</summary>
    public int Available => _end - _position;

    /// <summary>True when a gzipped file ended before its packed data did.</summary>
    public bool PackedDataCut => _unpacked is { EndedEarly: true };

    public static CaptureInput Open(string path, CaptureReaderOptions options)
    {
        FileStream? raw = null;
        try
        {
            if (Directory.Exists(path))
            {
                throw new CaptureFormatException(path, -1, "is a folder, not a capture");
            }

            raw = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            var head = new byte[2];
            int read = raw.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                throw new CaptureFormatException(path, -1, "the file is empty");
            }

            var file = new SynchronousStream(raw, head.AsMemory(0, read));
            bool gzipped = read == 2 && head[0] == 0x1F && head[1] == 0x8B;
            SynchronousStream? unpacked = gzipped
                ? new SynchronousStream(new GZipStream(file, CompressionMode.Decompress), default, file)
                : null;
            return new CaptureInput(path, file, unpacked, options.AllowCut);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            raw?.Dispose();
            string problem = error is FileNotFoundException or DirectoryNotFoundException
                ? "no such file"
                : $"cannot be read: {error.Message}";
            throw new CaptureFormatException(path, -1, problem, error);
        }
        catch
        {
            raw?.Dispose();
            throw;
        }
    }

    /// <summary>The next <paramref name="count"/> bytes without consuming them, false if the file has fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek(int count, out ReadOnlySpan<byte> bytes)
    {
        if (_end - _position < count && !Fill(count))
        {
            bytes = default;
            return false;
        }

        bytes = new ReadOnlySpan<byte>(_window, _position, count);
        return true;
    }

    /// <summary>Consumes bytes that were peeked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => _position += count;

    /// <summary>An error at a place of this file.</summary>
    public CaptureFormatException Error(long offset, string problem, Exception? inner = null) =>
        new(Path, offset, problem, inner);

    public void Dispose()
    {
        _pipe.Complete();
        _unpacked?.Dispose();
        _file.Dispose();
    }

    private bool Fill(int count)
    {
        int consumed = _position - _windowStart;
        _windowOffset += consumed;
        _sequence = _sequence.Slice(consumed);
        while (_sequence.Length < count && !_completed)
        {
            ReadMore();
        }

        bool enough = _sequence.Length >= count;
        OpenWindow(enough ? count : (int)_sequence.Length);
        return enough;
    }

    private void OpenWindow(int count)
    {
        if (_sequence.First.Length >= count && MemoryMarshal.TryGetArray(_sequence.First, out ArraySegment<byte> first))
        {
            _window = first.Array ?? [];
            _windowStart = first.Offset;
            _end = first.Offset + first.Count;
        }
        else
        {
            if (_straddle.Length < count)
            {
                _straddle = new byte[Math.Max(count, 4096)];
            }

            _sequence.Slice(0, count).CopyTo(_straddle);
            _window = _straddle;
            _windowStart = 0;
            _end = count;
        }

        _position = _windowStart;
    }

    private void ReadMore()
    {
        try
        {
            if (_reading)
            {
                _pipe.AdvanceTo(_sequence.Start, _sequence.End);
            }

            _reading = true;
            ValueTask<ReadResult> pending = _pipe.ReadAsync();
            ReadResult result = pending.IsCompleted ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
            _sequence = result.Buffer;
            _completed = result.IsCompleted;
        }
        catch (InvalidDataException error)
        {
            throw Error(_windowOffset, $"bad gzip data from here on ({error.Message})", error);
        }
        catch (IOException error)
        {
            throw Error(_windowOffset, $"cannot be read: {error.Message}", error);
        }

        if (_completed && PackedDataCut && !_allowCut)
        {
            throw Error(_windowOffset + _sequence.Length, "the gzip data is cut off here", null);
        }
    }
}
