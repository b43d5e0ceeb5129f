using IxpSvnic.Arm.Bus;
using IxpSvnic.Chip.Memory.Dram;

namespace IxpSvnic.Machine.Firmware;

/// <summary>The card's DRAM as its boot loader fills it; nothing else can be reached.</summary>
internal sealed class DramBus(DramController dram) : IArmBus
{
    /// <inheritdoc/>
    public bool Submit(in BusRequest request, ref BusReply reply) =>
        throw new NotSupportedException("a boot loader copies an image, it does not execute it");

    /// <inheritdoc/>
    public bool Peek(uint address, out uint word)
    {
        bool isThere = IsThere(address);
        word = isThere ? dram.Memory.ReadWord(address) : 0;
        return isThere;
    }

    /// <inheritdoc/>
    public bool Poke(uint address, uint word)
    {
        if (!IsThere(address))
        {
            return false;
        }

        dram.Memory.WriteWord(address, word);
        return true;
    }

    private bool IsThere(uint address) => address <= dram.Memory.Length - 4;
}
