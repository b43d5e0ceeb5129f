namespace IxpSvnic.Host.Memory;

/// <summary>
/// A stretch of a guest's memory as the guest sees it: contiguous, behind it scattered machine pages. Words big-endian.
/// </summary>
public sealed class GuestMemory(HostMemory memory, long[] machinePages)
{
    private const int PageMask = HostMemory.PageBytes - 1;

    public int Length => machinePages.Length * HostMemory.PageBytes;

    public long Machine(int offset) => machinePages[offset >> HostMemory.PageBits] + (offset & PageMask);

    public uint ReadWord(int offset) => memory.ReadBigEndian(Machine(offset));

    public void WriteWord(int offset, uint value) => memory.WriteBigEndian(Machine(offset), value);

    public void Read(int offset, Span<byte> target)
    {
        while (target.Length > 0)
        {
            int part = Part(offset, target.Length);
            memory.Read(Machine(offset), part).CopyTo(target);
            target = target[part..];
            offset += part;
        }
    }

    /// <summary>First shadow tag in a range, 0 = none.</summary>
    public int FirstTag(int offset, int length)
    {
        int tag = 0;
        while (length > 0 && tag == 0)
        {
            int part = Part(offset, length);
            tag = memory.Tags.First(Machine(offset), part);
            length -= part;
            offset += part;
        }

        return tag;
    }

    /// <summary>The range holds nobody's bytes any more.</summary>
    public void ClearTags(int offset, int length, long now)
    {
        while (length > 0)
        {
            int part = Part(offset, length);
            memory.Tags.Clear(Machine(offset), part, now);
            length -= part;
            offset += part;
        }
    }

    private static int Part(int offset, int length) =>
        Math.Min(length, HostMemory.PageBytes - (offset & PageMask));
}
