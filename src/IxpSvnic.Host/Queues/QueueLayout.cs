namespace IxpSvnic.Host.Queues;

/// <summary>
/// Where a VIF's shared words and slots lie. All words are big-endian. Send area (device memory): a page of words
/// written by the guest, then the slots. Receive area (guest memory): a page of words written by the device, then the
/// slots.
/// </summary>
public static class QueueLayout
{
    /// <summary>The slots begin at the second page of either area.</summary>
    public const int SlotsOffset = 4096;

    /// <summary>Send area: sq_prod, written by the guest.</summary>
    public const int SendProducer = 0x00;

    /// <summary>Send area: rq_cons, written by the guest.</summary>
    public const int ReceiveConsumer = 0x04;

    /// <summary>Send area: masks, written by the guest; 1 = masked.</summary>
    public const int Masks = 0x08;

    /// <summary>Receive area: sq_cons, mirrored by the device.</summary>
    public const int SendConsumer = 0x00;

    /// <summary>Receive area: rq_prod, written by the device.</summary>
    public const int ReceiveProducer = 0x04;

    /// <summary>Mask bit of the send signal.</summary>
    public const uint SendSignal = 1;

    /// <summary>Mask bit of the receive signal.</summary>
    public const uint ReceiveSignal = 2;

    /// <summary>Shortest frame a slot may hold: an Ethernet header.</summary>
    public const int MinFrame = 14;

    /// <summary>Bytes of an area: whole pages.</summary>
    public static int AreaBytes(int slots, int slotBytes) => (SlotsOffset + (slots * slotBytes) + 4095) & ~4095;
}
