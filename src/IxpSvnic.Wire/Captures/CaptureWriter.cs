using System.IO.Compression;

namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Buffered writer of a capture file. The file appears under its name, whole, on <see cref="Complete"/>; disposal
/// without it, or <see cref="Abort"/>, leaves nothing behind. A name ending in <c>.gz</c> makes a gzipped capture.
/// </summary>
public abstract class CaptureWriter : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly StagedFile _file;
    private readonly Stream _output;
    private byte[] _buffer = new byte[BufferBytes];
    private int _used;

    private protected CaptureWriter(string path)
    {
        _file = new StagedFile(path);
        _output = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(_file.Stream, CompressionLevel.Fastest)
            : _file.Stream;
    }

    /// <summary>The place the capture will take.</summary>
    public string Path => _file.Path;

    /// <summary>Frames written so far.</summary>
    public long FrameCount { get; private protected set; }

    /// <summary>Appends one frame.</summary>
    /// <param name="timestampNanoseconds">Unix time in nanoseconds.</param>
    /// <param name="data">The captured bytes.</param>
    /// <param name="originalLength">Length on the wire; the captured length when negative.</param>
    public abstract void Write(long timestampNanoseconds, ReadOnlySpan<byte> data, int originalLength = -1);

    /// <summary>Writes what is buffered and moves the file into place.</summary>
    public void Complete()
    {
        Drain();
        CloseGzip();
        _file.Complete();
    }

    /// <summary>Hands what is buffered to the operating system.</summary>
    public void Flush()
    {
        Drain();
        _output.Flush();
    }

    /// <summary>Removes what was written; a file already in place stays.</summary>
    public void Abort()
    {
        CloseGzip();
        _file.Abort();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Abort();
        GC.SuppressFinalize(this);
    }

    /// <summary>Room for <paramref name="count"/> bytes that are written with the next block.</summary>
    private protected Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _used < count)
        {
            Drain();
            if (_buffer.Length < count)
            {
                _buffer = new byte[count];
            }
        }

        Span<byte> room = _buffer.AsSpan(_used, count);
        _used += count;
        return room;
    }

    private void Drain()
    {
        _output.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void CloseGzip()
    {
        if (!ReferenceEquals(_output, _file.Stream))
        {
            _output.Dispose();
        }
    }
}
