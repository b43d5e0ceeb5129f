using System.Buffers.Binary;
using System.Runtime.InteropServices;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>
/// Chip memory to PCI bytes and back. With the big-endian enable the bytes of each longword are reversed on the way, so
/// network byte i of the memory is byte i on the bus; without it longwords keep their value, so it is byte i XOR 3.
/// Memory keeps native words: network byte i lies at offset i XOR 3.
/// </summary>
internal static class ByteLanes
{
    private const int Room = 256 + 8;

    /// <summary>Bytes of memory as they appear on the bus.</summary>
    public static void Out(FlatMemory memory, long address, Span<byte> bus, bool reverse)
    {
        if (!reverse)
        {
            memory.Read(address, bus.Length).CopyTo(bus);
            return;
        }

        int skip = (int)(address & 3);
        int whole = (skip + bus.Length + 3) & ~3;
        Span<byte> words = stackalloc byte[Room];
        words = words[..whole];
        Reverse(memory.Read(address - skip, whole), words);
        words.Slice(skip, bus.Length).CopyTo(bus);
    }

    /// <summary>Bytes from the bus into memory; bytes around them stay.</summary>
    public static void In(FlatMemory memory, long address, ReadOnlySpan<byte> bus, bool reverse)
    {
        if (!reverse)
        {
            bus.CopyTo(memory.Write(address, bus.Length));
            return;
        }

        int skip = (int)(address & 3);
        int whole = (skip + bus.Length + 3) & ~3;
        Span<byte> words = stackalloc byte[Room];
        words = words[..whole];
        Span<byte> target = memory.Write(address - skip, whole);
        Reverse(target, words);
        bus.CopyTo(words.Slice(skip, bus.Length));
        Reverse(words, target);
    }

    /// <summary>A longword of the chip as AD[31:0].</summary>
    public static uint Swap(uint value, bool reverse) => reverse ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static void Reverse(ReadOnlySpan<byte> from, Span<byte> to) => BinaryPrimitives.ReverseEndianness(
        MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, uint>(to));
}
