namespace IxpSvnic.Sim.Frames;

/// <summary>Why a frame, or one copy of it, died. Every drop has exactly one.</summary>
public enum DropReason : byte
{
    None,

    /// <summary>MAC: checksum wrong.</summary>
    BadFcs,

    /// <summary>MAC: longer than the configured maximum.</summary>
    Oversize,

    /// <summary>Shorter than an Ethernet header, or a MAC's minimum.</summary>
    Runt,

    /// <summary>MAC: receive FIFO full.</summary>
    MacFifoFull,

    /// <summary>MAC: the port does not receive.</summary>
    PortDisabled,

    /// <summary>Cut short by the capture's snap length and not to be padded.</summary>
    Truncated,

    /// <summary>MAC: transmit aborted or FIFO underrun.</summary>
    TransmitAbort,

    /// <summary>Firmware: no free packet buffer.</summary>
    NoBuffer,

    /// <summary>Firmware: receive status in error.</summary>
    RxError,

    /// <summary>Firmware: hand-off ring full.</summary>
    RingFull,

    /// <summary>Firmware: destination not in the table.</summary>
    UnknownMac,

    /// <summary>Firmware: filtered by rule.</summary>
    Filtered,

    /// <summary>Firmware: above the rate cap.</summary>
    Policed,

    /// <summary>Firmware: source address not the sender's own.</summary>
    SourceSpoofed,

    /// <summary>Firmware: no free receive slot of the guest.</summary>
    NoHostSlot,

    /// <summary>Firmware: the VIF is disabled or gone.</summary>
    VifGone,

    /// <summary>Firmware: a send slot with an impossible length.</summary>
    BadMessage,

    /// <summary>Bus: nobody answered.</summary>
    MasterAbort,

    /// <summary>Bus: the target refused.</summary>
    TargetAbort,

    /// <summary>IOMMU: no translation or no right.</summary>
    IommuFault,

    /// <summary>The guest's driver refused the slot's content.</summary>
    GuestRejected,

    /// <summary>Its bytes were overwritten while it was still under way.</summary>
    LostByFirmware,
}
