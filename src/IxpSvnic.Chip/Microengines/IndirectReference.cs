using IxpSvnic.Chip.Interconnect;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// The modifier word of <c>indirect_ref</c>, reference section 3.8 and chip reference 3.4: the count field is proven,
/// the rest of the general layout assumed. rbuf_rd and tbuf_wr take only the count here; their buffer address stays
/// in the word.
/// </summary>
internal static class IndirectReference
{
    public static void Apply(ref MeCommand command, uint word, int windowSize)
    {
        command.HasIndirect = true;
        command.Indirect = word;
        if ((word & (1 << 25)) != 0)
        {
            command.Count = (byte)(((word >> 21) & 15) + 1);
        }

        if (command.Op is MicroOp.DramRbufRd or MicroOp.DramTbufWr)
        {
            return;
        }

        if ((word & (1u << 31)) != 0)
        {
            command.DestMe = (byte)Microengine.IndexOf((int)(word >> 26) & 0x1f);
        }

        if ((word & (1 << 20)) != 0)
        {
            command.ByteMask = (byte)(word >> 12);
        }

        if ((word & (1 << 3)) != 0)
        {
            int context = (int)(word & 7);
            command.Register = (byte)((command.Register & (windowSize - 1)) | ((context << 4) & -windowSize));
            command.DestContext = (byte)context;
        }

        if ((word & (1 << 11)) != 0)
        {
            command.Register = (byte)((word >> 4) & 0x7f);
        }
    }
}
