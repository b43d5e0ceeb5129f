using System.Runtime.InteropServices;

namespace IxpSvnic.Arm.Memory;

/// <summary>
/// One entry of a line filter: a virtual 32-byte line that the running mode may access in the cache at full speed. A hit means: TLB hit,
/// permission, cache hit and alignment, in one compare.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct FilterEntry
{
    /// <summary>The tag of an empty entry: bit 3 is set in no masked address.</summary>
    public const uint Empty = 0x8;

    /// <summary>Virtual address of the line (store filter: half line), or <see cref="Empty"/>.</summary>
    public uint Tag;

    /// <summary>Fetch filter: number of the code slot.</summary>
    public int Slot;

    /// <summary>Data filters: the line's 32 (half line's 16) bytes in the emulated cache (little-endian lanes).</summary>
    public byte* Line;
}
