using IxpSvnic.Chip.Msf;

namespace IxpSvnic.Chip.Tests.Memory;

/// <summary>RBUF and TBUF as plain arrays with one tag each.</summary>
internal sealed class FakeBuffers : IMediaBuffers
{
    public uint[] Rbuf { get; } = new uint[2048];

    public uint[] Tbuf { get; } = new uint[2048];

    public int RbufTag { get; set; }

    public int TbufTag { get; private set; }

    public void ReadRbuf(int offset, Span<uint> words, out int tag)
    {
        Rbuf.AsSpan(offset / 4, words.Length).CopyTo(words);
        tag = RbufTag;
    }

    public void WriteTbuf(int offset, ReadOnlySpan<uint> words, int tag)
    {
        words.CopyTo(Tbuf.AsSpan(offset / 4));
        TbufTag = tag;
    }
}
