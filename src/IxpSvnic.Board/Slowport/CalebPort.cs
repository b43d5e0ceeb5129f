using IxpSvnic.Chip.Msf;

namespace IxpSvnic.Board.Slowport;

/// <summary>A MAC port as the chip sees it through <see cref="Caleb"/>.</summary>
internal sealed class CalebPort(Caleb caleb, int port, ISpi3Phy phy) : ISpi3Phy
{
    /// <inheritdoc/>
    public int TransmitRoom => caleb.Transmits(port) ? phy.TransmitRoom : 0;

    /// <inheritdoc/>
    public int ReceiveAvailable(int limit) => caleb.Receives(port) ? phy.ReceiveAvailable(limit) : 0;

    /// <inheritdoc/>
    public int Receive(Span<byte> data, out Spi3Burst burst) => phy.Receive(data, out burst);

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> data, in Spi3Burst burst) => phy.Transmit(data, in burst);
}
