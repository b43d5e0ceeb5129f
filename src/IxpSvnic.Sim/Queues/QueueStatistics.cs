namespace IxpSvnic.Sim.Queues;

/// <summary>
/// What Little's law needs of a queue: the integral of its length over time and the sum of the times spent in it.
/// Each is counted on its own, so that comparing them tests the queue. Units: ticks.
/// </summary>
public struct QueueStatistics
{
    /// <summary>Entries that came in.</summary>
    public long Entered;

    /// <summary>Entries that went out.</summary>
    public long Left;

    /// <summary>Longest the queue has been.</summary>
    public long MaxLength;

    /// <summary>Integral of length over time up to <see cref="LastChange"/>.</summary>
    public Int128 LengthIntegral;

    /// <summary>Sum of the sojourns of entries that have left.</summary>
    public Int128 SojournSum;

    /// <summary>Sum of the entry times of entries still inside.</summary>
    public Int128 EntryTimesInside;

    public long LastChange;

    /// <summary>Time with at least one entry inside, up to <see cref="LastChange"/>.</summary>
    public long NonEmptyTicks;

    public readonly long Length => Entered - Left;

    public void Enter(long now)
    {
        Pass(now);
        Entered++;
        EntryTimesInside += now;
        MaxLength = Math.Max(MaxLength, Length);
    }

    public void Leave(long now, long entered)
    {
        Pass(now);
        Left++;
        EntryTimesInside -= entered;
        SojournSum += now - entered;
    }

    /// <summary>Mean length over [0, now].</summary>
    public readonly double MeanLength(long now) =>
        now == 0 ? 0 : (double)(LengthIntegral + ((Int128)Length * (now - LastChange))) / now;

    /// <summary>Arrival rate times mean sojourn over [0, now], those inside counted up to now: equals the mean length.</summary>
    public readonly double LittleLength(long now) =>
        now == 0 ? 0 : (double)(SojournSum + ((Int128)Length * now) - EntryTimesInside) / now;

    private void Pass(long now)
    {
        if (Length > 0)
        {
            LengthIntegral += (Int128)Length * (now - LastChange);
            NonEmptyTicks += now - LastChange;
        }

        LastChange = now;
    }
}
