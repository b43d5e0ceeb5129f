namespace IxpSvnic.Wire.Playback;

/// <summary>
/// Gives each frame of one wire its start time. A frame starts when its pace says so or, if the wire is still taken
/// (equal, backward or too narrow timestamps, a rate beyond the wire's), as soon as it is free: file order always
/// holds.
/// Exact arithmetic: a rate does not drift, however long the run.
/// </summary>
public sealed class PaceSchedule(Pace pace)
{
    private const ulong TicksPerKilopacket = 3_000_000;
    private const ulong TicksPerMegabitBit = 3_000;
    private const int BitsPerByte = 8;

    private bool _passHasEpoch;
    private long _passEpochNanoseconds;
    private long _passStartTick;
    private ulong _unitsBefore;

    /// <summary>First tick at which the wire can take another frame.</summary>
    public long WireFreeTick { get; private set; }

    /// <summary>Frames that found the wire taken at their time.</summary>
    public long DelayedFrames { get; private set; }

    /// <summary>The longest such wait.</summary>
    public long WorstDelayTicks { get; private set; }

    /// <summary>The capture starts over: its first timestamp means the tick at which the wire is free.</summary>
    public void StartPass()
    {
        _passHasEpoch = false;
        _passStartTick = WireFreeTick;
    }

    /// <summary>Reserves the wire for the next frame and returns the tick of its first preamble bit.</summary>
    /// <param name="timestampNanoseconds">The frame's recorded time.</param>
    /// <param name="hasTimestamp">False for a record without a time: due when the wire is free.</param>
    /// <param name="wireLength">Bytes of the frame with its FCS.</param>
    /// <exception cref="OverflowException">The due time lies beyond 97 simulated years.</exception>
    public long Place(long timestampNanoseconds, bool hasTimestamp, int wireLength)
    {
        long occupancy = WireTime.OccupancyTicks(wireLength);
        long due = pace.Kind switch
        {
            PaceKind.LineRate => WireFreeTick,
            PaceKind.MegabitsPerSecond => DueByRate(
                TicksPerMegabitBit, (ulong)(occupancy / WireTime.TicksPerByte) * BitsPerByte),
            PaceKind.KilopacketsPerSecond => DueByRate(TicksPerKilopacket, 1),
            _ => DueByTimestamp(timestampNanoseconds, hasTimestamp),
        };
        long start = Math.Max(due, WireFreeTick);
        if (start > due)
        {
            DelayedFrames++;
            WorstDelayTicks = Math.Max(WorstDelayTicks, start - due);
        }

        WireFreeTick = checked(start + occupancy);
        return start;
    }

    private long DueByRate(ulong ticksPerUnit, ulong units)
    {
        UInt128 due = (UInt128)_unitsBefore * ticksPerUnit * pace.Denominator / pace.Numerator;
        _unitsBefore += units;
        return checked((long)due);
    }

    private long DueByTimestamp(long timestampNanoseconds, bool hasTimestamp)
    {
        if (!hasTimestamp)
        {
            return WireFreeTick;
        }

        if (!_passHasEpoch)
        {
            _passHasEpoch = true;
            _passEpochNanoseconds = timestampNanoseconds;
        }

        if (pace.Kind == PaceKind.Recorded)
        {
            return checked(_passStartTick
                + ((timestampNanoseconds - _passEpochNanoseconds) * WireTime.TicksPerNanosecond));
        }

        Int128 ticks = (Int128)timestampNanoseconds - _passEpochNanoseconds;
        Int128 scaled = ticks * WireTime.TicksPerNanosecond * pace.Denominator;
        Int128 quotient = scaled / pace.Numerator;
        if (scaled < 0 && quotient * pace.Numerator != scaled)
        {
            quotient--;
        }

        return checked((long)(_passStartTick + quotient));
    }
}
