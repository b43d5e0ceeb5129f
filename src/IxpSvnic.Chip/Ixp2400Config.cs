using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip;

/// <summary>Sizes of what is soldered around the chip.</summary>
public sealed class Ixp2400Config
{
    [Parameter("bytes", "A5: 256 MB DDR on the board", Min = 1 << 20, Max = 1L << 30)]
    public long DramBytes { get; set; } = 256L << 20;

    [Parameter("bytes", "A5: 4 MB QDR a channel", Min = 1 << 18, Max = 64L << 20)]
    public long SramChannelBytes { get; set; } = 4L << 20;
}
