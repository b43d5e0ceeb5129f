using IxpSvnic.Sim.State;

namespace IxpSvnic.Arm.Semihosting;

/// <summary>An open handle of a semihosted program: a console stream, or the content of a file and a place in it.</summary>
internal sealed class SemihostingFile(SemihostingStream stream, byte[] content) : IStateful
{
    private SemihostingStream _stream = stream;
    private byte[] _content = content;
    private int _position;

    public SemihostingStream Stream => _stream;

    public int Length => _content.Length;

    public int Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Copies from the place and moves it; returns the number of bytes.</summary>
    public int Read(Span<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Math.Max(0, _content.Length - _position));
        _content.AsSpan(Math.Min(_position, _content.Length), count).CopyTo(bytes);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public void Sync(StateVisitor visitor)
    {
        visitor.Value(ref _stream);
        visitor.Value(ref _position);
        int length = _content.Length;
        visitor.Value(ref length);
        if (visitor.IsRestoring)
        {
            _content = new byte[length];
        }

        visitor.Block(_content);
    }
}
