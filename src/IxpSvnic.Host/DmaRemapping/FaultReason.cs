namespace IxpSvnic.Host.DmaRemapping;

/// <summary>Why a DMA request was stopped: the fault reason codes of VT-d's legacy mode.</summary>
public enum FaultReason : byte
{
    None = 0,

    RootEntryNotPresent = 0x1,

    ContextEntryNotPresent = 0x2,

    /// <summary>Address width not supported, translation type reserved or not supported.</summary>
    ContextEntryInvalid = 0x3,

    /// <summary>Beyond the smaller of the domain's and the unit's guest address width.</summary>
    AddressBeyondWidth = 0x4,

    WriteNotPermitted = 0x5,

    ReadNotPermitted = 0x6,

    /// <summary>A second-level entry points to a table that cannot be read.</summary>
    NextTableInvalid = 0x7,

    RootTableInvalid = 0x8,

    ContextTableInvalid = 0x9,

    RootEntryReserved = 0xA,

    ContextEntryReserved = 0xB,

    /// <summary>Reserved bits set in a second-level entry that permits reads or writes.</summary>
    PagingEntryReserved = 0xC,
}
