namespace IxpSvnic.Arm.Semihosting;

/// <summary>What the calls tell a program about its surroundings.</summary>
public sealed record SemihostingSetup
{
    /// <summary>Answer of SYS_GET_CMDLINE: the program's name and its arguments.</summary>
    public required string CommandLine { get; init; }

    public required uint HeapBase { get; init; }

    public required uint HeapLimit { get; init; }

    /// <summary>The stack grows down from here.</summary>
    public required uint StackBase { get; init; }

    public required uint StackLimit { get; init; }

    /// <summary>Core cycles a second: the unit of SYS_ELAPSED, and what SYS_CLOCK and SYS_TIME are made of.</summary>
    public required long CyclesPerSecond { get; init; }

    /// <summary>SYS_TIME when the program starts, in seconds since 1970: fixed, so that runs are repeatable.</summary>
    public long EpochSeconds { get; init; } = 1_072_915_200;
}
