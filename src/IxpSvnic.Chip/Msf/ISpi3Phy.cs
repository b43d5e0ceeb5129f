namespace IxpSvnic.Chip.Msf;

/// <summary>
/// One port of a PHY or MAC as the SPI-3 (POS-PHY level 3) master in the MSF sees it. Data are asked for and handed over at the
/// end of a burst; between its start and its end nobody else takes from or adds to the same side of the port.
/// Byte 0 of a span is the first on the bus, bits 31:24 of a longword.
/// </summary>
public interface ISpi3Phy
{
    /// <summary>
    /// Bytes that the next receive burst of at most <paramref name="limit"/> will carry: a full one, or the rest of a packet;
    /// 0 = the port does not request a transfer.
    /// </summary>
    int ReceiveAvailable(int limit);

    /// <summary>
    /// Takes a burst off the port. Its tag comes with one live hold that passes to the caller. Returns the bytes.
    /// </summary>
    int Receive(Span<byte> data, out Spi3Burst burst);

    /// <summary>Bytes of room in the transmit FIFO (TPA).</summary>
    int TransmitRoom { get; }

    /// <summary>Takes a transmit burst; the hold of its tag passes to the port.</summary>
    void Transmit(ReadOnlySpan<byte> data, in Spi3Burst burst);
}
