using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>The routes by address: reference 2.1, 2.6, 2.8, 2.9 and 9.4.</summary>
internal static class BusRoutes
{
    /// <summary>First match counts; what is in no range goes to the peripherals, or nowhere.</summary>
    private static readonly (AddressRange Range, BusRoute Route)[] _table =
    [
        (Ixp2400AddressMap.Dram, BusRoute.Dram),
        (Ixp2400AddressMap.Sram0, BusRoute.Sram),
        (Ixp2400AddressMap.Sram1, BusRoute.Sram),
        (Ixp2400AddressMap.Cap, BusRoute.Cap),
        (Ixp2400AddressMap.EngineRegisters, BusRoute.Cap),
        (Ixp2400AddressMap.EngineCsrs, BusRoute.Cap),
        (Ixp2400AddressMap.Msf, BusRoute.Msf),
        (Ixp2400AddressMap.Scratch, BusRoute.Scratch),
        (Ixp2400AddressMap.ScratchClear, BusRoute.Scratch),
        (Ixp2400AddressMap.ScratchSet, BusRoute.Scratch),
        (Ixp2400AddressMap.ScratchAdd, BusRoute.Scratch),
        (Ixp2400AddressMap.ScratchSubtract, BusRoute.Scratch),
        (Ixp2400AddressMap.ScratchRings, BusRoute.ScratchRing),
        (Ixp2400AddressMap.SramQueues0, BusRoute.SramQueue),
        (Ixp2400AddressMap.SramQueues1, BusRoute.SramQueue),
        (Ixp2400AddressMap.SramCsrs0, BusRoute.SramCsr),
        (Ixp2400AddressMap.SramCsrs1, BusRoute.SramCsr),
        (Ixp2400AddressMap.SramRings0, BusRoute.SramRing),
        (Ixp2400AddressMap.SramRings1, BusRoute.SramRing),
        (Ixp2400AddressMap.DramCsrs, BusRoute.Local),
        (Ixp2400AddressMap.PciIo, BusRoute.Pci),
        (Ixp2400AddressMap.PciConfiguration0, BusRoute.Pci),
        (Ixp2400AddressMap.PciConfiguration1, BusRoute.Pci),
        (Ixp2400AddressMap.PciConfiguration, BusRoute.Pci),
        (Ixp2400AddressMap.PciCsrs, BusRoute.Pci),
        (Ixp2400AddressMap.PciWindow, BusRoute.Pci),
    ];

    // One entry for each 64 KB of the upper half of the map, so that a lookup is one read.
    private static readonly byte[] _pages = BuildPages();

    private const byte Mixed = 0xff;

    public static BusRoute Of(uint address)
    {
        if (address < 0x8000_0000)
        {
            return BusRoute.Dram;
        }

        byte page = _pages[(address - 0x8000_0000) >> 16];
        return page == Mixed ? Search(address) : (BusRoute)page;
    }

    private static BusRoute Search(uint address)
    {
        foreach ((AddressRange range, BusRoute route) in _table)
        {
            if (range.Contains(address))
            {
                return route;
            }
        }

        return BusRoute.Nothing;
    }

    private static byte[] BuildPages()
    {
        byte[] pages = new byte[0x8000];
        for (int i = 0; i < pages.Length; i++)
        {
            AddressRange page = new("", 0x8000_0000u + ((ulong)i << 16), 0x1_0000);
            pages[i] = (byte)BusRoute.Nothing;
            foreach ((AddressRange range, BusRoute route) in _table)
            {
                if (range.Overlaps(page))
                {
                    bool covers = range.Start <= page.Start && range.End >= page.End;
                    pages[i] = covers ? (byte)route : Mixed;
                    break;
                }
            }
        }

        return pages;
    }
}
