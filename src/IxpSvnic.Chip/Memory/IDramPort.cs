using IxpSvnic.Sim.Frames;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// DRAM as the units that master it themselves (PCI unit, XScale gasket) see it. Timing and data are separate: ask for
/// the time, then touch <see cref="Memory"/> and <see cref="Tags"/> at once; byte i of a longword is at address XOR 3.
/// </summary>
public interface IDramPort
{
    /// <summary>Populated bytes.</summary>
    long Bytes { get; }

    FlatMemory Memory { get; }

    TagMap Tags { get; }

    /// <summary>
    /// Occupies banks and D_push for a read requested at a tick; returns when its last data are at the requestor.
    /// </summary>
    long Read(long ready, uint address, int bytes);

    /// <summary>Occupies D_pull and banks for a write; returns when the controller has taken the last data.</summary>
    long Write(long ready, uint address, int bytes);
}
