namespace IxpSvnic.Chip.Memory.Sram;

/// <summary>
/// One Q-array entry: the three longwords of a queue, ring or journal descriptor as they lie in memory, with one valid
/// bit each (IXP2800 HRM p213-216). Which of the three it is depends on the command.
/// </summary>
public struct QueueDescriptor
{
    public const uint PointerMask = 0xff_ffff;

    public const uint EopBit = 1u << 31;

    /// <summary>
    /// Queue: EOP, cell count, head pointer. Ring: size code, head pointer. Pointers are longword addresses.
    /// </summary>
    public uint Head;

    /// <summary>Tail pointer.</summary>
    public uint Tail;

    /// <summary>Packets on a queue, longwords on a ring.</summary>
    public uint Count;

    /// <summary>Bits 0, 1, 2: head, tail, count have been loaded.</summary>
    public uint Valid;

    /// <summary>Cells left in the head buffer.</summary>
    public readonly int Cells => (int)(Head >> 24) & 0x7f;

    public readonly bool Eop => (Head & EopBit) != 0;

    /// <summary>Longwords of a ring.</summary>
    public readonly int RingWords => 512 << (int)(Head >> 29);

    /// <summary>A pointer some longwords on, wrapped inside the naturally aligned ring area.</summary>
    public readonly uint Advance(uint pointer, int words)
    {
        uint mask = (uint)RingWords - 1;
        return (pointer & ~mask) | ((pointer + (uint)words) & mask);
    }
}
