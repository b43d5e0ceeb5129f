namespace IxpSvnic.Chip.XScale.Gasket;

/// <summary>Which unit of the chip a physical address of the core belongs to, and as what.</summary>
internal enum BusRoute : byte
{
    /// <summary>Nothing is there: an external abort.</summary>
    Nothing,

    Dram,
    Sram,

    /// <summary>A load dequeues, a store enqueues.</summary>
    SramQueue,

    /// <summary>A load gets, a store puts a longword.</summary>
    SramRing,

    SramCsr,
    Scratch,

    /// <summary>A load gets, a store puts a longword.</summary>
    ScratchRing,

    Cap,
    Msf,
    Pci,

    /// <summary>What the gasket reaches itself: peripherals, slowport, DRAM controller.</summary>
    Local,
}
