namespace IxpSvnic.Host.Virtualization;

/// <summary>
/// Where a VIF's queues are, in every address space that has a name for them. Whoever loads the device fills its
/// control blocks from this.
/// </summary>
public sealed record VifLayout
{
    public required int Vif { get; init; }

    /// <summary>48 bits, first byte on the wire highest.</summary>
    public required ulong Mac { get; init; }

    /// <summary>Bit of the identifier that signals this VIF.</summary>
    public required int SignalBit { get; init; }

    public required ushort SourceId { get; init; }

    /// <summary>Domain number; 0 when nothing is translated.</summary>
    public required ushort Domain { get; init; }

    public required int ReceiveSlots { get; init; }

    public required int ReceiveSlotBytes { get; init; }

    public required int SendSlots { get; init; }

    public required int SendSlotBytes { get; init; }

    /// <summary>Receive area: guest-physical address of its first page.</summary>
    public required long ReceiveGuestAddress { get; init; }

    /// <summary>Receive area: machine address of each page.</summary>
    public required IReadOnlyList<long> ReceiveMachinePages { get; init; }

    /// <summary>Receive area: host bus address of its first page, I/O-virtual when translated.</summary>
    public required uint ReceiveBusAddress { get; init; }

    /// <summary>Receive area: the same on the board's PCI bus, in front of the bridge.</summary>
    public required uint ReceiveBoardAddress { get; init; }

    /// <summary>Send area: DRAM address on the card.</summary>
    public required uint SendDramAddress { get; init; }

    /// <summary>Send area: host bus address in the bridge's window.</summary>
    public required uint SendBusAddress { get; init; }

    public int ReceiveAreaBytes => ReceiveMachinePages.Count * 4096;
}
