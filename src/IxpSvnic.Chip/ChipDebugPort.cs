using IxpSvnic.Chip.Microengines;
using IxpSvnic.Chip.PciUnit;
using IxpSvnic.Sim.Memory;

namespace IxpSvnic.Chip;

/// <summary>
/// The chip by XScale physical address, longword by longword, at once and without time: what a debugger on a stopped machine
/// does. PCI masters reach CSRs through it too; they may write the engines' registers while these run, but not read them.
/// </summary>
public sealed class ChipDebugPort(Ixp2400 chip) : IChipCsrAccess
{
    /// <summary>Accesses to addresses where nothing is; they read 0.</summary>
    public long Unmapped { get; private set; }

    /// <summary>Longwords a debugger wrote; what PCI masters write is not counted.</summary>
    public long Writes { get; private set; }

    /// <summary>Reads a longword.</summary>
    public uint Read(uint address)
    {
        uint word = address & ~3u;
        if (Memory(word, out FlatMemory? memory, out long offset))
        {
            return memory!.ReadWord(offset);
        }

        return Ixp2400AddressMap.EngineCsrs.Contains(word) && Engine(word) is { } engine
            ? engine.Debug.ReadCsr((int)(word & 0x3ff) >> 2)
            : ReadCsr(word);
    }

    /// <summary>Writes a longword.</summary>
    public void Write(uint address, uint value)
    {
        Writes++;
        uint word = address & ~3u;
        if (Memory(word, out FlatMemory? memory, out long offset))
        {
            memory!.WriteWord(offset, value);
        }
        else if (Ixp2400AddressMap.EngineCsrs.Contains(word) && Engine(word) is { } engine)
        {
            engine.Debug.WriteCsr((int)(word & 0x3ff) >> 2, value);
        }
        else
        {
            WriteCsr(word, value);
        }
    }

    /// <inheritdoc/>
    public uint ReadCsr(uint physicalAddress)
    {
        uint word = physicalAddress & ~3u;
        if (Ixp2400AddressMap.Cap.Contains(word))
        {
            return chip.Cap.ReadRegister((int)(word & 0xfff));
        }

        if (Ixp2400AddressMap.Msf.Contains(word))
        {
            return chip.Msf.ReadWord((int)(word & 0x3fff));
        }

        if (Ixp2400AddressMap.Scratch.Contains(word))
        {
            return chip.Scratch.Memory.ReadWord(word & 0x3fff);
        }

        if (Ixp2400AddressMap.ScratchRings.Contains(word))
        {
            return chip.Scratch.RingGet((int)(word >> 2) & 15);
        }

        if (Ixp2400AddressMap.SramCsrs0.Contains(word) || Ixp2400AddressMap.SramCsrs1.Contains(word))
        {
            return chip.Sram[word >> 22 & 1].Csrs.Read((int)(word & 0x3ff));
        }

        if (Ixp2400AddressMap.DramCsrs.Contains(word))
        {
            return chip.Dram.Csrs.Read((int)(word & 0x7ff));
        }

        if (Ixp2400AddressMap.PciCsrs.Contains(word) || Ixp2400AddressMap.PciConfiguration.Contains(word))
        {
            return chip.Pci.ReadRegister(word);
        }

        Unmapped++;
        return 0;
    }

    /// <inheritdoc/>
    public void WriteCsr(uint physicalAddress, uint value)
    {
        uint word = physicalAddress & ~3u;
        if (Ixp2400AddressMap.Cap.Contains(word))
        {
            chip.Cap.WriteRegister((int)(word & 0xfff), value);
        }
        else if (Ixp2400AddressMap.EngineCsrs.Contains(word) || Ixp2400AddressMap.EngineRegisters.Contains(word))
        {
            if (!chip.Cap.WriteEngine(word & 0x1ffff, value))
            {
                Unmapped++;
            }
        }
        else if (Ixp2400AddressMap.Msf.Contains(word))
        {
            chip.Msf.WriteWord((int)(word & 0x3fff), value);
        }
        else if (Ixp2400AddressMap.Scratch.Contains(word))
        {
            chip.Scratch.Memory.WriteWord(word & 0x3fff, value);
        }
        else if (Ixp2400AddressMap.ScratchRings.Contains(word))
        {
            chip.Scratch.RingPut((int)(word >> 2) & 15, value);
        }
        else if (Ixp2400AddressMap.SramCsrs0.Contains(word) || Ixp2400AddressMap.SramCsrs1.Contains(word))
        {
            chip.Sram[word >> 22 & 1].Csrs.Write((int)(word & 0x3ff), value);
        }
        else if (Ixp2400AddressMap.DramCsrs.Contains(word))
        {
            chip.Dram.Csrs.Write((int)(word & 0x7ff), value);
        }
        else if (Ixp2400AddressMap.PciCsrs.Contains(word) || Ixp2400AddressMap.PciConfiguration.Contains(word))
        {
            chip.Pci.WriteRegister(word, value);
        }
        else
        {
            Unmapped++;
        }
    }

    private bool Memory(uint address, out FlatMemory? memory, out long offset)
    {
        (memory, offset) = (address >> 28) switch
        {
            < 8 => (chip.Dram.Memory, address),
            8 => (chip.Sram[0].Memory, address & 0x0fff_ffff),
            9 => (chip.Sram[1].Memory, address & 0x0fff_ffff),
            _ => ((FlatMemory?)null, 0L),
        };
        if (memory is not null && offset >= memory.Length)
        {
            memory = null;
        }

        return memory is not null;
    }

    private Microengine? Engine(uint address)
    {
        int number = (int)(address - (uint)Ixp2400AddressMap.EngineCsrs.Start) >> 10;
        return (number & ~0x13) == 0 ? chip.Engines[Microengine.IndexOf(number)] : null;
    }
}
