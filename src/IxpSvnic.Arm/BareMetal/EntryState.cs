using IxpSvnic.Arm.Coprocessors;
using IxpSvnic.Arm.Elf;

namespace IxpSvnic.Arm.BareMetal;

/// <summary>
/// The state a bare-metal program starts in: SVC mode, interrupts masked, registers 0, MMU on with one-to-one sections (RAM
/// write-back, registers uncached), caches, write buffer and branch prediction on, domain 0 a client with full access, the accumulator
/// (CP0) allowed. The translation table is the last 16 KB of RAM and the stack starts below it. After a bare reset only the program counter is set: MMU and caches are off.
/// </summary>
public static class EntryState
{
    /// <summary>Bytes at the end of RAM that hold the translation table.</summary>
    public const uint TableBytes = 0x4000;

    private const uint ControlBits = 0x187d;
    private const uint BigEndianBit = 0x80;

    /// <summary>A section with access permission 3 in domain 0.</summary>
    private const uint Section = 0xc02;
    private const uint CacheableBufferable = 0xc;
    private const int SectionBits = 20;

    private const uint ThumbAndMasked = 0xf3;
    private const uint Masked = 0xd3;

    /// <summary>Where a program's stack starts.</summary>
    public static uint StackTop(IXscaleHost host) => host.RamBytes - TableBytes;

    /// <summary>Loads an image and puts the core to its entry.</summary>
    public static void Apply(IXscaleHost host, ProgramImage image, bool isReset, bool isBigEndian)
    {
        uint top = isReset ? host.RamBytes : StackTop(host);
        foreach (ProgramSegment segment in image.Segments)
        {
            if (segment.Address < host.RamBytes && segment.End > top)
            {
                throw new ElfFormatException(
                    image.Name,
                    0,
                    $"segment 0x{segment.Address:x8}..0x{segment.End:x8} does not fit into RAM, of which 0x{top:x} bytes are free");
            }
        }

        image.Load(host.Bus);
        host.Core.Reset(image.Entry & ~1u);
        host.Core.Cpsr = (image.Entry & 1) != 0 ? ThumbAndMasked : Masked;
        if (isReset)
        {
            return;
        }

        WriteTable(host, top);
        Write(host, crn: 15, crm: 1, value: 1);
        Write(host, crn: 2, crm: 0, value: top);
        Write(host, crn: 3, crm: 0, value: 1);
        Write(host, crn: 1, crm: 0, value: ControlBits | (isBigEndian ? BigEndianBit : 0));
        host.Core[13] = top;
    }

    private static void WriteTable(IXscaleHost host, uint table)
    {
        foreach (MemoryRegion region in host.Regions)
        {
            ulong end = (region.Start + region.Bytes + (1u << SectionBits) - 1) >> SectionBits;
            for (uint section = region.Start >> SectionBits; section < end; section++)
            {
                host.Bus.Poke(
                    table + (4 * section),
                    (section << SectionBits) | Section | (region.IsCached ? CacheableBufferable : 0));
            }
        }
    }

    private static void Write(IXscaleHost host, byte crn, byte crm, uint value)
    {
        CoprocessorRegister register = new(15, 0, crn, crm, 0);
        if (host.Coprocessors.Write(register, true, value) != CoprocessorOutcome.Done)
        {
            throw new InvalidOperationException($"CP15 register {crn} does not take 0x{value:x8}");
        }
    }
}
