namespace IxpSvnic.Wire.Captures;

/// <summary>
/// Read-only view of a stream that gives back some bytes already taken from it and completes every read before it
/// returns, so that a pipe over it never leaves the caller's thread. Given the packed stream that
/// <paramref name="inner"/> unpacks, it ends early where the packed data does.
/// </summary>
internal sealed class SynchronousStream(Stream inner, ReadOnlyMemory<byte> head, SynchronousStream? packed = null)
    : Stream
{
    private ReadOnlyMemory<byte> _head = head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>True once the inner stream has reported its end.</summary>
    public bool ReachedEnd { get; private set; }

    /// <summary>True once the packed data turned out to stop short.</summary>
    public bool EndedEarly { get; private set; }

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!_head.IsEmpty)
        {
            int count = Math.Min(_head.Length, buffer.Length);
            _head.Span[..count].CopyTo(buffer);
            _head = _head[count..];
            return count;
        }

        try
        {
            int read = inner.Read(buffer);
            ReachedEnd |= read == 0;
            return read;
        }
        catch (InvalidDataException) when (packed is { ReachedEnd: true })
        {
            // The inflater asks for bytes beyond the end of the file only if the packed data stops short.
            EndedEarly = true;
            return 0;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
