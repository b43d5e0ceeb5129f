using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Board.Slowport;

/// <summary>How long the flash is busy.</summary>
public sealed class FlashConfig
{
    [Parameter("µs", "A91: typical time to program a byte", Min = 0, Max = 1_000_000)]
    public int ProgramMicroseconds { get; set; } = 210;

    [Parameter("ms", "A91: typical time to erase a block", Min = 0, Max = 1_000_000)]
    public int EraseMilliseconds { get; set; } = 1000;
}
