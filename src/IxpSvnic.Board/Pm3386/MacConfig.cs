using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Board.Pm3386;

/// <summary>What is configured in the gigabit MACs and how fast their wires are.</summary>
public sealed class MacConfig
{
    [Parameter("bytes", "IEEE 802.3 3.2.7: largest tagged frame with FCS; the PM3386 takes up to 9018", Min = 64, Max = 16_000)]
    public int MaxFrame { get; set; } = 1522;

    [Parameter("bytes", "A12: receive FIFO of a port", Min = 2048, Max = 16 << 20)]
    public int RxFifoBytes { get; set; } = 16 << 10;

    [Parameter("bytes", "A12: transmit FIFO of a port", Min = 2048, Max = 16 << 20)]
    public int TxFifoBytes { get; set; } = 16 << 10;

    [Parameter("ticks of 1/3 ns", "IEEE 802.3 clause 34: 8 ns a byte at 1 Gb/s", Min = 1, Max = 100_000)]
    public int WireByteTicks { get; set; } = 24;
}
