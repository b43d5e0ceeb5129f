using System.Buffers.Binary;
using IxpSvnic.Host.Memory;

namespace IxpSvnic.Host.Tests.DmaRemapping;

/// <summary>An independent reading of the remapping tables, straight from the format's description.</summary>
internal static class ReferenceWalk
{
    /// <summary>Machine address, or minus the expected fault reason.</summary>
    public static long Translate(HostMemory memory, long root, int sourceId, ulong address, bool write)
    {
        ulong[] rootEntry = Quads(memory, root + (sourceId / 256 * 16));
        if ((rootEntry[0] & 1) == 0)
        {
            return -1;
        }

        ulong[] context = Quads(memory, (long)(rootEntry[0] / 4096 * 4096) + (sourceId % 256 * 16));
        if ((context[0] & 1) == 0)
        {
            return -2;
        }

        int levels = (context[1] & 7) switch { 1 => 3, 2 => 4, _ => 0 };
        if (levels == 0)
        {
            return -3;
        }

        long table = (long)(context[0] / 4096 * 4096);
        int permission = write ? 2 : 1;
        for (int level = levels - 1; level >= 0; level--)
        {
            ulong pageSize = 4096UL * (ulong)Math.Pow(512, level);
            long index = (long)(address / pageSize % 512);
            ulong entry = Quads(memory, table + (index * 8))[0];
            if ((entry & 3) == 0 || ((int)entry & permission) == 0)
            {
                return write ? -5 : -6;
            }

            ulong target = entry % (1UL << 52) / 4096 * 4096;
            if (level == 0 || (level == 1 && (entry & 0x80) != 0))
            {
                return (long)(target + (address % pageSize));
            }

            table = (long)target;
        }

        throw new InvalidOperationException("no leaf");
    }

    private static ulong[] Quads(HostMemory memory, long address)
    {
        ReadOnlySpan<byte> bytes = memory.Read(address, 16);
        return [BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])];
    }
}
