using Microsoft.Extensions.ObjectPool;

namespace IxpSvnic.Machine.Observation;

/// <summary>
/// The bytes of frames that are inside, as they were born, by tag: what a capture of drops writes at the time of death.
/// It observes; nothing in the machine reads it.
/// </summary>
internal sealed class FrameBytes
{
    private readonly ObjectPool<byte[]> _pool = new DefaultObjectPool<byte[]>(new BufferPolicy(), 1024);
    private byte[]?[] _frames = new byte[]?[1024];
    private int[] _lengths = new int[1024];

    public void Keep(int tag, ReadOnlySpan<byte> frame)
    {
        if (tag >= _frames.Length)
        {
            int size = Math.Max(tag + 1, _frames.Length * 2);
            Array.Resize(ref _frames, size);
            Array.Resize(ref _lengths, size);
        }

        byte[] buffer = _frames[tag] ?? _pool.Get();
        if (buffer.Length < frame.Length)
        {
            buffer = new byte[frame.Length];
        }

        frame.CopyTo(buffer);
        _frames[tag] = buffer;
        _lengths[tag] = frame.Length;
    }

    public ReadOnlySpan<byte> Of(int tag) =>
        tag < _frames.Length && _frames[tag] is { } buffer ? buffer.AsSpan(0, _lengths[tag]) : default;

    public void Forget(int tag)
    {
        if (tag < _frames.Length && _frames[tag] is { } buffer)
        {
            _frames[tag] = null;
            _pool.Return(buffer);
        }
    }

    private sealed class BufferPolicy : PooledObjectPolicy<byte[]>
    {
        public override byte[] Create() => new byte[2048];

        public override bool Return(byte[] obj) => obj.Length <= 16384;
    }
}
