using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Chip.Memory;

/// <summary>
/// Brings the memory that a command names into the host's cache when the command is issued, well before the unit serves it: most of the cost
/// of a modelled reference is a miss in the host's cache. Changes speed only.
/// </summary>
public sealed class MemoryPrefetch(FlatMemory sram0, FlatMemory sram1, FlatMemory dram)
{
    private const uint ChannelOffset = 0x3fff_ffff;

    public void Hint(MicroOp op, uint address)
    {
        if (op is >= MicroOp.SramRead and <= MicroOp.SramTestAndDecr)
        {
            ((address >> 30) == 0 ? sram0 : sram1).Prefetch(address & ChannelOffset);
        }
        else if (op is MicroOp.DramRead or MicroOp.DramWrite)
        {
            dram.Prefetch(address);
        }
    }
}
