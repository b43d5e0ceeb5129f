namespace IxpSvnic.Sim.Frames;

/// <summary>Places on a frame's way, the one vocabulary of trace, counters, report and tests.</summary>
public enum Hop : byte
{
    /// <summary>First bit at the MAC.</summary>
    WireArrival,

    /// <summary>First mpacket complete in an RBUF element.</summary>
    RbufElement,

    /// <summary>First bytes in a DRAM buffer.</summary>
    DramPacket,

    /// <summary>Descriptor put on a ring (firmware trace point).</summary>
    RingHandOff,

    /// <summary>Destination decided (firmware trace point).</summary>
    Demux,

    /// <summary>First byte handed to the PCI unit.</summary>
    DmaIssued,

    /// <summary>First data phase on a PCI bus.</summary>
    BusGranted,

    /// <summary>First address translated by the IOMMU.</summary>
    Translated,

    /// <summary>First byte in host memory.</summary>
    HostMemory,

    /// <summary>Producer index visible to the guest (firmware trace point).</summary>
    IndexWritten,

    /// <summary>Interrupt raised to the guest's driver.</summary>
    VirtualInterrupt,

    /// <summary>The guest consumed the slot.</summary>
    GuestReceived,

    /// <summary>The guest wrote the frame into its send queue.</summary>
    GuestSent,

    /// <summary>Fetched from the send queue (firmware trace point).</summary>
    MessageFetched,

    /// <summary>Chosen by the scheduler (firmware trace point).</summary>
    Scheduled,

    /// <summary>First bytes in a TBUF element.</summary>
    TbufElement,

    /// <summary>Last bit left the MAC.</summary>
    WireDeparture,
}
