namespace IxpSvnic.Wire.Playback;

/// <summary>What the start times of a replay follow.</summary>
public enum PaceKind
{
    /// <summary>The capture's timestamps.</summary>
    Recorded,

    /// <summary>The capture's timestamps, a number of times faster.</summary>
    Speed,

    /// <summary>One frame as soon as the wire is free of the one before.</summary>
    LineRate,

    /// <summary>A constant rate of bits, everything that occupies the wire counted.</summary>
    MegabitsPerSecond,

    /// <summary>A constant rate of frames.</summary>
    KilopacketsPerSecond,
}
