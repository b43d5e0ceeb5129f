using System.Runtime.InteropServices;

namespace IxpSvnic.Chip.Microengines;

/// <summary>A write that the next instructions do not see yet.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DelayedWrite
{
    public uint Value;

    /// <summary>Local CSR number, or one of the numbers of <see cref="DelayLine"/>.</summary>
    public ushort Csr;

    /// <summary>Context it is for; register number for next-neighbour registers.</summary>
    public byte Context;

    /// <summary>Instructions that still see the old value.</summary>
    public byte Remaining;
}
