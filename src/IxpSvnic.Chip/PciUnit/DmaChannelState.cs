namespace IxpSvnic.Chip.PciUnit;

/// <summary>What a DMA channel is doing.</summary>
internal enum DmaChannelState : byte
{
    Idle,

    /// <summary>Started while two others are active.</summary>
    Waiting,

    /// <summary>A descriptor or its link is on its way from SRAM.</summary>
    Fetching,

    /// <summary>Bytes are moving.</summary>
    Moving,

    /// <summary>End of an unterminated chain: waits for Descriptor Added.</summary>
    Paused,
}
