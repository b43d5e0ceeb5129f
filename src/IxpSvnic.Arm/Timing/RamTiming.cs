using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Arm.Timing;

/// <summary>What the plain RAM of a core without a chip costs.</summary>
public sealed class RamTiming
{
    [Parameter("core cycles", "A80: until the critical word of a line fill can be used", Min = 0, Max = 100_000)]
    public int LineFillCycles { get; set; } = 100;

    [Parameter("core cycles", "A81: until the data of an uncached read or swap can be used", Min = 0, Max = 100_000)]
    public int ReadCycles { get; set; } = 80;

    [Parameter("core cycles", "A82: until a write has been taken", Min = 0, Max = 100_000)]
    public int WriteCycles { get; set; } = 20;
}
