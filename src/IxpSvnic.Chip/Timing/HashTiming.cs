using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Chip.Timing;

/// <summary>
/// The hash unit's share of assumption A1: one 48-bit hash 80 microengine cycles, 14 (2 to load, 3 in the array, 2 to
/// unload, in chassis cycles) more for each further one.
/// </summary>
public sealed class HashTiming
{
    [Parameter("cycles", "A1: start of service to pull request", Min = 0, Max = 1000)]
    public int PullRequestCycles { get; set; }

    [Parameter("cycles", "A1: start of service to the first 48-bit result", Min = 0, Max = 1000)]
    public int FirstHashCycles { get; set; } = 34;

    [Parameter("commands", "A10: commands waiting for the array", Min = 1, Max = 16)]
    public int InletDepth { get; set; } = 3;

    [Parameter("chassis cycles", "IXP2800 HRM p239: array steps of a 48-bit operand", Min = 1, Max = 100)]
    public int Steps48 { get; set; } = 3;

    [Parameter("chassis cycles", "IXP2800 HRM p239: array steps of a 64-bit operand", Min = 1, Max = 100)]
    public int Steps64 { get; set; } = 4;

    [Parameter("chassis cycles", "IXP2800 HRM p239: array steps of a 128-bit operand", Min = 1, Max = 100)]
    public int Steps128 { get; set; } = 8;
}
